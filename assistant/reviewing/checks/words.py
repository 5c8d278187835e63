"""The words of the checks, from `words.yaml`, and how amounts are written."""

import re

from assistant.reviewing import words
from assistant.reviewing.quantities import Quantity
from assistant.reviewing.words import data

_FILE = "checks/words"


def pattern(key: str) -> re.Pattern[str]:
    """A pattern of `words.yaml`."""
    return words.pattern(_FILE, key)


def value(key: str) -> object:
    """An entry of `words.yaml`."""
    return data(_FILE)[key]


def amount(number: float, like: Quantity) -> str:
    """A number that was worked out, written in the unit of an amount of the submission."""
    scale = data("quantities")["units"][like.written][1]
    shown = number / scale
    if "万" in like.number:
        return f"{shown / 10_000:g}万{like.written}"
    return f"{int(shown) if shown == int(shown) else round(shown, 2)}{like.written}"
