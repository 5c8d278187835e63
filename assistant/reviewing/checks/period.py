"""Goals whose day lies outside the period that the notice sets."""

from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.words import pattern

_AHEAD = ("goals", "approach", "safeguards", "directions")


def check(case: Case) -> Iterator[RedFlag]:
    """Years in what is planned that are over before the period begins, or begin after it is over."""
    period = case.notice.period
    if period is None:
        return
    first, last = period[0].year, period[1].year
    told: set[tuple[int, int]] = set()
    for sentence in case.submission.within(*_AHEAD):
        for match in pattern("quantities", "year").finditer(sentence.plain):
            year = int(match[1] or match[4])
            ahead = year > last
            behind = year < first and sentence.section == "goals" and "底" in (match[3] or "")
            if (ahead or behind) and (year, sentence.start) not in told:
                told.add((year, sentence.start))
                yield case.flag(
                    "outside_period",
                    [(sentence.start, sentence.end)],
                    year=f"{year}年",
                    first=first,
                    last=last,
                )
