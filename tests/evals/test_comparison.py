from pathlib import Path
from typing import Any

import pytest
from prepared_assistant import Prepared, reply
from test_evals_run import run, write_cases

from evals import cli, report


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_cases(
        tmp_path / "cases.jsonl",
        [
            {
                "id": f"d{n}",
                "category": "deadline",
                "question": f"第{n}问",
                "expect": {"status": "answered", "facts": [["7月11日"]]},
            }
            for n in range(10)
        ],
    )


@pytest.fixture
def baseline(cases: Path, prepared: Prepared, tmp_path: Path) -> Path:
    """Nine right answers, and the last one wrong."""
    prepared.answers["第9问"] = reply("截止7月12日[1]")
    file = tmp_path / "baseline.json"
    assert run(cases=cases, json_file=file) == cli.DONE
    prepared.answers.clear()
    return file


def spoil(prepared: Prepared, count: int) -> None:
    for n in range(count):
        prepared.answers[f"第{n}问"] = reply("截止7月12日[1]")


def test_an_equal_run_passes_and_says_what_became_better(
    cases: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(cases=cases, baseline=baseline) == cli.DONE
    output = capsys.readouterr().out
    assert "相同的 10 题中通过 9 → 10；变错 0，变对 1" in output
    assert "变对 cases.jsonl:d9" in output


def test_a_few_lost_cases_may_be_chance(cases: Path, baseline: Path, prepared: Prepared) -> None:
    spoil(prepared, 5)
    assert run(cases=cases, baseline=baseline) == cli.DONE


def test_a_significant_drop_ends_with_1(
    cases: Path, baseline: Path, prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared.answers["第9问"] = reply("截止7月12日[1]")
    spoil(prepared, 6)
    assert run(cases=cases, baseline=baseline) == cli.FAILED
    captured = capsys.readouterr()
    assert "变错 cases.jsonl:d0 第0问（没有说到“7月11日”）" in captured.out
    assert "显著变差：6 题变错，p = 0.031" in captured.err


def test_a_measure_that_moved_is_shown(
    cases: Path, baseline: Path, prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared.answers["第0问"] = reply("截止2025年7月11日[1]，补贴50万元。")
    run(cases=cases, baseline=baseline)
    assert "数值有据：0.900 → 0.900（降 1，升 1" in capsys.readouterr().out


def test_other_cases_under_the_same_ids_are_said_to_be_others(
    cases: Path, baseline: Path, prepared: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    cases.write_text(cases.read_text("utf-8").replace("第0问", "又一问"), "utf-8")
    run(cases=cases, baseline=baseline)
    assert "与基线不同的：题目" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "{}", '{"suite": "x"}'])
def test_a_baseline_that_is_none_ends_with_2_before_anything_is_asked(
    cases: Path, prepared: Prepared, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "none.json"
    if content is not None:
        file.write_text(content, "utf-8")
    assert run(cases=cases, baseline=file) == cli.WRONG_USAGE
    assert prepared.calls == []


def test_ctrl_c_keeps_what_there_is_and_says_so(
    cases: Path,
    prepared: Prepared,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = prepared.ask

    def ask(question: str, **options: Any) -> Any:
        if question == "第4问":
            raise KeyboardInterrupt
        return real(question, **options)

    monkeypatch.setattr(prepared, "ask", ask)
    file, html = tmp_path / "result.json", tmp_path / "result.html"
    assert run(cases=cases, json_file=file, html_file=html) == cli.INTERRUPTED
    result = report.read(file)
    assert not result.complete
    assert [r.id for r in result.results] == ["d0", "d1", "d2", "d3"]
    captured = capsys.readouterr()
    assert "只是已完成的 4 题" in captured.out and "只完成了 4 题" in captured.err
    assert "评测被中断" in html.read_text("utf-8")
