"""The figures of a run, for people."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from evals.model.records import Asked, Judged

EMBEDDED = "embedded"


def show(cases: Sequence[Asked], console: Console | None = None) -> None:
    """Print two tables: who passed, by category; and everything else."""
    console = console or Console()
    console.print(_by_category(cases))
    figures = Table("figure", title="one model, one completion a case")
    figures.add_column("value", justify="right")
    for name, value in summary(cases):
        figures.add_row(name, value)
    console.print(figures)


def summary(cases: Sequence[Asked]) -> Iterator[tuple[str, str]]:
    """Name and value of every figure that is not by category.

    The model is asked only where the embedded engine answers; where it does not, off and on are its own answer.
    """
    reached = [case for case in cases if case.replies]
    wrote = [case for case in reached if case.on.engine != EMBEDDED]
    checked = sum(case.claims.claims for case in reached)
    yield "cases", str(len(cases))
    yield "answered from, with the model asked", str(len(reached))
    yield "written by the model, as served", _share(len(wrote), len(reached))
    yield "passed, of those the model was asked: embedded", _passed(reached, _embedded)
    yield "passed, of those the model was asked: off", _passed(reached, _off)
    yield "passed, of those the model was asked: on", _passed(reached, _on)
    yield "claims", str(checked)
    yield "claims dropped", _share(sum(case.claims.dropped for case in reached), checked)
    yield "claims replaced", _share(sum(case.claims.replaced for case in reached), checked)
    for name, judged in (("off", _off), ("on", _on)):
        values = [value for case in reached for value in judged(case).unsourced]
        answers = sum(1 for case in reached if judged(case).unsourced)
        yield f"values without a source that reach a person: {name}", f"{len(values)} in {answers} answers"
    for why, count in sorted(Counter(c.on.fallback.why for c in reached if c.on.fallback).items()):
        yield f"fallback: {why}", str(count)
    seconds = [sum(reply.seconds for reply in case.replies) for case in reached]
    yield "seconds a case, median", f"{statistics.median(seconds):.0f}" if seconds else "–"
    replies = [reply for case in reached for reply in case.replies]
    yield "tokens read", str(sum(reply.prompt_tokens for reply in replies))
    yield "tokens written", str(sum(reply.completion_tokens for reply in replies))


def _by_category(cases: Sequence[Asked]) -> Table:
    table = Table("category", title="passed")
    for column in ("cases", "model asked", "embedded", "off", "on"):
        table.add_column(column, justify="right")
    for category in [*dict.fromkeys(case.category for case in cases), None]:
        group = [case for case in cases if category in (case.category, None)]
        asked = sum(1 for case in group if case.replies)
        counts = [sum(1 for case in group if not judged(case).failing) for judged in (_embedded, _off, _on)]
        row = [str(number) for number in (len(group), asked, *counts)]
        table.add_row(category or "all", *row, style=None if category else "bold")
    return table


def _embedded(case: Asked) -> Judged:
    return case.embedded


def _off(case: Asked) -> Judged:
    return case.off


def _on(case: Asked) -> Judged:
    return case.on


def _passed(cases: Sequence[Asked], judged: Callable[[Asked], Judged]) -> str:
    return _share(sum(1 for case in cases if not judged(case).failing), len(cases))


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.0%})" if whole else "–"
