"""The same thing counted twice, at one time, with different results."""

from collections.abc import Iterator
from itertools import combinations

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.quantities import Quantity, When

_SHORTEST = 2
_MOST = 200
"""Most amounts of one thing that are compared with one another."""
_SPECIFIC = 4
"""Characters of a name that means the same in every section."""
_WHOLES = ("总投资",)


def check(case: Case) -> Iterator[Contradiction]:
    """Pairs of amounts that speak of one thing and one time, and cannot both be true; one pair a thing."""
    things: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in _comparable(case.quantities):
        things.setdefault((quantity.subject, quantity.unit), []).append(quantity)
    for (subject, _), told in things.items():
        pairs = combinations(_distinct(told), 2)
        pair = next(((a, b) for a, b in pairs if _same(a, b) and not a.agrees(b)), None)
        if pair is not None:
            yield case.contradiction(subject, [q.shown for q in pair], [q.clause for q in pair])


def _distinct(quantities: list[Quantity]) -> list[Quantity]:
    """Those that say something new: a long text may say the same many times."""
    seen: dict[tuple[object, ...], Quantity] = {}
    for q in quantities:
        seen.setdefault((q.low, q.high, q.when, q.year, q.by, q.cumulative, q.sentence.section), q)
    return list(seen.values())[:_MOST]


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
    if first.cumulative != second.cumulative:
        return False
    if first.part or second.part:
        # `其中企业45家` belongs to its own whole; only the same parts of one sentence could be compared.
        return False
    if first.sentence == second.sentence and (first.baseline or second.baseline):
        return False
    if first.when is When.UNSAID or second.when is When.UNSAID:
        near = first.sentence.section == second.sentence.section
        return first.when is second.when and (
            near or len(first.subject) >= _SPECIFIC or first.subject in _WHOLES
        )
    if first.when is When.YEAR:
        return second.when is When.YEAR and first.year == second.year and _as_late(first, second)
    return first.when is second.when and (first.year or second.year) == (second.year or first.year)


def _as_late(first: Quantity, second: Quantity) -> bool:
    """Within a year, two days are two times: `2025年6月` and `2025年底`."""
    return not ("月" in first.by or "月" in second.by) or first.by == second.by
