"""Days and years as Chinese official language writes them."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from unicodedata import normalize

from assistant.documents.numbering import HAN_DIGITS, han_to_int
from assistant.documents.text import plain

Period = tuple[date, date]
"""First and last day of a period."""

HAN_YEAR = "[二一][○〇零一二三四五六七八九Oo]{3}"
_HAN_YEAR = re.compile(rf"{HAN_YEAR}(?=年)")
_HAN_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}(?=[月日])")
_DAY = re.compile(r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
NUMERIC = r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})"
"""A day in digits alone; its groups are year, month and day."""
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|至|-|—|–|~))(?![〕\])）])")
_FROM_TO = re.compile(
    r"((?:19|20)\d{2})\s*年?(?:(\d{1,2})月)?(?:(\d{1,2})日)?起?[^，,。；;\d]{0,8}?(?:至|到|[-—–~]{1,2})\s*"
    r"((?:19|20)\d{2})\s*年(?:(\d{1,2})月)?(?:(\d{1,2})日)?"
    r"|自((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日起[^。；;]{0,12}有效期限?至"
    r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"
)
_FROM_FOR = re.compile(
    r"自((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日起[^。；;]{0,12}?"
    r"(?:有效期|期限|试行|为期)[限为]{0,2}\s*(\d{1,2}|[一二三四五六七八九十]{1,2})年"
)


def parse_day(text: str) -> date | None:
    """The first day with a year in `text`, however written, or None."""
    text = _with_digits(normalize("NFKC", text))
    iso = re.search(NUMERIC, text)
    if iso:
        return valid_day(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DAY.search(text)
    if match and match[1]:
        return valid_day(int(match[1]), int(match[2]), int(match[3]))
    return None


def _with_digits(text: str) -> str:
    """`二〇二六年七月十一日` in digits."""
    text = _HAN_YEAR.sub(lambda m: str(year_number(m[0])), text)
    return _HAN_NUMERAL.sub(lambda m: str(han_to_int(m[0])), text)


def year_number(text: str) -> int:
    """`2026` or `二〇二六` as a number."""
    return int(text) if text.isdecimal() else int("".join(str(HAN_DIGITS.get(c, 0)) for c in text))


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def has_day(month: int, day: int) -> bool:
    """Whether a month has a day in any year."""
    return 1 <= day <= monthrange(2024, month)[1]


def years_in(text: str) -> list[int]:
    """The years named in `text`, in order: `2025至2027年` names both."""
    return [int(y) for y in _YEARS.findall(_with_digits(normalize("NFKC", text)))]


def day_of(year: int, month: int, day: int | None) -> date:
    """A day of a year, the month's last where none is named; the 29th of February is the 28th in common years."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def period_in(text: str) -> Period | None:
    """The period that `text` sets: `2025至2027年`, `2026年6月至2028年6月`, `自2026年9月1日起施行，有效期3年`."""
    text = _with_digits(plain(text))
    match = _FROM_TO.search(text)
    if match:
        groups = match.groups()
        numbers = [int(n) if n else None for n in (groups[:6] if groups[0] else groups[6:])]
        return _first(numbers[:3]), _last(numbers[3:])
    match = _FROM_FOR.search(text)
    if match:
        start = valid_day(int(match[1]), int(match[2]), int(match[3]))
        return (start, _after(start, han_to_int(match[4]))) if start else None
    return None


def _first(parts: Sequence[int | None]) -> date:
    year, month, day = parts
    return day_of(year or 1, month or 1, day or 1)


def _last(parts: Sequence[int | None]) -> date:
    year, month, day = parts
    return day_of(year or 1, month or 12, day)


def _after(start: date, years: int) -> date:
    """The last day of so many years that begin on `start`."""
    return day_of(start.year + years, start.month, start.day) - timedelta(days=1)


def as_day(value: date | datetime) -> date:
    """The day of a day or a moment."""
    return value.date() if isinstance(value, datetime) else value


def days_between(as_of: date, day: date) -> int:
    """Days from `as_of` to `day`; negative once it has passed."""
    return (day - as_of) // timedelta(days=1)
