"""Blocks of a formatted file become lines of text: headings, paragraphs, rows of tables.

A paragraph is a line. A heading gets Markdown's marks only where the marks tell what no number tells. A row of a
table is a line, `| a | b |`, since a row is what a question about a table asks for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.numbering import marker_of
from assistant.documents.text import visible

_PROSE = 100
_REPEATED = 40


@dataclass(frozen=True)
class Block:
    """A paragraph or heading; `level` is a heading's level from 1, or 0."""

    text: str
    level: int = 0


Cell = list[Block]


@dataclass(frozen=True)
class Placed:
    """A cell of a table and how many rows and columns it covers."""

    blocks: Cell
    rows: int = 1
    columns: int = 1


def to_text(blocks: Iterable[Block]) -> str:
    """The text of `blocks`, a line each (more where a block holds line breaks), without empty lines.

    Characters that nobody sees are left out: they split words, and can smuggle what no reader of the page reads.
    """
    seen = (Block(visible(block.text), block.level) for block in blocks)
    filled = [block for block in seen if block.text.strip()]
    marked = _marked(filled)
    lines: list[str] = []
    for index, block in enumerate(filled):
        tidied = [tidy(line) for line in block.text.split("\n")]
        tidied = [line for line in tidied if line]
        if index in marked:
            tidied = ["#" * min(block.level, 6) + " " + " ".join(tidied)]
        lines += tidied
    return "\n".join(lines)


def tidy(line: str) -> str:
    """One line with runs of white space made one space, and none around."""
    return re.sub(r"[^\S\n]+", " ", line).strip()


def _marked(blocks: Sequence[Block]) -> set[int]:
    """Which blocks get a heading's marks.

    Where every heading has a number, the numbers tell the structure and the text stays as it was written. The first
    heading is the document's title, without marks, when no other without a number stands as high.
    """
    headings = [index for index, block in enumerate(blocks) if block.level]
    bare = [index for index in headings if marker_of(blocks[index].text) is None]
    if bare and bare[0] == headings[0] and all(blocks[i].level > blocks[bare[0]].level for i in bare[1:]):
        headings, bare = headings[1:], bare[1:]
    return set(headings) if bare else set()


def grid(rows: Iterable[Sequence[Placed]]) -> list[list[Cell]]:
    """The cells of each row from left to right; one that covers several rows comes again in each, if it is short.

    A row then says by itself what it is about. A long cell is not repeated, and one that covers several columns
    comes once.
    """
    result: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Placed]] = {}  # column → how many more rows the cell from above covers
    for row in rows:
        cells: list[Cell] = []
        column = 0
        waiting = list(row)
        while waiting or any(at >= column for at in hanging):
            if column in hanging:
                left, above = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, above)
                short = sum(len(block.text) for block in above.blocks) <= _REPEATED
                cells.append(above.blocks if short else [])
                column += above.columns
            elif waiting:
                placed = waiting.pop(0)
                if placed.rows > 1:
                    hanging[column] = (placed.rows - 1, placed)
                cells.append(placed.blocks)
                column += placed.columns
            else:
                column = min(at for at in hanging if at > column)
        result.append(cells)
    return result


def table(rows: Iterable[Sequence[Cell]]) -> list[Block]:
    """The rows of a table as blocks.

    A table that only frames text (one cell in a row, or a label beside paragraphs, as in a form) gives that text line
    by line, so that the clauses inside it are found.
    """
    blocks: list[Block] = []
    for row in rows:
        cells = [[block for block in cell if block.text.strip()] for cell in row]
        if not any(cells):
            continue
        if len(cells) == 1 or (len(cells) == 2 and any(_is_prose(cell) for cell in cells)):
            blocks += [block for cell in cells for block in cell]
        else:
            blocks.append(Block("| " + " | ".join(_in_line(cell) for cell in cells) + " |"))
    return blocks


def _is_prose(cell: Cell) -> bool:
    return len(cell) > 1 and sum(len(block.text) for block in cell) >= _PROSE


def _in_line(cell: Cell) -> str:
    text = " ".join(tidy(block.text.replace("\n", " ")) for block in cell)
    return text.replace("|", "｜")
