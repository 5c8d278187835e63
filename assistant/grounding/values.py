"""The values in a sentence that must have a source: numbers, days, document numbers, telephone numbers, addresses."""

import re
from datetime import date

from assistant.documents.dates import parse_day
from assistant.documents.text import plain

_DOCUMENT_NUMBER = re.compile(r"[〔\[]\s*(\d{4})\s*[〕\]]\s*第?\s*(\d{1,5})\s*号")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\d{3,4}\s*[-—–]{1,3}\s*\d{6,8}|(?<!\d)1\d{10}(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def values(text: str) -> set[str]:
    """Every value of `text` as a canonical token; a number inside a longer one is not a token of its own."""
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", plain(text))
    found: set[str] = set()
    for pattern, name in ((_DOCUMENT_NUMBER, "document"), (_MAIL, "mail"), (_PHONE, "phone")):
        for match in pattern.finditer(bare):
            found.add(f"{name}:{re.sub('[^0-9A-Za-z@.]', '', match[0])}")
        bare = pattern.sub(" ", bare)
    return found | {f"number:{_canonical(m[0])}" for m in _NUMBER.finditer(bare)}


def _canonical(number: str) -> str:
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def days_in(text: str) -> list[date]:
    """Every full day that `text` names."""
    return [day for match in _DAY.finditer(plain(text)) if (day := parse_day(match[0]))]
