"""Days and deadlines in Chinese official language."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from assistant.documents.days import (
    HAN_YEAR,
    NUMERIC,
    Period,
    as_day,
    day_of,
    days_between,
    has_day,
    parse_day,
    valid_day,
    year_number,
    years_in,
)
from assistant.documents.numbering import han_to_int
from assistant.documents.text import plain
from assistant.models.document import Due

__all__ = ["as_day", "days_between", "deadlines", "last_due", "next_due", "parse_day", "years_in"]

_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY_OF_MONTH = r"\d{1,2}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DATED = re.compile(
    r"(?P<every>每年度?(?:的)?|每季度(?:末月)?|每月|每半年)?"
    rf"(?:(?P<year>(?:19|20)\d{{2}}|{HAN_YEAR})\s*年\s*)?"
    r"(?P<same>当年|次年|本年|今年|翌年)?\s*"
    rf"(?:(?P<month>{_MONTH})\s*月\s*)?"
    rf"(?:(?P<day>{_DAY_OF_MONTH})\s*[日号]\s*|(?P<span>年?底|末|上旬|中旬|下旬|份))?"
    r"(?:\(含\))?(?:\([^()]{1,12}\))?"
    r"(?P<hour>(?:上午|下午|中午|晚上?)?\s*\d{1,2}\s*(?:[:：]\s*\d{2}|时|点)(?:\d{1,2}分)?(?:整)?)?"
    r"\s*(?P<before>之?前|以前|为止|截止|止|逾期)?"
)
"""Any date; whether it is a deadline is told by its end (`前`, `底`) or by what stands in front."""

_RELATIVE = re.compile(
    r"(?:(?:自|从)[^，,。；;、]{2,24}?(?:之日起|日起|起|后)"
    r"|[^，,。；;、于在]{2,12}(?:之后|后|前))?(?:的|,|，)?(?:[在于])?"
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*个?(?:工作日|自然日|日|天|月|小时)(?:之|以)?内"
)
_EVENT = re.compile(
    r"(?<=[于在])[^，,。；;、于在]{2,14}(?:结束|完成|期满|启动|开始|通过|公布|到期)之?前"
    r"|每(?:季度|月|半年|周|季)[^，,。；;、]{0,8}?\d{1,2}\s*[日号]之?前"
    r"|提前\s*\d{1,3}\s*个?(?:工作日|日|天|月)(?!内)"
)
_CONDITION = re.compile(r"[^，,。；;、]{0,4}(?:未|无|没有|发生|受到|存在|连续)[^，,。；;]*")
"""What follows a length of time that is a condition, not a deadline: `6个月内仍未整改到位的`."""

_CLOSING = re.compile(
    r"(?:截止|截至|止于|至|到|[-—–~]|不[迟晚]于|最[迟晚](?:应?于|应?在)?)(?:日期|时间)?(?:为|是|到)?\s*$"
)
_SINCE = re.compile(r"(?:^|[，,。；;(])\s*(?:截至|截止)到?\s*$")
"""`截至2024年底，全省共有…` tells how things stand, not when something is due."""

_TIME_LIMIT = re.compile(r"(?:时限|期限|截止(?:日期|时间))\s*(?:为|是|[:：])?\s*$")
_YEARLY = re.compile(r"每年度?[^，,。；;]{0,16}$")
_SINCE_YEAR = re.compile(r"((?:19|20)\d{2})年(?:开始|起)[，,]?[^。；;]*$")
_SAME_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9])月\d{1,2}日\s*(?:至|到|[-—–~])\s*(?P<day>\d{1,2})日")
_NUMERIC = re.compile(NUMERIC + r"\s*(?P<before>之?前|以前|截止|止)?")


def deadlines(
    text: str,
    years: int | Sequence[int] | None,
    period: Period | None = None,
    issued: date | None = None,
) -> list[tuple[int, int, Due]]:
    """Every deadline that `text` names, with the span of its words.

    Args:
        text: A sentence.
        years: The year of a day that names none, or several to choose from, the likeliest first (the clause's, the
            title's, the issue's).
        period: In which yearly deadlines come back.
        issued: When the document was issued: what it asks for lies behind that day.

    Returns:
        `(start, end, due)` in order; offsets count in `text`.
    """
    text = plain(text)
    reader = _Reader([years] if isinstance(years, int) else years or (), period, issued)
    found = [
        (match.start(), match.end(), due)
        for match in _DATED.finditer(text)
        if (due := reader.read(text, match)) is not None
    ]
    found += _same_month(text, reader) + _numeric(text)
    for pattern in (_EVENT, _RELATIVE):
        for match in pattern.finditer(text):
            if not _overlaps(match, found) and not _CONDITION.match(text, match.end()):
                lead = len(match[0]) - len(match[0].lstrip("在于"))
                found.append((match.start() + lead, match.end(), Due(text=match[0][lead:])))
    return sorted(found, key=lambda item: item[0])


def _same_month(text: str, reader: "_Reader") -> list[tuple[int, int, Due]]:
    """Ranges that do not say the month again: `5月6日至15日` closes on the 15th."""
    found = []
    for match in _SAME_MONTH.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        year = reader.choose(month, day)
        on = valid_day(year, month, day) if year else None
        if on:
            found.append((match.start("day"), match.end(), Due(text=f"{month}月{day}日", on=on)))
    return found


def _overlaps(match: re.Match[str], found: Sequence[tuple[int, int, Due]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end, _ in found)


def _numeric(text: str) -> list[tuple[int, int, Due]]:
    """Days in digits alone: `2026-05-20前`, `截止日期：2026.5.20`."""
    found = []
    for match in _NUMERIC.finditer(text):
        on = valid_day(int(match[1]), int(match[2]), int(match[3]))
        before = text[: match.start()]
        if on and (match["before"] or _CLOSING.search(before) or _TIME_LIMIT.search(before)):
            found.append((match.start(), match.end(), Due(text=match[0].strip(), on=on)))
    return found


class _Reader:
    """Reads the dates of one sentence from left to right; a year and `每年` carry on to the dates behind.

    Args:
        years: As in `deadlines`.
        period: As in `deadlines`.
        issued: As in `deadlines`.
    """

    def __init__(self, years: Sequence[int], period: Period | None, issued: date | None) -> None:
        self._years = list(years)
        self._period = period
        self._issued = issued
        self._month = 0
        self._yearly = False

    def read(self, text: str, match: re.Match[str]) -> Due | None:
        """The deadline that a match names; None where it is only a date, a month, or nothing."""
        if match["year"]:
            self._years.insert(0, year_number(match["year"]))
        month = _month(match)
        if month is None:
            return None
        before = text[: match.start()]
        due = self._due(match, month, before) if _bounded(match, before) else None
        self._month = month
        self._yearly = self._yearly or (due is not None and due.recurring)
        return due

    def choose(self, month: int, day: int | None) -> int | None:
        """The first of the years to choose from in which a day lies behind the issue, else the first."""
        issued = self._issued
        choices = [*self._years, *([issued.year, issued.year + 1] if issued else [])]
        behind = (y for y in choices if issued and day_of(y, month, day) >= issued)
        return next(behind, choices[0] if choices else None)

    def _due(self, match: re.Match[str], month: int, before: str) -> Due | None:
        text = match[0].strip()
        day = _day(match)
        if day is not None and not has_day(month, day):
            return None
        if match["every"] and not match["every"].startswith("每年"):
            return Due(text=text)
        carried = self._yearly and not match["year"] and not match["same"]
        if match["every"] or carried or _YEARLY.search(before):
            first, last = _years_within(self._period, month, day)
            since = _SINCE_YEAR.search(before)
            return Due(text=text, month=month, day=day, first=int(since[1]) if since else first, last=last)
        year = self._year_of(match, month, day, before)
        if year is None:
            return Due(text=text)
        on = day_of(year, month, day)
        hour = _hour(match["hour"])
        return Due(text=text, on=datetime(on.year, on.month, on.day, *hour) if hour else on)

    def _year_of(self, match: re.Match[str], month: int, day: int | None, before: str) -> int | None:
        if match["year"]:
            return self._years[0]
        if match["same"] in ("次年", "翌年"):
            return self._years[0] + 1 if self._years else None
        year = self.choose(month, day)
        over_the_year = month < self._month and re.search(r"(?:至|到|[-—–~])\s*$", before)
        return self._years[0] + 1 if over_the_year and self._years else year


def _month(match: re.Match[str]) -> int | None:
    """The month of a match; December where a year's end is meant: `2026年底前`, `今年底`, `每年年底前`."""
    if match["month"]:
        return han_to_int(match["month"])
    names_year = match["year"] or match["same"] or match["every"] in ("每年", "每年度")
    return 12 if names_year and match["span"] in ("底", "年底", "末") else None


def _day(match: re.Match[str]) -> int | None:
    if match["day"]:
        return han_to_int(match["day"])
    return {"上旬": 10, "中旬": 20}.get(match["span"] or "")


def _bounded(match: re.Match[str], before: str) -> bool:
    """Whether a date is the end of something, rather than a mere date."""
    if _SINCE.search(before):
        return False
    if match["before"] or match["span"] in ("底", "年底", "末"):
        return True
    return bool(_CLOSING.search(before) if match["day"] else _TIME_LIMIT.search(before))


def _years_within(period: Period | None, month: int, day: int | None) -> tuple[int | None, int | None]:
    """First and last year in which a yearly day lies inside a period."""
    if period is None:
        return None, None
    first = period[0].year + (day_of(period[0].year, month, day) < period[0])
    last = period[1].year - (day_of(period[1].year, month, day) > period[1])
    return (first, last) if first <= last else (None, None)


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
        day = as_day(due.on)
        return day if day >= as_of else None
    if due.month is None:
        return None
    start = max(as_of.year, due.first or as_of.year)
    for year in (start, start + 1):
        day = day_of(year, due.month, due.day)
        if day >= as_of and (due.last is None or year <= due.last):
            return day
    return None


def last_due(due: Due) -> date | None:
    """The last day on which it is ever due; None when it is relative, or comes back without end."""
    if due.on is not None:
        return as_day(due.on)
    if due.month is None or due.last is None:
        return None
    return day_of(due.last, due.month, due.day)
