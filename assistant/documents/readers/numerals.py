"""The numbers of lists, written in the way that a format's name asks for; the names stand in `numerals.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9999


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "numerals.yaml").read_text("utf-8"))
    return data


@cache
def _families() -> dict[str, str]:
    return {name: family for family, names in _data()["families"].items() for name in names}


def numeral(value: int, format: str) -> str:
    """`value` in the way of `format`, Word's name or CSS's; an unknown one gives Arabic digits.

    Args:
        value: The number; one that the format cannot write (㊀ ends at ten) is written in Arabic digits.
        format: `chineseCounting`, `upper-roman`, `decimal` …
    """
    family = _families().get(format, "decimal")
    if not 0 < value <= _LARGEST:
        return str(value)
    if series := _data()["series"].get(family):
        return str(series[value - 1]) if value <= len(series) else str(value)
    match family:
        case "none":
            return ""
        case "zero":
            return f"{value:02d}"
        case "full_width":
            return str(value).translate({ord("0") + d: ord("０") + d for d in range(10)})
        case "han" | "legal":
            return _han(value, **_data()[family])
        case "upper_roman":
            return _roman(value).upper()
        case "lower_roman":
            return _roman(value)
        case "upper_letter":
            return _letters(value)
        case "lower_letter":
            return _letters(value).lower()
    return str(value)


def _han(value: int, digits: str, units: list[str]) -> str:
    """`value` below ten thousand: 105 is `一百零五`, 12 is `十二` (but `壹拾贰`, as cheques need it)."""
    written, gap = "", False
    for place, character in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        digit = int(character)
        if digit == 0:
            gap = bool(written)
            continue
        written += (digits[0] if gap else "") + digits[digit] + units[place]
        gap = False
    return written.removeprefix("一") if 10 <= value < 20 else written


def _roman(value: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written


def _letters(value: int) -> str:
    """As Word counts: A to Z, then AA, BB …"""
    times, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * (times + 1)
