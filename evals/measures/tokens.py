"""The values in a text, each as one whole token: our own reading, which shares nothing with the product's verifier.

Days are read as days, so that `7月11日` is not the numbers 7 and 11, and `8` is not in `86868885`.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DOCUMENT = re.compile(r"[〔\[(](\d{4})[〕\])]\s*第?(\d{1,5})号")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[-—–‐ ]*\d{7,8}|1\d{10}|400[-—–]?\d{3}[-—–]?\d{4}|\d{7,8})(?!\d|\s*[元人家万亿个名.])"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:((?:19|20)\d{2})年)?(?:(1[0-2]|0?[1-9])月)(?:(3[01]|[12]\d|0?[1-9])[日号]|(底|末))?"
)
_YEARS = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|[至到~—–-]+(?:19|20)\d{2}年)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DAYS_UNIT = re.compile(r"\s*(?:个工作日|日|天)")
_HAN = "零一二三四五六七八九"


@dataclass(frozen=True)
class Day:
    """A day as a text names it: parts that it leaves out are None; `end` is 月底."""

    year: int | None
    month: int
    day: int | None = None
    end: bool = False

    def __str__(self) -> str:
        year = f"{self.year}年" if self.year else ""
        return f"{year}{self.month}月" + (f"{self.day}日" if self.day else "底" if self.end else "")


@dataclass(frozen=True)
class Tokens:
    """The values of a text. `numbers` are written as short as possible; `lengths` are those of them that count days."""

    days: frozenset[Day] = frozenset()
    years: frozenset[int] = frozenset()
    exact: frozenset[str] = frozenset()
    """Document numbers, telephone numbers, mail addresses."""
    numbers: frozenset[str] = frozenset()
    lengths: frozenset[str] = frozenset()


def read(text: str) -> Tokens:
    """The values of a text. Not read: percentages as such (`5%` is the number 5), and ordinals in characters."""
    text = in_digits(re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text).replace(" ", "")))
    exact: set[str] = set()
    for pattern, name in ((_DOCUMENT, "文号"), (_MAIL, "邮箱"), (_PHONE, "电话")):
        for match in pattern.finditer(text):
            exact.add(f"{name}{'-'.join(match.groups()) or _bare(match[0])}")
        text = pattern.sub(" ", text)
    days: set[Day] = set()
    for match in _ISO.finditer(text):
        days.add(Day(int(match[1]), int(match[2]), int(match[3])))
    text = _ISO.sub(" ", text)
    for match in _DATE.finditer(text):
        if text.startswith("内", match.end()) or match[0].startswith("0"):
            continue
        days.add(
            Day(
                int(match[1]) if match[1] else None, int(match[2]), int(match[3] or 0) or None, bool(match[4])
            )
        )
    text = _DATE.sub(" ", text)
    years = {int(year) for year in _YEARS.findall(text)}
    text = _YEARS.sub(" ", text)
    numbers: set[str] = set()
    lengths: set[str] = set()
    for match in _NUMBER.finditer(text):
        (lengths if _DAYS_UNIT.match(text, match.end()) else numbers).add(_short(match[0]))
    return Tokens(
        frozenset(days), frozenset(years), frozenset(exact), frozenset(numbers | lengths), frozenset(lengths)
    )


@cache
def data() -> dict[str, Any]:
    """`words.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
    return loaded


def dates(day: Day, years: Iterable[int]) -> Iterator[date]:
    """The days of the calendar that may be meant; a month without a day stands for its last."""
    for year in [day.year] if day.year else years:
        last = calendar.monthrange(year, day.month)[1]
        yield date(year, day.month, min(day.day or last, last))


def _bare(text: str) -> str:
    return re.sub(r"[-—–‐ ]", "", text).lower()


def _short(number: str) -> str:
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


@cache
def _numerals() -> re.Pattern[str]:
    return re.compile(
        rf"百分之([{_HAN[1:]}十百]+)|(?<![第其之唯统{_HAN}十百千])(?!一[^{_HAN}十百])([{_HAN[1:]}两十百]+)(?={data()['measures']})"
    )


def in_digits(text: str) -> str:
    """`text` with the numerals that count something in digits; `一` counts nothing (选一项)."""
    return _numerals().sub(lambda m: f"{_value(m[1])}%" if m[1] else str(_value(m[2])), text)


def _value(han: str) -> int:
    total, digit = 0, 0
    for character in han.replace("两", "二"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = digit * 10 + _HAN.index(character) if digit else _HAN.index(character)
    return total + digit
