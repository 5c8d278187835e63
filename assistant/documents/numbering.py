"""The numbers that Chinese official documents put in front of a clause, and the path element each becomes."""

import re
from dataclasses import dataclass
from enum import IntEnum
from unicodedata import normalize


class Style(IntEnum):
    """A style of numbering; a smaller value stands further out."""

    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    HAN = 4
    HAN_BRACKETED = 5
    ARABIC = 6
    ARABIC_BRACKETED = 7
    CIRCLED = 8


@dataclass(frozen=True)
class Marker:
    """A number at the start of a line.

    Attributes:
        style: How it is written.
        ordinal: Its value.
        label: The canonical, half-width path element.
        length: How many characters of the line it takes, white space in front and behind included.
        spaced: Whether white space stands between it and the text.
    """

    style: Style
    ordinal: int
    label: str
    length: int
    spaced: bool = False


HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_ORDINAL = rf"({_HAN}|\d{{1,3}})"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.CHAPTER, re.compile(rf"\s*(第\s?{_ORDINAL}\s?章)(?![之的中])(\s*)")),
    (Style.SECTION, re.compile(rf"\s*(第\s?{_ORDINAL}\s?节)(?![之的中])(\s*)")),
    (Style.ARTICLE, re.compile(rf"\s*(第\s?{_ORDINAL}\s?条)(?![之的中第规所至、款和及与或])(\s*)")),
    (Style.HAN, re.compile(rf"\s*(({_HAN})[、.．])(\s*)")),
    (Style.HAN_BRACKETED, re.compile(rf"\s*([(（]\s?({_HAN})\s?[)）]|([㈠-㈩]))、?(\s*)")),
    (Style.ARABIC, re.compile(r"\s*(([0-9０-９]{1,3})[、.．]|([⒈-⒛]))(\s*)")),
    (Style.ARABIC_BRACKETED, re.compile(r"\s*([(（]?\s?([0-9０-９]{1,3})\s?[)）]|([⑴-⒇]))[、.．]?(\s*)")),
    (Style.CIRCLED, re.compile(r"\s*(([①-⑳]))(\s*)")),
)
_FURTHER_IN_TEXT = re.compile(r"\d{1,2}\s*(万|亿|%|％|元|倍|个百分点|公里|公顷|米|吨)")


def han_to_int(text: str) -> int:
    """The value of a Chinese or Arabic numeral up to 999: `二十三` and `２３` are 23."""
    text = normalize("NFKC", text)
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = HAN_DIGITS.get(character, 0)
    return total + digit


def int_to_han(value: int) -> str:
    """The Chinese numeral of 0 to 99: 23 is `二十三`."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def marker_of(line: str) -> Marker | None:
    """The number that `line` starts with, or None."""
    for style, pattern in _PATTERNS:
        match = pattern.match(line)
        if match:
            written, *numbers, space = match.groups()
            number = normalize("NFKC", next(group for group in numbers if group))
            digits = number.strip("().")  # ㈠ and ⒈ are `(一)` and `1.` in half width
            label = _label(style, written, digits)
            return Marker(style, han_to_int(digits), label, match.end(), spaced=bool(space))
    return None


def _label(style: Style, written: str, digits: str) -> str:
    if style in (Style.CHAPTER, Style.SECTION, Style.ARTICLE):
        return "".join(normalize("NFKC", written).split())
    if style is Style.CIRCLED:
        return written
    return f"({digits})" if style in (Style.HAN_BRACKETED, Style.ARABIC_BRACKETED) else digits


def follows(marker: Marker, previous: int | None, rest: str) -> bool:
    """Whether `marker` is believable as a clause number.

    `3.2023年以来` is clause 3 after clause 2, and `1.5万元` is no clause at all: where digits follow the point, the
    number must continue the sequence, and the digits must not be the rest of a quantity. `第八条措施` is no clause
    either, unless it is the next one: a number of that kind stands apart from its text or in its turn.

    Args:
        marker: The number found.
        previous: The last ordinal of the same style, or None.
        rest: What follows it in the line.
    """
    in_turn = marker.ordinal == (previous or 0) + 1
    if marker.style is Style.ARABIC and rest[:1].isdigit():
        return in_turn and previous is not None and not _FURTHER_IN_TEXT.match(rest)
    if marker.style <= Style.ARTICLE and rest and not marker.spaced:
        return in_turn
    return marker.ordinal > 0
