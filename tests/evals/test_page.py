import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from prepared_assistant import QUOTE, START, Prepared, cite, reply
from test_evals_run import run, write_cases

from evals import cli, history, page
from evals.results import CaseResult, Cited, Tally

CASES = [
    {
        "id": "d1",
        "category": "deadline",
        "question": "几号截止<b>?",
        "expect": {"status": "answered", "facts": [["7月12日"]]},
    },
    {
        "id": "d2",
        "category": "deadline",
        "question": "几号?",
        "expect": {"status": "answered", "facts": [["7月11日"]]},
    },
]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_cases(tmp_path / "cases.jsonl", CASES)


class Addresses(HTMLParser):
    """Everything that a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in {"src", "href", "srcset"}]
        self.found += [tag] if tag in {"script", "link", "iframe", "object", "embed"} else []


def test_the_page_stands_alone_and_shows_a_failing_case_with_its_clause(
    cases: Path, prepared: Prepared, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    assert run(cases=cases, html_file=file) == cli.DONE
    text = file.read_text("utf-8")
    addresses = Addresses()
    addresses.feed(text)
    assert addresses.found == [] and "url(" not in text and "@import" not in text
    assert "没有说到“7月12日”" in text
    assert f"(一)申报。<mark>{QUOTE}</mark>。" in text
    assert "几号截止&lt;b&gt;?" in text and "<b>?" not in text
    assert "50.0%" in text


def test_a_quote_that_is_not_there_is_marked_as_wrong(
    cases: Path, prepared: Prepared, tmp_path: Path
) -> None:
    prepared.answers["几号?"] = reply(citations=[cite(start=START + 1, end=START + 1 + len(QUOTE))])
    file = tmp_path / "page.html"
    run(cases=cases, html_file=file)
    assert f"<mark class=wrong>{QUOTE}</mark>" in file.read_text("utf-8")


def test_what_stands_in_a_document_is_shown_and_never_run() -> None:
    cited = Cited(document="d", part=None, clause="一", quote="<script>", context="前<script>后", at=1)
    assert page.marked(cited) == "前<mark>&lt;script&gt;</mark>后"


def test_every_latency_is_counted_once_between_empty_ends() -> None:
    times = [0.0, 10.0, 10.1, 45.0, 20000.0]
    results = [
        CaseResult(batch="b", kind="answers", id=str(t), category="c", status="answered", milliseconds=t)
        for t in times
    ]
    bins = page.latencies([*results, results[0].model_copy(update={"status": None})])
    assert sum(b.count for b in bins) == len(times)
    assert (bins[0].top, bins[0].count) == (10, 2)
    assert (bins[-1].top, bins[-1].count) == (None, 1)
    assert page.latencies(results[1:3])[-1].top == 20
    assert page.latencies([]) == []


@pytest.mark.usefixtures("prepared")
def test_runs_of_our_own_suites_are_kept_for_the_page(tmp_path: Path) -> None:
    assert run() == run() == cli.DONE
    kept = tmp_path / "home" / history.FOLDER
    assert sorted(file.name for file in kept.iterdir()) == ["history.jsonl", "latest.html", "latest.json"]
    assert len(history.runs(tmp_path / "home", "development")) == 2
    assert history.runs(tmp_path / "home", "quick") == []
    assert "最近 2 次" in (kept / history.PAGE).read_text("utf-8")


@pytest.mark.usefixtures("prepared")
def test_runs_on_somebodys_cases_leave_the_home_alone(cases: Path, tmp_path: Path) -> None:
    run(cases=cases)
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("prepared")
def test_a_home_that_cannot_be_written_costs_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("not a folder", "utf-8")
    assert run() == cli.DONE
    assert "评测结果没有保存" in capsys.readouterr().err


def test_a_line_of_another_version_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / history.FOLDER
    folder.mkdir()
    ours = history.Run(
        suite="s",
        started=datetime.now(UTC),
        commit=None,
        all=Tally(passed=1, cases=2),
        low=0.1,
        high=0.9,
        by_batch={},
    )
    (folder / history.RUNS).write_text(f'{{"suite": "s"}}\n{ours.model_dump_json()}\nnonsense\n', "utf-8")
    assert history.runs(tmp_path, "s") == [ours]


def test_the_history_is_drawn_inside_its_frame() -> None:
    run = history.Run(
        suite="s",
        started=datetime.now(UTC),
        commit=None,
        all=Tally(passed=1, cases=2),
        low=0.4,
        high=0.6,
        by_batch={},
    )
    points = page.history([run] * 5)
    assert all(0 <= p.high <= p.y <= p.low <= page.HEIGHT and 0 <= p.x <= page.WIDTH for p in points)
    assert [p.x for p in points] == sorted(p.x for p in points)
    assert re.match("^[0-9.]+$", str(points[0].x))
