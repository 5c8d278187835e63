"""A report on a terminal: the failing cases, and under them, where a terminal stops, the tables and the figures."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.comparison import Comparison
from evals.report import Report, Section, Summary
from evals.results import CaseResult, Tally

EXCERPT = 110
"""Characters of a failing case's answer that are shown."""


def show(report: Report, compared: Comparison | None, console: Console) -> None:
    """Print a report, and how it compares with an earlier one."""
    for result in report.results:
        if not result.passed:
            console.print(_failing(result), soft_wrap=True)
    if report.summary.all.cases:
        console.print(_categories(report.summary))
        console.print(_batches(report.batches))
    if any(section.figures for section in report.batches.values()):
        console.print(_figures(report.batches))
    for line in (*_lines(report), *(_changes(compared) if compared else ())):
        console.print(line, soft_wrap=True, markup=False, highlight=False)


def _failing(result: CaseResult) -> Text:
    turn = f"（第 {len(result.asked)} 轮）" if len(result.asked) > 1 else ""
    reasons = "；".join(f.reason for f in result.failing)
    excerpt = " ".join(result.answer[:EXCERPT].split())
    more = "…" if len(result.answer) > EXCERPT else ""
    return Text.assemble(
        ("✗ ", "red"),
        (result.id, "bold"),
        f" {result.asked[-1] if result.asked else ''}{turn}\n    ",
        (reasons, "red"),
        (f"\n    答：{excerpt}{more}" if result.answer else "", "dim"),
    )


def _categories(summary: Summary) -> Table:
    table = _table("类别", "通过", "题数", "通过率")
    rows = list(summary.by_category.items())
    for position, (category, tally) in enumerate(rows, start=1):
        table.add_row(Text(category), *_cells(tally), end_section=position == len(rows))
    table.add_row("合计", *_cells(summary.all), style="bold")
    return table


def _batches(batches: dict[str, Section]) -> Table:
    table = _table("评测集", "通过", "题数", "通过率", "95% 区间")
    for name, section in batches.items():
        table.add_row(Text(name), *_cells(section.tally), _interval(section.low, section.high))
    return table


def _figures(batches: dict[str, Section]) -> Table:
    table = _table("指标", "值", "95% 区间", "题数")
    for name, section in batches.items():
        for position, figure in enumerate(section.figures, start=1):
            table.add_row(
                Text(f"{name} · {figure.label}"),
                f"{figure.value:.3f}",
                _interval(figure.low, figure.high),
                str(figure.cases),
                end_section=position == len(section.figures),
            )
    return table


def _table(first: str, *columns: str) -> Table:
    table = Table(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _cells(tally: Tally) -> tuple[str, str, str]:
    return str(tally.passed), str(tally.cases), f"{tally.rate:.1%}"


def _interval(low: float, high: float) -> str:
    return f"{low:.3f}–{high:.3f}"


def _lines(report: Report) -> Iterator[str]:
    summary, versions = report.summary, report.versions
    if not report.complete:
        yield f"评测被中断：以上只是已完成的 {len(report.results)} 题，不能与完整的结果相比。"
    yield f"答了但有错 {summary.wrong} 题；该答而未答 {summary.silent} 题。"
    if summary.holdout.cases:
        tally = summary.holdout
        yield f"其中留出题（不据以调整）通过 {tally.passed}/{tally.cases}（{tally.rate:.1%}）。"
    yield (
        f"每问耗时：中位 {summary.p50_ms:.0f} 毫秒，95% 在 {summary.p95_ms:.0f} 毫秒以内；"
        f"全程 {report.seconds:.0f} 秒。"
    )
    commit = (
        f"（{versions.commit[:12]}{'+' if versions.commit.endswith('+') else ''}）" if versions.commit else ""
    )
    yield f"版本 {versions.assistant}{commit}，向量模型 {versions.embedding or '无'}。"


def _changes(compared: Comparison) -> Iterator[str]:
    if compared.different:
        yield f"与基线不同的：{'、'.join(compared.different)}。以下比较要打折扣。"
    if not compared.pairs:
        yield "与基线没有相同的题，无从比较。"
    for paired in compared.pairs:
        yield (
            f"与基线相比{f'（{paired.name}）' if paired.name else ''}：相同的 {paired.after.cases} 题中通过 "
            f"{paired.before.passed} → {paired.after.passed}；变错 {len(paired.worse)}，变对 {len(paired.better)}，"
            f"McNemar p = {paired.p:.3f}。"
        )
        for sign, changes in (("变错", paired.worse), ("变对", paired.better)):
            for change in changes:
                yield f"  {sign} {change.key} {change.asked}（{change.why}）"
    for shift in compared.shifts:
        yield (
            f"  {shift.batch} · {shift.label}：{shift.before:.3f} → {shift.after:.3f}"
            f"（降 {shift.down}，升 {shift.up}，p = {shift.p:.3f}）"
        )
