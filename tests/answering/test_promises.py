"""The three promises on every development case: cited words are there, values have a source, silence is said."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.app import Assistant
from assistant.documents.text import comparable, plain
from assistant.models.answer import Answer, Status

CASES = Path(__file__).parents[2] / "evals" / "cases" / "development" / "questions.jsonl"
DAY = "2025-07-08"


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def asked(assistant: Assistant, case: dict[str, Any]) -> Answer:
    day = date.fromisoformat(case.get("as_of") or DAY)
    conversation = None
    for question in case.get("turns") or [case["question"]]:
        answer = assistant.ask(question, conversation=conversation, as_of=day)
        conversation = answer.conversation
    return answer


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[tuple[dict[str, Any], Answer]]:
    return [(case, asked(assistant, case)) for case in cases()]


def test_every_quote_is_the_text_at_its_offsets(
    assistant: Assistant, answers: list[tuple[dict[str, Any], Answer]]
) -> None:
    texts = {d.id: assistant.document(d.id).text for d in assistant.documents()}
    for case, answer in answers:
        for citation in answer.citations:
            assert texts[citation.document][citation.start : citation.end] == citation.quote, case["id"]


def test_every_claim_of_an_answer_is_cited_and_every_mark_has_its_citation(
    answers: list[tuple[dict[str, Any], Answer]],
) -> None:
    for case, answer in answers:
        listed = {citation.id for citation in answer.citations}
        marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.answer)}
        assert marks == listed, case["id"]
        for claim in answer.claims:
            assert claim.citations, (case["id"], claim.text)


def test_no_number_appears_that_is_in_neither_the_sources_nor_the_question_nor_worked_out_from_them(
    assistant: Assistant, answers: list[tuple[dict[str, Any], Answer]]
) -> None:
    """Checked without the product's verifier, so that a fault in it shows."""
    views = {d.id: assistant.document(d.id) for d in assistant.documents()}
    for case, answer in answers:
        day = date.fromisoformat(case.get("as_of") or DAY)
        said = re.sub(r"\[\d+\]", "", answer.answer)
        sources = " ".join(
            f"{views[c.document].text} {views[c.document].title} {views[c.document].number} {views[c.document].issued}"
            for c in answer.citations
        )
        known = numbers(sources) | numbers(" ".join(case.get("turns") or [case["question"]]))
        known |= {str(day.year), str(day.month), str(day.day)}
        for obligation in answer.obligations:
            due = obligation.next_due or obligation.due
            if due is not None:
                when = date(due.year, due.month, due.day)
                known |= {str(when.year), str(when.month), str(when.day)}
                known.add(str(abs((when - day) // timedelta(days=1))))
        named = re.findall(r"(\d{4})年(\d{1,2})月(\d{1,2})日", said)
        for year, month, number in named:
            known.add(str(abs((date(int(year), int(month), int(number)) - day) // timedelta(days=1))))
        known |= {str(len(answer.citations)), "3"} if "共三年" in said else {str(len(answer.citations))}
        last_day_of_month = {"28", "29", "30", "31"}
        assert numbers(said) <= known | last_day_of_month, (case["id"], numbers(said) - known)


def numbers(text: str) -> set[str]:
    return {n.lstrip("0") or "0" for n in re.findall(r"\d+", plain(text).replace(",", ""))}


def test_what_the_notice_does_not_say_is_said_to_be_so_with_where_to_ask(
    answers: list[tuple[dict[str, Any], Answer]],
) -> None:
    silent = [(case, answer) for case, answer in answers if case["category"] == "unanswerable"]
    assert silent
    for case, answer in silent:
        assert answer.status is Status.ABSTAINED, case["id"]
        assert "没有说明" in answer.answer, case["id"]
        assert any("联系电话" in citation.quote for citation in answer.citations), case["id"]


def test_most_development_cases_hold_their_facts(answers: list[tuple[dict[str, Any], Answer]]) -> None:
    """A floor well under what was measured, so that only a real loss fails."""
    right = 0
    for case, answer in answers:
        text = comparable(answer.answer)
        facts = case["expect"].get("facts", [])
        right += all(any(comparable(fact) in text for fact in alternatives) for alternatives in facts)
    assert right / len(answers) >= 0.9
