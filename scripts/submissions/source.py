"""What a submission is made of: the lines of its text, and how they are to be set."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["title", "heading", "subheading", "bullet", "row", "text"]
MARKS: dict[str, Kind] = {"# ": "title", "## ": "heading", "### ": "subheading", "- ": "bullet", "| ": "row"}


@dataclass(frozen=True)
class Block:
    """One line of a source; a row of a table has one text a cell."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Extra:
    """Something in a file that its plain text does not show: hidden words, a comment, a footnote, a property."""

    how: Literal["white", "tiny", "vanish", "field", "comment", "footnote", "text_box", "header", "property"]
    text: str
    at: str = ""
    name: str = ""
    author: str = ""


@dataclass(frozen=True)
class Layout:
    """How a source becomes a file; the fields are explained in layouts.yaml."""

    by: Literal["word", "word-pdf", "pdf", "text"]
    headings: Literal["style", "numbered", "bold"] = "style"
    form: bool = False
    large: bool = False
    columns: int = 1
    encoding: str = "utf-8"
    annex: str = ""
    extras: list[Extra] = field(default_factory=list)


def blocks(source: str) -> Iterator[Block]:
    """The lines of a source as blocks, in order."""
    for line in filter(None, source.splitlines()):
        mark = next((m for m in MARKS if line.startswith(m)), "")
        rest = line[len(mark) :]
        cells = rest.removesuffix("|").split("|") if mark == "| " else [rest]
        yield Block(MARKS.get(mark, "text"), tuple(cell.strip() for cell in cells))
