"""A text as the parser sees it: line by line, each with its offsets."""

import re
from dataclasses import dataclass
from unicodedata import normalize

MARKDOWN = re.compile(r"(#{1,6})\s+")
"""The mark of a Markdown heading."""


@dataclass(frozen=True)
class Line:
    """A line of the text, without white space around; `end` is behind its line break."""

    text: str
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """The lines of `text`; together they cover it."""
    lines, start = [], 0
    for raw in text.splitlines(keepends=True):
        lines.append(Line(raw.strip(), start, start + len(raw)))
        start += len(raw)
    return lines


def bare(text: str) -> str:
    """A line without Markdown's marks, so that `## **一、总则**` shows its number."""
    return MARKDOWN.sub("", text).lstrip("*_> ")


def compact(text: str) -> str:
    """`text` in half width and without white space, for comparing headings."""
    return re.sub(r"\s+", "", normalize("NFKC", text))
