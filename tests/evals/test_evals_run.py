import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prepared_assistant import QUOTE, Prepared, cite, reply

from assistant.errors import IndexUnavailable, InvalidOption, InvalidQuestion
from assistant.models.answer import Status
from evals import cli, runner, suites


def run(**options: Any) -> int:
    return cli.run(cli.Request(**options))


def write_cases(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Two deadlines and a silence; the second deadline is in two turns, with a day of its own."""
    lines = [
        {"id": "d1", "category": "deadline", "question": "几号截止?"},
        {
            "id": "d2",
            "category": "deadline",
            "turns": ["你好", "几号?"],
            "as_of": "2026-11-24",
            "holdout": True,
        },
        {"id": "u1", "category": "unanswerable", "question": "补贴多少?"},
    ]
    for line in lines[:2]:
        line["expect"] = {"status": "answered", "facts": [["7月11日"]], "clauses": ["四"]}
    lines[2]["expect"] = {"status": "abstained"}
    return write_cases(tmp_path / "cases.jsonl", lines)


@pytest.fixture
def right(prepared: Prepared) -> Prepared:
    """Answers every case rightly."""
    prepared.answers["补贴多少?"] = reply("通知未说明。", Status.ABSTAINED)
    return prepared


@pytest.mark.usefixtures("right")
def test_a_run_ends_with_0(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cases=cases, fail_under=1.0) == cli.DONE
    output = capsys.readouterr().out
    assert "deadline" in output and "100.0%" in output
    assert "✗" not in output


def test_a_failing_case_is_shown_with_its_reason_and_the_answer_begun(
    cases: Path, right: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    right.answers["几号截止?"] = reply("截止7月12日[1]，[/b]" + "甲" * 200)
    assert run(cases=cases) == cli.DONE
    output = capsys.readouterr().out
    assert "d1 几号截止?" in output and "没有说到“7月11日”" in output
    assert "截止7月12日[1]，[/b]甲" in output
    assert "甲" * 110 not in output
    assert "答了但有错 1 题；该答而未答 0 题" in output


@pytest.mark.parametrize(("least", "status"), [(0.6, cli.DONE), (0.7, cli.FAILED)])
def test_fail_under_sets_the_exit_status(cases: Path, prepared: Prepared, least: float, status: int) -> None:
    # Two of three pass: the prepared assistant answers the unanswerable.
    assert run(cases=cases, fail_under=least) == status


@pytest.mark.usefixtures("right")
def test_turns_share_a_conversation_and_days_are_kept(cases: Path, right: Prepared) -> None:
    run(cases=cases, as_of=date(2025, 7, 1))
    warm_up, first, opening, followed, _ = right.calls
    assert warm_up["question"] == "你好"
    assert (first["as_of"], first["conversation"]) == (date(2025, 7, 1), None)
    assert (opening["as_of"], opening["conversation"]) == (date(2026, 11, 24), None)
    assert (followed["question"], followed["conversation"]) == ("几号?", "c")


def test_without_a_day_cases_are_asked_on_8_july_2025(cases: Path, right: Prepared) -> None:
    run(cases=cases)
    assert right.calls[1]["as_of"] == date(2025, 7, 8)


def test_the_last_turn_is_the_one_that_is_judged(cases: Path, right: Prepared, tmp_path: Path) -> None:
    right.answers["你好"] = reply("您好，7月11日", Status.CLARIFY)
    assert run(cases=cases, fail_under=1.0) == cli.DONE


@pytest.mark.parametrize("error", [InvalidQuestion("问题太长。", "请缩短。"), RuntimeError("broken")])
def test_a_case_that_cannot_be_asked_fails_and_the_rest_goes_on(
    cases: Path, right: Prepared, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    right.answers["几号截止?"] = error
    assert run(cases=cases, fail_under=0.6) == cli.DONE
    assert str(error) in capsys.readouterr().out


def test_the_result_file_says_what_was_evaluated(cases: Path, right: Prepared, tmp_path: Path) -> None:
    right.answers["几号截止?"] = reply("截止7月12日[1]")
    result_file = tmp_path / "result.json"
    assert run(cases=cases, json_file=result_file, engine="embedded") == cli.DONE
    result = json.loads(result_file.read_text(encoding="utf-8"))
    assert result["suite"] == "cases.jsonl"
    assert result["summary"]["all"] == {"passed": 2, "cases": 3}
    assert result["summary"]["holdout"] == {"passed": 1, "cases": 1}
    assert result["summary"]["by_category"]["deadline"] == {"passed": 1, "cases": 2}
    versions = result["versions"]
    assert set(versions["cases"]) == {"cases.jsonl"} and len(versions["cases"]["cases.jsonl"]) == 64
    assert len(versions["corpus"]["cases.jsonl"]) == 64
    assert versions["python"] and versions["assistant"] and versions["embedding"] == "none"
    (failed,) = [r for r in result["results"] if r["failing"]]
    assert failed["id"] == "d1"
    assert failed["failing"] == [{"check": "facts", "reason": "没有说到“7月11日”"}]
    assert failed["citations"] == [
        {
            "document": "notice",
            "part": None,
            "clause": "四/(一)",
            "title": "关于试点的通知",
            "quote": QUOTE,
            "context": "(一)申报。2025年7月11日前报送。\n",
            "at": 6,
        }
    ]


def test_the_development_suite_also_measures_retrieval(
    prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared.ranking = [cite("五"), cite("四")]
    run()
    assert "retrieval · 前 1 条命中" in capsys.readouterr().out


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize(
    "options",
    [
        {"suite": "nonsense"},
        {"fail_under": 70.0},
        {"fail_under": -0.1},
        {"json_file": Path("/no/such/folder/result.json")},
        {"cases": Path("/no/such/file.jsonl")},
        {"suite": "real", "cases": Path("x.jsonl")},
        {"corpus": Path("/no/such/folder")},
    ],
)
def test_wrong_usage_ends_with_2_and_one_line(
    options: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(**options) == cli.WRONG_USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1


def test_an_unusable_case_ends_with_2_before_anything_is_asked(
    cases: Path, prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    with cases.open("a", encoding="utf-8") as lines:
        lines.write('\n{"id": "d1"}')
    assert run(cases=cases) == cli.WRONG_USAGE
    assert "第 4 行" in capsys.readouterr().err
    assert prepared.calls == []


@pytest.mark.usefixtures("prepared")
def test_a_folder_without_documents_ends_with_2(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "notes.jsonl").touch()
    assert run(cases=cases, corpus=folder) == cli.WRONG_USAGE
    assert "没有可收录的文件" in capsys.readouterr().err


def test_an_engine_that_does_not_exist_ends_with_2(cases: Path, prepared: Prepared) -> None:
    prepared.answers["你好"] = InvalidOption("没有名为 x 的引擎。")
    assert run(cases=cases, engine="x") == cli.WRONG_USAGE


def test_documents_that_cannot_be_indexed_end_with_1(
    cases: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise IndexUnavailable("索引无法建立。")

    monkeypatch.setattr(runner, "scratch_assistant", broken)
    assert run(cases=cases) == cli.FAILED
    assert "索引无法建立" in capsys.readouterr().err


def test_somebodys_documents_are_ingested_and_other_files_are_not(
    cases: Path, right: Prepared, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("b.txt", "a.md", "~$a.docx", "._a.md", "cases.jsonl", "sources.json"):
        (folder / name).touch()
    assert run(cases=cases, corpus=folder) == cli.DONE
    assert right.documents_added == ["a.md", "b.txt"]


def test_the_real_suite_stands_on_the_nine_real_notices() -> None:
    (batch,) = suites.named("real")
    assert len(batch.documents) == 9
    assert len(batch.files) == 3


def test_every_suite_but_the_quick_one_is_part_of_all() -> None:
    everything = {batch.name for batch in suites.named(suites.ALL)}
    assert {
        "development",
        "own/notice",
        "real",
        "noise",
        "counterfactual",
        "integration",
        "pairs",
    } <= everything
    for suite in suites.SUITES:
        assert {batch.name for batch in suites.named(suite)} <= everything
