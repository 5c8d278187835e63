"""A goal that starts from a value that the present does not have, or that moves the wrong way."""

import re
from collections.abc import Iterator

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.quantities import Quantity, When
from assistant.reviewing.words import pattern

_SUFFIX = 4


def check(case: Case) -> Iterator[Contradiction]:
    """`目前31%` against `由28%提高到70%`; `由28%提高到25%`."""
    quantities = case.quantities
    for index, start in enumerate(quantities):
        if not start.is_baseline or start.sentence.section is None:
            continue
        goal = quantities[index + 1] if index + 1 < len(quantities) else None
        if goal is not None and goal.baseline == start.shown and goal.start - start.end < 20:
            yield from _wrong_way(case, start, goal)
        if start.sentence.section != "foundation":
            yield from _present(case, start)


def _wrong_way(case: Case, start: Quantity, goal: Quantity) -> Iterator[Contradiction]:
    between = case.submission.text[start.end : goal.start].strip()
    up = pattern("quantities", "turns").match(between) and goal.high < start.low
    down = pattern("quantities", "turns_down").match(between) and goal.low > start.high
    if start.unit == goal.unit and (up or down):
        yield case.contradiction(start.subject, [start.shown, goal.shown], [start.clause])


def _present(case: Case, start: Quantity) -> Iterator[Contradiction]:
    """The latest value that is told of the same thing, where it is not the one that the goal starts from."""
    same = [
        q
        for q in case.quantities
        if q.start != start.start
        and q.unit == start.unit
        and not q.is_baseline
        and not q.baseline
        and not q.cumulative
        and q.sentence.section is not None
        and q.sentence.start != start.sentence.start
        and _alike(q.subject, start.subject)
        and (q.when is When.NOW or _past(case, q))
    ]
    # What the goal of an earlier stage reaches is where the next one starts.
    reached = [
        q
        for q in case.quantities
        if q.start < start.start and q.unit == start.unit and (q.baseline or _alike(q.subject, start.subject))
    ]
    if any(q.agrees(start) for q in (*same, *reached)):
        return
    now = [q for q in same if q.when is When.NOW]
    latest = now or sorted(same, key=lambda q: q.year or 0)[-1:]
    for quantity in latest[:1]:
        yield case.contradiction(
            start.subject, [quantity.shown, start.shown], [quantity.clause, start.clause]
        )


def _past(case: Case, quantity: Quantity) -> bool:
    """Whether an amount is of the last year before the period, or of its first."""
    period = case.notice.period
    first = period[0].year if period else case.as_of.year
    return (
        quantity.when is When.YEAR
        and quantity.year is not None
        and first - 1 <= quantity.year <= first
        and (quantity.sentence.section == "foundation")
    )


def _alike(first: str, second: str) -> bool:
    """Whether one subject says the other, or both end in the same rate of nothing else."""
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    if len(short) >= _SUFFIX - 1 and long.endswith(short):
        return not re.search("其他|外地|全市|全国|全省|行业平均", long[: -len(short)])
    return False
