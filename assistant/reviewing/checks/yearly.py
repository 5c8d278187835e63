"""One year that is more than the sum of several; years that do not add up to it."""

from collections.abc import Iterator

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import amount
from assistant.reviewing.quantities import PRESENT, Quantity, When
from assistant.reviewing.words import pattern

_FEWEST_YEARS = 2


def check(case: Case) -> Iterator[Contradiction]:
    """Cumulative totals and the single years of the same thing."""
    ahead = [q for q in case.quantities if q.sentence.section not in (None, *PRESENT) and not q.is_baseline]
    totals = [q for q in ahead if q.cumulative and q.when in (When.YEAR, When.PERIOD)]
    for total in totals:
        years = _years(ahead, total)
        if not years:
            continue
        over = [q for q in years if q.low > total.high]
        flow = pattern("quantities", "flow").search(total.subject + total.written) is not None
        low, high = sum(q.low for q in years), sum(q.high for q in years)
        adds_up = flow and len(years) >= _FEWEST_YEARS
        exceeds = adds_up and low > total.high
        falls_short = adds_up and _covers(case, years, total) and high < total.low
        if over or exceeds or falls_short:
            values = [total.shown, *(q.shown for q in (over if over and not exceeds else years))]
            if exceeds or falls_short:
                values.append(amount(sum(q.value for q in years), total))
            yield case.contradiction(
                total.subject, values, [total.clause, *(q.clause for q in (over or years))]
            )


def _years(quantities: list[Quantity], total: Quantity) -> list[Quantity]:
    """What single years give of what the total counts, one amount a year."""
    found: dict[int, Quantity] = {}
    for q in quantities:
        if q.when is not When.YEAR or q.cumulative or q.year is None or q.unit != total.unit:
            continue
        if total.year is not None and q.year > total.year:
            continue
        if q.start != total.start and _alike(q.subject, total.subject):
            if q.year in found and found[q.year].value != q.value:
                return []  # two amounts for one year: not one series
            found[q.year] = q
    return list(found.values())


def _alike(first: str, second: str) -> bool:
    """Whether one subject says the other, perhaps with more words around it."""
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return sorted(short) == sorted(long) or (
        len(short) >= 2 and (long.endswith(short) or long.startswith(short))
    )


def _covers(case: Case, years: list[Quantity], total: Quantity) -> bool:
    """Whether the years are all those of the period."""
    period = case.notice.period
    if period is None:
        return False
    return {q.year for q in years} >= set(range(period[0].year, period[1].year + 1))
