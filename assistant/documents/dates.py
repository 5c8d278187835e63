"""Days and deadlines in Chinese official language."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from unicodedata import normalize

from assistant.documents.numbering import HAN_DIGITS, han_to_int
from assistant.models.document import Due

_HAN_YEAR = re.compile("[二一][○〇零一二三四五六七八九Oo]{3}(?=年)")
_DAY = re.compile(r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")

DEADLINE = re.compile(
    r"(?P<every>每年度?(?:的)?|每季度(?:末月)?|每月|每半年)?"
    r"(?:(?P<year>(?:19|20)\d{2}|[二一][○〇零一二三四五六七八九]{3})\s*年\s*)?"
    r"(?P<same>当年|次年|本年|今年|翌年)?\s*"
    r"(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月\s*)?"
    r"(?:(?P<day>\d{1,2})\s*[日号]\s*|(?P<span>底|末|上旬|中旬|下旬|份))?"
    r"(?:[(（]含[)）])?(?:[(（][^()（）]{1,12}[)）])?"
    r"(?P<hour>(?:上午|下午|晚上?)?\s*\d{1,2}\s*(?:[:：]\s*\d{2}|时|点)(?:\d{1,2}分)?(?:整)?)?"
    r"\s*(?P<before>之?前|以前|为止|截止|止|逾期)?"
)
RELATIVE = re.compile(
    r"(?:(?:自|从)[^，,。；;、]{2,24}?(?:之日起|日起|起|后)|[^，,。；;、于在]{2,12}(?:之后|后|前))?(?:的|,|，)?(?:在|于)?"
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*个?(?:工作日|自然日|日|天|月|小时)(?:之|以)?内"
)
EVENT = re.compile(
    r"(?<=[于在])[^，,。；;、于在]{2,14}(?:结束|完成|期满|启动|开始|通过|公布|到期)之?前"
    r"|每(?:季度|月|半年|周|季)[^，,。；;、]{0,8}?\d{1,2}\s*[日号]之?前"
)
_CLOSING = re.compile(r"(?:截止|截至|止于|至|到|—|-|~)(?:日期|时间)?(?:为|是|到)?\s*$")
_YEARLY = re.compile(r"每年度?[^，,。；;]{0,16}$")


def parse_day(text: str) -> date | None:
    """The first day with a year in `text`, however written, or None."""
    text = normalize("NFKC", _HAN_YEAR.sub(lambda m: _han_year(m[0]), text))
    text = re.sub("([一二三四五六七八九十]{1,3})(?=[月日])", lambda m: str(han_to_int(m[1])), text)
    iso = _ISO.search(text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DAY.search(text)
    if match and match[1]:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    return None


def _han_year(text: str) -> str:
    return "".join(str(HAN_DIGITS.get(c, 0)) for c in text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> int:
    """The number of days in a month."""
    return monthrange(year, month)[1]


def years_in(text: str) -> list[int]:
    """The years named in `text`, in order: `2025至2027年` names both."""
    text = normalize("NFKC", _HAN_YEAR.sub(lambda m: _han_year(m[0]), text))
    pattern = r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|至|-|—|–|~))(?![〕\])）])"
    return [int(y) for y in re.findall(pattern, text)]


def deadlines(
    text: str, default_year: int | None, period: tuple[int, int] | None = None
) -> list[tuple[int, int, Due]]:
    """Every deadline that `text` names, with the span of its words.

    Args:
        text: A sentence.
        default_year: The year of a day that names none (the clause's, the title's, or the issue's).
        period: First and last year in which yearly deadlines come back.

    Returns:
        `(start, end, due)` in order; offsets count in `text`.
    """
    found: list[tuple[int, int, Due]] = []
    year = default_year
    for match in DEADLINE.finditer(text):
        before = text[: match.start()]
        due = _due(
            match, year, period, closes=bool(_CLOSING.search(before)), yearly=bool(_YEARLY.search(before))
        )
        if match["year"]:
            year = _year(match["year"])
        if due is not None:
            start, end = match.span()
            found.append((start, end, due))
    for pattern in (EVENT, RELATIVE):
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), Due(text=match[0])))
    return sorted(found, key=lambda item: item[0])


def _year(text: str) -> int:
    return int(text) if text.isdecimal() else int(_han_year(text))


def _due(
    match: re.Match[str], default_year: int | None, period: tuple[int, int] | None, closes: bool, yearly: bool
) -> Due | None:
    """The deadline that a match names; None where it is only a date, a month or nothing."""
    month, day = match["month"], match["day"]
    bounded = bool(match["before"]) or match["span"] in ("底", "末") or (closes and bool(day))
    if not month or not (day or match["span"] or bounded) or not bounded:
        return None
    text = match[0].strip()
    month_number = int(month) if month.isdecimal() else han_to_int(month)
    if not 1 <= month_number <= 12:
        return None
    if match["every"] and not match["every"].startswith("每年"):
        return Due(text=text)
    if match["every"] or yearly:
        day_number = int(day) if day else None
        first, last = period or (None, None)
        return Due(text=text, month=month_number, day=day_number, first=first, last=last)
    year = _year(match["year"]) if match["year"] else default_year
    if year is None:
        return Due(text=text)
    if match["same"] in ("次年", "翌年"):
        year += 1
    day_number = (
        int(day) if day else {"上旬": 10, "中旬": 20}.get(match["span"] or "", last_day(year, month_number))
    )
    on = _date(year, month_number, day_number)
    if on is None:
        return None
    hour = _hour(match["hour"])
    return Due(text=text, on=datetime(on.year, on.month, on.day, *hour) if hour else on)


def _hour(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    numbers = [int(n) for n in re.findall(r"\d{1,2}", text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if re.match("下午|晚", text) and hour < 12:
        hour += 12
    return (hour, minute) if hour < 24 and minute < 60 else None


def next_due(due: Due, as_of: date) -> date | None:
    """The next day on which it is due, seen from `as_of`; None when it is relative or over."""
    if due.on is not None:
        day = due.on.date() if isinstance(due.on, datetime) else due.on
        return day if day >= as_of else None
    if not due.recurring or due.month is None:
        return None
    for year in (as_of.year, as_of.year + 1):
        if due.first is not None and year < due.first:
            year = due.first
        candidate = date(year, due.month, due.day or last_day(year, due.month))
        if candidate >= as_of and (due.last is None or year <= due.last):
            return candidate
    return None


def last_due(due: Due) -> date | None:
    """The last day on which it is ever due; None when it is relative, or comes back without end."""
    if due.on is not None:
        return as_day(due.on)
    if due.month is None or due.last is None:
        return None
    return date(due.last, due.month, due.day or last_day(due.last, due.month))


def as_day(value: date | datetime) -> date:
    """The day of a day or a moment."""
    return value.date() if isinstance(value, datetime) else value


def days_between(as_of: date, day: date) -> int:
    """Days from `as_of` to `day`; negative once it has passed."""
    return (day - as_of) // timedelta(days=1)
