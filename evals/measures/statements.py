"""An answer's statements with the citations behind them, read from its text as a person reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKED = re.compile(r"(?P<text>[^\n]*?)(?P<marks>(?:\[\d{1,3}\])+)[。；;，,]?|(?P<rest>[^\n]+)")
_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True)
class Statement:
    """What stands in front of citation marks, and their numbers; none for text without a mark behind it."""

    text: str
    citations: tuple[int, ...]


def statements(answer: str) -> Iterator[Statement]:
    """The statements in order. A line without a mark is a statement without citations."""
    for match in _MARKED.finditer(answer):
        text = (match["text"] if match["marks"] else match["rest"]).strip()
        marks = tuple(int(number) for number in _MARK.findall(match["marks"] or ""))
        if text:
            yield Statement(text, marks)
