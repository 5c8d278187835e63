"""The values in a sentence that must have a source: numbers, days, document numbers, telephone numbers, addresses."""

import re
from datetime import date

from assistant.documents.dates import parse_day
from assistant.documents.numbering import han_to_int
from assistant.documents.text import plain

_DOCUMENT_NUMBER = re.compile(r"[〔\[]\s*(\d{4})\s*[〕\]]\s*第?\s*(\d{1,5})\s*号")
_MAIL = re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_PHONE = re.compile(r"\d{3,4}\s*[-—–]{1,3}\s*\d{3,4}[-—–]?\d{4}|(?<!\d)1\d{10}(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ITEM = re.compile(r"(?<![\d.])(\d{1,2})\.(?=\d{4}年)")
_UNITS = "年|个月|个季度|个工作日|天|日内|倍|万元|家|名|份|期|周岁|小时|次"
_HAN = re.compile(
    r"百分之([一二三四五六七八九十百]{1,4})"
    rf"|(?<![第之其唯统十百零〇一二三四五六七八九])([二三四五六七八九十百]{{1,4}})(?={_UNITS})"
    rf"|(两)(?={_UNITS})"
)
_FRACTION = re.compile(r"(?<!百)([一二三四五六七八九十]{1,2})分之([一二三四五六七八九十]{1,2})")


def values(text: str) -> set[str]:
    """Every value of `text` as a canonical token; a number inside a longer one is not a token of its own.

    A numeral in characters is the same value as in digits: `百分之六十` is `60%`, and `三年` holds a 3.
    """
    bare = _THOUSANDS.sub("", _ITEM.sub(r"\1 ", plain(text)))
    fractions = {f"fraction:{han_to_int(m[2])}/{han_to_int(m[1])}" for m in _FRACTION.finditer(bare)}
    bare = in_digits(_FRACTION.sub(" ", bare))
    found: set[str] = set()
    for pattern, name in ((_DOCUMENT_NUMBER, "document"), (_MAIL, "mail"), (_PHONE, "phone")):
        for match in pattern.finditer(bare):
            found.add(f"{name}:{re.sub('[^0-9A-Za-z@.]', '', match[0]).lower()}")
        bare = pattern.sub(" ", bare)
    return found | fractions | {f"number:{canonical(m[0])}" for m in _NUMBER.finditer(bare)}


def in_digits(text: str) -> str:
    """`text` with the numerals that count something in digits: `三年` is `3年`, `百分之六十` is `60%`."""
    return _HAN.sub(lambda m: f"{han_to_int(m[1])}%" if m[1] else str(han_to_int(m[2]) if m[2] else 2), text)


def canonical(number: str) -> str:
    """A number without the zeros that say nothing: `07` is `7`, and `1.50` is `1.5`."""
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def days_in(text: str) -> list[date]:
    """Every full day that `text` names."""
    return [day for match in _DAY.finditer(plain(text)) if (day := parse_day(match[0]))]


def month_days(text: str) -> set[tuple[str, str]]:
    """Month and day of every day that `text` names: that both numbers occur somewhere does not make the day."""
    return {(canonical(m[1]), canonical(m[2])) for m in _MONTH_DAY.finditer(plain(text))}
