import json
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.grounding.support import Verdict
from evals import pairs
from evals.cases import InvalidCases
from evals.results import CaseResult, Figure
from evals.suites import Batch, Options, named

SOURCE = "请于2025年7月11日前填写试点申报表，由区县人力社保部门统一报市人力社保局。"
LINES = [
    {"id": "v1", "kind": "verbatim", "claim": SOURCE, "sources": [SOURCE], "supported": True},
    {
        "id": "v2",
        "kind": "verbatim",
        "claim": SOURCE[:-1],
        "sources": [SOURCE],
        "supported": True,
        "holdout": True,
    },
    {
        "id": "d1",
        "kind": "date",
        "claim": SOURCE.replace("7月11日", "8月11日"),
        "sources": [SOURCE],
        "supported": False,
        "document": "cq",
    },
    {
        "id": "i1",
        "kind": "invented",
        "claim": "每个试点项目补贴50万元。",
        "sources": [SOURCE],
        "supported": False,
        "allowed": ["我们厂"],
        "holdout": True,
    },
]


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in LINES), "utf-8")
    return Batch("pairs", "pairs", (file,))


def evaluated(assistant: Assistant, batch: Batch) -> list[CaseResult]:
    return list(pairs.evaluate(assistant, batch, pairs.load(batch), Options()))


def figures(results: list[CaseResult]) -> dict[str, Figure]:
    return {figure.name: figure for figure in pairs.figures(results)}


def test_the_verifier_and_our_own_judge_are_both_measured(assistant: Assistant, batch: Batch) -> None:
    results = evaluated(assistant, batch)
    assert [r.passed for r in results] == [True] * 4
    found = pairs.figures(results)
    assert {f.name: f.value for f in found} == {
        "balanced_verifier": 1.0,
        "balanced_judge": 1.0,
        "accuracy_verbatim": 1.0,
        "accuracy_date": 1.0,
        "accuracy_invented": 1.0,
    }
    assert [f.cases for f in found if f.name == "balanced_verifier"] == [4, 2]


@pytest.mark.parametrize(("lets_through", "wrong"), [(True, ["d1", "i1"]), (False, ["v1", "v2"])])
def test_a_verifier_that_says_the_same_of_everything_is_worth_a_half(
    assistant: Assistant,
    batch: Batch,
    monkeypatch: pytest.MonkeyPatch,
    lets_through: bool,
    wrong: list[str],
) -> None:
    monkeypatch.setattr(pairs.verifier, "check", lambda *_: Verdict(lets_through, "patched"))
    results = evaluated(assistant, batch)
    assert [r.id for r in results if not r.passed] == wrong
    found = figures(results)
    assert found["balanced_verifier"].value == 0.5
    assert found["balanced_judge"].value == 1.0
    assert found["accuracy_date"].value == float(not lets_through)


def test_a_pair_without_sources_is_no_pair(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({**LINES[0], "sources": []}), "utf-8")
    with pytest.raises(InvalidCases, match=r"pairs\.jsonl 第 1 行：字段 sources 不能为空"):
        pairs.load(Batch("pairs", "pairs", (file,)))


def test_our_own_pairs_hold_every_kind_of_error_and_a_holdout() -> None:
    (batch,) = named("verifier")
    read = pairs.load(batch)
    kinds = {pair.kind for pair in read if not pair.supported}
    assert {"date", "number", "actor", "recipient", "negation", "modality", "scope", "invented"} <= kinds
    assert 0.2 < sum(pair.holdout for pair in read) / len(read) < 0.5
