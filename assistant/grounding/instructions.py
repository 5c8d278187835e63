"""Sentences that give the assistant orders where only facts belong: text to be shown, never to be obeyed."""

import re
from functools import cache
from pathlib import Path

import yaml

_SENTENCE = re.compile(r"[^。！!？?\n]+[。！!？?\n]*")


@cache
def _pattern() -> re.Pattern[str]:
    data = yaml.safe_load((Path(__file__).parent / "instructions.yaml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in data["orders"]), re.IGNORECASE)


def orders(text: str) -> list[tuple[int, int]]:
    """Where sentences of `text` give orders, as offsets; a sentence is an order as a whole."""
    return [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if _pattern().search(m[0])]


def without_orders(text: str) -> tuple[str, list[str]]:
    """`text` without the sentences that give orders, and those sentences."""
    taken: list[str] = []
    kept, last = "", 0
    for start, end in orders(text):
        kept += text[last:start]
        taken.append(text[start:end].strip())
        last = end
    return (kept + text[last:]).strip(), taken
