"""Pairs of neighbouring characters: a measure of how much two texts share that needs no word list."""

import re

_PAIR = re.compile(r"[\u4e00-\u9fffa-z]{2}")


def pairs(text: str) -> set[str]:
    """The pairs of letters of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1) if _PAIR.fullmatch(text, i, i + 2)}
