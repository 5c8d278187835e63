"""The real product with its verifier patched to let a fault through: the evaluation must see it by itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.answering import pipeline
from assistant.answering.turn import Reply, Span, Statement, Turn
from assistant.app import Assistant
from assistant.models.answer import Answer, Citation, Obligation, State, Status, Verification
from evals import answers
from evals.cases import Case, Expect
from evals.results import CaseResult
from evals.suites import Batch, Options

CASE = Case(
    id="seeded",
    category="deadline",
    question="申报材料什么时候截止?",
    expect=Expect(status=Status.ANSWERED, facts=(("7月11日",),), clauses=("四/(一)",)),
)
SILENT = Case(
    id="silent",
    category="unanswerable",
    question="试点项目补贴多少钱?",
    expect=Expect(status=Status.ABSTAINED),
)
BATCH, OPTIONS = Batch("seeded", "answers", ()), Options(as_of=date(2025, 7, 8))

Corrupt = Callable[[Statement], Statement]


def blind(monkeypatch: pytest.MonkeyPatch, corrupt: Callable[[Reply], Sequence[Statement]]) -> None:
    """A verifier that finds nothing, and a composer that makes a mistake."""

    def verify(turn: Turn, reply: Reply) -> tuple[list[Statement], Verification]:
        return list(corrupt(reply)), Verification(claims=len(reply.statements))

    monkeypatch.setattr(pipeline, "verify", verify)


def assembled(monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]) -> None:
    """The last step gives a changed answer."""
    real = pipeline.assemble
    monkeypatch.setattr(pipeline, "assemble", lambda *given: change(real(*given)))


def asked(assistant: Assistant, case: Case = CASE) -> CaseResult:
    return answers.evaluate_case(assistant, BATCH, case, OPTIONS)


def each(corrupt: Corrupt) -> Callable[[Reply], list[Statement]]:
    return lambda reply: [corrupt(statement) for statement in reply.statements]


def test_without_a_fault_every_measure_is_at_its_best(assistant: Assistant) -> None:
    result = asked(assistant)
    assert result.failing == () and result.remarks == ()
    assert set(result.scores.values()) == {1.0}
    assert {"values", "citation_recall", "citation_precision", "quotes", "deadlines", "directness"} == set(
        result.scores
    )
    assert asked(assistant, SILENT).scores == {
        "abstain_precision": 1.0,
        "abstain_recall": 1.0,
        "values": 1.0,
        "quotes": 1.0,
    }


def test_a_changed_date_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, each(lambda s: replace(s, text=s.text.replace("7月11日", "7月12日"))))
    result = asked(assistant)
    assert result.scores["values"] == 0.0
    assert "2025年7月12日" in result.remarks[0].reason
    assert "facts" in [f.check for f in result.failing]


def test_an_invented_amount_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, each(lambda s: replace(s, text=s.text.rstrip("。") + "，每个项目补贴50万元。")))
    result = asked(assistant)
    assert result.scores["values"] == 0.0 and "50" in result.remarks[0].reason
    assert result.failing == (), "the checks of the contract alone would not have seen it"


def test_an_invented_telephone_number_is_caught(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind(monkeypatch, each(lambda s: replace(s, text=s.text.replace("86868885", "86868886"))))
    assert asked(assistant, SILENT).scores["values"] == 0.0


def test_a_wrong_count_of_days_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    blind(monkeypatch, each(lambda s: replace(s, text=s.text.replace("还有3天", "还有13天"))))
    assert asked(assistant).scores["values"] == 0.0


def test_a_swapped_citation_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(statement: Statement) -> Statement:
        spans = []
        for span in statement.spans:
            start = span.document.text.index("深化人力资源市场管理改革")
            spans.append(Span(span.document, start, start + 12))
        return replace(statement, spans=tuple(spans))

    blind(monkeypatch, each(elsewhere))
    result = asked(assistant)
    assert result.scores["citation_recall"] == 0.0
    assert result.scores["citation_precision"] == 0.0
    assert result.scores["quotes"] == 1.0, "the quote itself is the document's"


def test_a_needless_citation_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(statement: Statement) -> Statement:
        start = statement.spans[0].document.text.index("深化人力资源市场管理改革")
        return replace(
            statement, spans=(*statement.spans, Span(statement.spans[0].document, start, start + 12))
        )

    blind(monkeypatch, each(lambda s: more(s) if s.spans else s))
    result = asked(assistant)
    assert result.scores["citation_recall"] == 1.0
    assert result.scores["citation_precision"] == 0.5


def test_a_shifted_offset_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(citation: Citation) -> Citation:
        return citation.model_copy(update={"start": citation.start + 1, "end": citation.end + 1})

    assembled(monkeypatch, lambda a: a.model_copy(update={"citations": [shifted(c) for c in a.citations]}))
    result = asked(assistant)
    assert result.scores["quotes"] == 0.0
    assert "quotes" in [f.check for f in result.failing]


@pytest.mark.parametrize(
    ("case", "status", "measure"),
    [(CASE, Status.ABSTAINED, "abstain_precision"), (SILENT, Status.ANSWERED, "abstain_recall")],
)
def test_a_wrong_status_is_caught(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, case: Case, status: Status, measure: str
) -> None:
    assembled(monkeypatch, lambda a: a.model_copy(update={"status": status}))
    result = asked(assistant, case)
    assert result.scores[measure] == 0.0
    assert "status" in [f.check for f in result.failing]


@pytest.mark.parametrize("change", [{"days_left": 4}, {"state": State.PAST}])
def test_wrong_arithmetic_of_days_is_caught(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    def wrong(obligation: Obligation) -> Obligation:
        return obligation.model_copy(update=change)

    assembled(monkeypatch, lambda a: a.model_copy(update={"obligations": [wrong(o) for o in a.obligations]}))
    result = asked(assistant)
    assert result.scores["deadlines"] == 0.0
    assert [f.check for f in result.remarks] == ["deadlines"]


def test_an_answer_that_comes_late_is_caught(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    padding = Statement("感谢您的提问，这是一个很好的问题。" * 10)
    blind(monkeypatch, lambda reply: [padding, *reply.statements])
    result = asked(assistant)
    assert result.scores["directness"] == 0.0
    assert result.failing == ()


def test_an_answer_that_brings_only_one_of_two_clauses_is_caught(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASE.model_copy(
        update={
            "category": "integration",
            "question": "报名到哪天为止？启动情况报告什么时候交？",
            "expect": CASE.expect.model_copy(update={"clauses": ("四/(一)", "四/(二)")}),
        }
    )
    assert asked(assistant, case).scores["coverage"] == 1.0

    def of_the_first(statement: Statement) -> bool:
        return all(span.document.clause_at(span.start).path != "四/(二)" for span in statement.spans)

    blind(monkeypatch, lambda reply: [s for s in reply.statements if of_the_first(s)])
    result = asked(assistant, case)
    assert result.scores["coverage"] == 0.5
    assert "没有引用 四/(二)" in [f.reason for f in result.remarks]
