"""How much an amount is: a number with its unit, and the least and the most that the words around it allow."""

import re
from functools import cache

from assistant.documents.numbering import han_to_int
from assistant.reviewing.words import data, pattern

_NEAR = 8
_YEAR = 4


@cache
def number_pattern() -> re.Pattern[str]:
    """A number with its unit, in digits or, for what is counted by hand, in words."""
    units = "|".join(map(re.escape, sorted(data("quantities")["units"], key=len, reverse=True)))
    counted = "|".join(map(re.escape, data("quantities")["han_units"]))
    scales = "|".join(sorted(data("quantities")["scales"], key=len, reverse=True))
    digits = (
        r"(?<![\d.A-Za-z\-/*〔\[第])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
        rf"(?P<more>[余多])?(?P<scale>{scales})?(?P<more2>[余多])?\s*(?P<unit>(?:{units}))(?![A-Za-z])"
    )
    words = (
        r"(?<![一二三四五六七八九十百千万第之每几数零双])(?P<han>[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)"
        rf"(?P<han_unit>(?:{counted}))(?=[\u4e00-\u9fff])(?!月|方|类|面|级|者|力|材|工|员)"
    )
    return re.compile(f"{digits}|{words}")


def unit_of(match: re.Match[str]) -> str:
    """The unit of a match, as written."""
    return match["unit"] or match["han_unit"]


def number_of(match: re.Match[str]) -> str:
    """The number of a match, as written."""
    return match[0][: -len(unit_of(match))].strip()


def no_amount(text: str, match: re.Match[str]) -> bool:
    """Whether a match is a year, a day or an ordinal."""
    if match["han"]:
        return False
    return bool(re.match(r"\s*年", text[match.end("digits") :])) or (
        unit_of(match) in ("月", "届") and len(match["digits"]) == _YEAR
    )


def measure(text: str, match: re.Match[str]) -> tuple[str, float, float, float]:
    """Unit, value, and the least and the most that the words allow."""
    unit, size = data("quantities")["units"][unit_of(match)]
    scale = data("quantities")["scales"].get(match["scale"] or "", 1)
    digits = (
        str(han_to_int(match["han"].replace("两", "二")))
        if match["han"]
        else match["digits"].replace(",", "")
    )
    value = float(digits) * scale * size
    step = scale * size / 10 ** len(digits.partition(".")[2])
    rounded = step / 2 if match["scale"] or size > 1 else 0.0
    low, high = value - rounded, value + rounded
    before, behind = (
        text[max(0, match.start() - _NEAR - 2) : match.start()],
        text[match.end() : match.end() + _NEAR],
    )
    if (
        match["more"]
        or match["more2"]
        or pattern("quantities", "about").search(before)
        or pattern("quantities", "about_behind").match(behind)
    ):
        low, high = value * 0.9, value * 1.1
    if pattern("quantities", "at_least").search(before) and not pattern("quantities", "at_most").search(
        before
    ):
        high = float("inf")
    elif pattern("quantities", "at_most").search(before):
        low = 0.0
    if pattern("quantities", "at_least_behind").match(behind):
        high = float("inf")
    elif pattern("quantities", "at_most_behind").match(behind):
        low = 0.0
    return unit, value, low, high
