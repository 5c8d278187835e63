"""A cumulative amount that is smaller later on than before."""

from collections.abc import Iterator
from itertools import combinations

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.quantities import When


def check(case: Case) -> Iterator[Contradiction]:
    """`到2026年底累计800人;到2027年底累计600人`."""
    sums = [
        q
        for q in case.quantities
        if q.cumulative and q.when is When.YEAR and q.year is not None and q.sentence.section is not None
    ]
    for first, second in combinations(sums, 2):
        if first.subject != second.subject or first.unit != second.unit or first.year == second.year:
            continue
        earlier, later = sorted((first, second), key=lambda q: q.year or 0)
        if later.high < earlier.low:
            yield case.contradiction(
                first.subject, [earlier.shown, later.shown], [earlier.clause, later.clause]
            )
