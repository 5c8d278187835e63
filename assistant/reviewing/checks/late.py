"""A form that was filled in after the last day to apply."""

import re
from collections.abc import Iterator

from assistant.documents.days import parse_day
from assistant.models.review import RedFlag
from assistant.reviewing.case import Case

_DAY = re.compile(r"[\d二〇○零一三四五六七八九十][\d二〇○零一三四五六七八九十年月日号廿 ./\-O]{4,22}[\d日号]")


def check(case: Case) -> Iterator[RedFlag]:
    """The day of the form against the deadline that the notice sets."""
    filled, due = case.submission.identity.filled_on, case.notice.due
    if filled is None or due is None or filled <= due:
        return
    half = case.submission.text[: case.submission.reading.body_end]
    places = [m.span() for m in _DAY.finditer(half) if parse_day(m[0]) == filled]
    day, last = (f"{d.year}年{d.month}月{d.day}日" for d in (filled, due))
    yield case.flag("late", places[:1], day=day, last=last, days=(filled - due).days)
