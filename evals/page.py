"""A report as one HTML page that needs nothing else: no script, no style sheet, no picture from anywhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evals.comparison import Comparison
from evals.history import Run
from evals.kinds import KINDS
from evals.report import Report, counted
from evals.results import CaseResult, Cited

_STEPS_MS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class Bin:
    """How many questions took up to `top` milliseconds (None: longer than all others)."""

    top: int | None
    count: int


@dataclass(frozen=True)
class Point:
    """A run on the history's axes, in pixels."""

    run: Run
    x: float
    y: float
    low: float
    high: float


def render(report: Report, compared: Comparison | None, runs: Sequence[Run]) -> str:
    """The page.

    Args:
        report: The run.
        compared: How it compares with an earlier one.
        runs: Earlier runs of the same suite, oldest first, this one included.
    """
    product = counted(report.results)
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            compared=compared,
            kinds=KINDS,
            failing=[r for r in report.results if not r.passed],
            remarked=[r for r in report.results if r.passed and r.remarks],
            bins=latencies(product),
            points=history(runs),
        )
    )


def latencies(results: Sequence[CaseResult]) -> list[Bin]:
    """How the latencies are distributed, without the empty ends."""
    times = [r.milliseconds for r in results if r.status is not None]
    bins, lower = [], -math.inf
    for top in (*_STEPS_MS, math.inf):
        count = sum(lower < t <= top for t in times)
        bins.append(Bin(None if math.isinf(top) else int(top), count))
        lower = top
    filled = [i for i, b in enumerate(bins) if b.count]
    return bins[filled[0] : filled[-1] + 1] if filled else []


WIDTH, HEIGHT, MARGIN = 640, 160, 34


def history(runs: Sequence[Run]) -> list[Point]:
    """The runs as points from left to right, between the lowest and the highest bound."""
    if not runs:
        return []
    bottom = min(run.low for run in runs)
    span = max(max(run.high for run in runs) - bottom, 0.05)
    step = (WIDTH - 2 * MARGIN) / max(1, len(runs) - 1)

    def height(rate: float) -> float:
        return round(HEIGHT - MARGIN - (rate - bottom) / span * (HEIGHT - 2 * MARGIN), 1)

    return [
        Point(run, round(MARGIN + i * step, 1), height(run.all.rate), height(run.low), height(run.high))
        for i, run in enumerate(runs)
    ]


def marked(cited: Cited) -> Markup:
    """The clause with the quoted words marked; the quote alone where the clause is not known."""
    if not cited.context:
        return Markup("<mark>{}</mark>").format(cited.quote)
    end = cited.at + len(cited.quote)
    if cited.context[cited.at : end] != cited.quote:
        # A wrong offset is what the reader should see.
        return Markup("{}<br><mark class=wrong>{}</mark>").format(cited.context, cited.quote)
    return Markup("{}<mark>{}</mark>{}").format(cited.context[: cited.at], cited.quote, cited.context[end:])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evals"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = marked
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    environment.globals.update(WIDTH=WIDTH, HEIGHT=HEIGHT, MARGIN=MARGIN)
    return environment
