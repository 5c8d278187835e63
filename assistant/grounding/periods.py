"""What a source implies by calendar alone: the last day of a month, the years of a period."""

import re
from collections.abc import Iterable

from assistant.documents.numbering import int_to_han

_MONTH_END = re.compile(r"(\d{1,2})月(?:底|末)")
_YEARS = re.compile(r"(\d{4})年?(?:至|到|[—–~-]{1,2})(\d{4})年")
_LAST = {
    1: "31",
    2: "2[89]",
    3: "31",
    4: "30",
    5: "31",
    6: "30",
    7: "31",
    8: "31",
    9: "30",
    10: "31",
    11: "30",
    12: "31",
}
_MOST_YEARS = 30


def in_their_words(claim: str, words: str) -> str:
    """`claim` with what `words` imply written as they write it: `7月31日` is `7月底` where they say so.

    Both texts are in half width.
    """
    for month in {int(m[1]) for m in _MONTH_END.finditer(words)}:
        if month in _LAST:
            claim = re.sub(rf"(?<!\d)0?{month}月{_LAST[month]}[日号]", f"{month}月底", claim)
    for first, last in _periods(words):
        for count in (str(last - first + 1), int_to_han(last - first + 1)):
            claim = re.sub(rf"(?<![\d年])(?:为期)?{count}(?=年(?!\d|[底末初]))", "", claim)
        inside = "|".join(str(year) for year in range(first + 1, last))
        if inside:
            claim = re.sub(rf"(?<![\d至到—–~-])(?:{inside})(?=年(?![至到—–~-]))", str(first), claim)
    return claim


def other_period(claim: str, words: str) -> str:
    """The first period of years that `claim` names and `words` do not; "" when there is none."""
    known = {match.groups() for match in _YEARS.finditer(words)}
    return next((match[0] for match in _YEARS.finditer(claim) if match.groups() not in known), "")


def _periods(words: str) -> Iterable[tuple[int, int]]:
    for match in _YEARS.finditer(words):
        first, last = int(match[1]), int(match[2])
        if 0 < last - first < _MOST_YEARS:
            yield first, last
