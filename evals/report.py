"""What a run found: for people a table and the failing cases, for programs one JSON file."""

import statistics
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.errors import NotPermitted
from assistant.models.answer import Status
from assistant.models.document import Frozen
from evals.retrieval import Recall
from evals.runner import CaseResult, Outcome
from evals.versions import Versions

EXCERPT = 110
"""Characters of a failing case's answer that are shown."""


UNANSWERED = frozenset(Status) - {Status.ANSWERED}


class Tally(Frozen):
    """How many cases passed."""

    passed: int
    cases: int

    @property
    def rate(self) -> float:
        """The share that passed; 0 of nothing."""
        return self.passed / self.cases if self.cases else 0.0


class Summary(Frozen):
    """The figures of a run. `wrong` answers failed, `silent` ones held back what the documents say."""

    all: Tally
    rate: float
    by_category: dict[str, Tally]
    by_batch: dict[str, Tally]
    holdout: Tally
    wrong: int
    silent: int
    p50_ms: float
    p95_ms: float


class Report(Frozen):
    """The result file. A figure is only comparable with one of the same suite and the same case files."""

    suite: str
    started: datetime
    seconds: float
    engine: str | None
    as_of: date
    versions: Versions
    summary: Summary
    retrieval: dict[str, Recall]
    results: tuple[CaseResult, ...]


def summarise(results: Sequence[CaseResult]) -> Summary:
    """The figures over all results."""
    everything = _tally(results)
    latencies = sorted(r.milliseconds for r in results if r.status is not None)
    return Summary(
        all=everything,
        rate=everything.rate,
        by_category=_tallies(results, lambda r: r.category),
        by_batch=_tallies(results, lambda r: r.batch),
        holdout=_tally([r for r in results if r.holdout]),
        wrong=sum(1 for r in results if r.status == Status.ANSWERED and not r.passed),
        silent=sum(1 for r in results if r.expected == Status.ANSWERED and r.status in UNANSWERED),
        p50_ms=statistics.median(latencies) if latencies else 0.0,
        p95_ms=latencies[int(0.95 * (len(latencies) - 1))] if latencies else 0.0,
    )


def make(
    suite: str, started: datetime, seconds: float, engine: str | None, as_of: date, outcome: Outcome
) -> Report:
    """The report of a run."""
    return Report(
        suite=suite,
        started=started,
        seconds=round(seconds, 1),
        engine=engine,
        as_of=as_of,
        versions=outcome.versions,
        summary=summarise(outcome.results),
        retrieval=outcome.retrieval,
        results=outcome.results,
    )


def write(report: Report, file: Path) -> None:
    """The report as one JSON file.

    Raises:
        NotPermitted: it cannot be written.
    """
    try:
        file.write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise NotPermitted(f"无法写入 {file}。", "请换一个有权写入的位置。") from error


def show(report: Report, console: Console) -> None:
    """The failing cases, and under them, where a terminal stops, the table and the figures."""
    for result in report.results:
        if not result.passed:
            console.print(_failing(result), soft_wrap=True)
    console.print(_table(report.summary))
    for line in _lines(report):
        console.print(line, soft_wrap=True, markup=False, highlight=False)


def _failing(result: CaseResult) -> Text:
    turn = f"（第 {len(result.asked)} 轮）" if len(result.asked) > 1 else ""
    reasons = "；".join(f.reason for f in result.failing)
    excerpt = " ".join(result.answer[:EXCERPT].split())
    more = "…" if len(result.answer) > EXCERPT else ""
    return Text.assemble(
        ("✗ ", "red"),
        (result.id, "bold"),
        f" {result.asked[-1]}{turn}\n    ",
        (reasons, "red"),
        (f"\n    答：{excerpt}{more}" if result.answer else "", "dim"),
    )


def _table(summary: Summary) -> Table:
    table = Table("类别")
    for column in ("通过", "题数", "通过率"):
        table.add_column(column, justify="right")
    rows = list(summary.by_category.items())
    for position, (category, tally) in enumerate(rows, start=1):
        table.add_row(Text(category), *_cells(tally), end_section=position == len(rows))
    table.add_row("合计", *_cells(summary.all), style="bold")
    return table


def _cells(tally: Tally) -> tuple[str, str, str]:
    return str(tally.passed), str(tally.cases), f"{tally.rate:.1%}"


def _lines(report: Report) -> list[str]:
    summary, versions = report.summary, report.versions
    lines = [f"答了但有错 {summary.wrong} 题；该答而未答 {summary.silent} 题。"]
    if len(summary.by_batch) > 1:
        parts = (
            f"{name} {tally.passed}/{tally.cases}（{tally.rate:.1%}）"
            for name, tally in summary.by_batch.items()
        )
        lines.append(f"分组：{'，'.join(parts)}。")
    if summary.holdout.cases:
        tally = summary.holdout
        lines.append(f"其中留出题（不据以调整）通过 {tally.passed}/{tally.cases}（{tally.rate:.1%}）。")
    for name, recall in report.retrieval.items():
        figures = "，".join(f"recall@{k} {value:.3f}" for k, value in recall.at.items())
        missed = f"；前 {max(recall.at)} 条中没有的：{'、'.join(recall.missed)}" if recall.missed else ""
        lines.append(f"条款检索（{name}，{recall.cases} 题）：{figures}{missed}")
    lines.append(
        f"每问耗时：中位 {summary.p50_ms:.0f} 毫秒，95% 在 {summary.p95_ms:.0f} 毫秒以内；"
        f"全程 {report.seconds:.0f} 秒。"
    )
    commit = (
        f"（{versions.commit[:12]}{'+' if versions.commit.endswith('+') else ''}）" if versions.commit else ""
    )
    lines.append(f"版本 {versions.assistant}{commit}，向量模型 {versions.embedding}。")
    return lines


def _tallies(results: Sequence[CaseResult], key: Callable[[CaseResult], str]) -> dict[str, Tally]:
    """One tally for each value of `key`, in the order in which they come up."""
    names = dict.fromkeys(key(r) for r in results)
    return {name: _tally([r for r in results if key(r) == name]) for name in names}


def _tally(results: Sequence[CaseResult]) -> Tally:
    return Tally(passed=sum(1 for r in results if r.passed), cases=len(results))
