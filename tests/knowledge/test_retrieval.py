"""The right clause is found first, or nearly, and only in the document that was asked."""

import json
from pathlib import Path

from assistant.app import Assistant

CASES = Path(__file__).parents[2] / "evals" / "cases" / "development" / "retrieval.jsonl"


def test_the_right_clause_is_among_the_first_three(assistant: Assistant) -> None:
    """Floors under what was measured (recall@1 .93, @3 .98), so that only a real loss fails."""
    asked = [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]
    cases = [case for case in asked if case["clauses"]]
    first = third = 0
    for case in cases:
        found = [citation.clause for citation in assistant.retrieve(case["question"], 3)]
        first += found[0] in case["clauses"]
        third += any(path in case["clauses"] for path in found)
    assert first / len(cases) >= 0.85
    assert third / len(cases) >= 0.93


def test_all_clauses_come_from_one_document(assistant: Assistant) -> None:
    assert len({citation.document for citation in assistant.retrieve("申报材料什么时候截止", 5)}) == 1
