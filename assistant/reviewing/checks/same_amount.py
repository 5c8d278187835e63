"""The same thing counted twice, at one time, with different results."""

from collections.abc import Iterator
from itertools import combinations

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.quantities import Quantity, When

_SHORTEST = 2


def check(case: Case) -> Iterator[Contradiction]:
    """Pairs of amounts that speak of one thing and one time, and cannot both be true."""
    told: set[tuple[str, str]] = set()
    for first, second in combinations(_comparable(case.quantities), 2):
        if not _same(first, second) or first.agrees(second) or (first.subject, first.unit) in told:
            continue
        told.add((first.subject, first.unit))
        yield case.contradiction(first.subject, [first.shown, second.shown], [first.clause, second.clause])


def _comparable(quantities: tuple[Quantity, ...]) -> list[Quantity]:
    return [
        q
        for q in quantities
        if q.sentence.section is not None
        and len(q.subject) >= _SHORTEST
        and not q.is_baseline
        and not q.annual
    ]


def _same(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts count the same thing at the same time, each as a whole."""
    if first.unit != second.unit or first.subject != second.subject or first.cumulative != second.cumulative:
        return False
    if first.part or second.part:
        # `其中企业45家` belongs to its own whole; only the same parts of one sentence could be compared.
        return False
    if first.sentence == second.sentence and (first.baseline or second.baseline):
        return False
    if first.when is When.UNSAID or second.when is When.UNSAID:
        return first.when is second.when and first.sentence.section == second.sentence.section
    if first.when is When.YEAR:
        return second.when is When.YEAR and first.year == second.year and _as_late(first, second)
    return first.when is second.when and (first.year or second.year) == (second.year or first.year)


def _as_late(first: Quantity, second: Quantity) -> bool:
    """Within a year, two days are two times: `2025年6月` and `2025年底`."""
    return not ("月" in first.by or "月" in second.by) or first.by == second.by
