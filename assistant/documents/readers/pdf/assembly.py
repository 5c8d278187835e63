"""The pages of a PDF become one text: furniture out, lines joined, tables and notes in their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mode

from assistant.documents.readers.layout import Block, Cell, Placed, grid, table, to_text
from assistant.documents.readers.pdf.characters import Page
from assistant.documents.readers.pdf.lines import Line, lines_of
from assistant.documents.readers.pdf.margins import furniture
from assistant.documents.readers.pdf.paragraphs import Column, Paragraph, column_of, goes_on, paragraphs
from assistant.documents.readers.pdf.tables import Box, Grid, split

_CONTENTS = re.compile(r".*?[.．…·]{5,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_NOTE = re.compile(r"[\[［〔]?(\d{1,2}|[①-⑳*＊†])[\]］〕]?[.．、]?\s*(?=\D)")
_SMALL = 0.88
_ENOUGH_LINES = 6


@dataclass(frozen=True)
class Piece:
    """A paragraph or row: its words by page."""

    parts: list[tuple[int, str]]


@dataclass(frozen=True)
class _Content:
    """What is left of a page: lines and tables from top to bottom, and the notes at its foot."""

    page: Page
    flow: list[Line | Grid]
    notes: list[Line]


def text_of(pages: Sequence[Page]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of the pages, and for each page the offset at which its words begin."""
    text, starts, last = "", [], 0
    for piece in _pieces(_contents(pages)):
        if text:
            text += "\n"
        for page, words in piece.parts:
            if page != last:
                starts.append((len(text), page))
                last = page
            text += words
    return text, tuple(starts)


def _contents(pages: Sequence[Page]) -> list[_Content]:
    parted = [split(page.chars, page.rules) for page in pages]
    lines = [lines_of(chars, page.number) for page, (chars, _) in zip(pages, parted, strict=True)]
    gone = furniture([(page.height, found) for page, found in zip(pages, lines, strict=True)])
    kept = [[x for x in found if id(x) not in gone and not _CONTENTS.fullmatch(x.text)] for found in lines]
    sizes = [round(line.size) for found in kept for line in found for _ in line.text]
    usual = mode(sizes) if sizes else 0
    contents = []
    for page, found, (_, grids) in zip(pages, kept, parted, strict=True):
        notes = _notes(found, usual)
        flow: list[Line | Grid] = [*found[: len(found) - len(notes)], *grids]
        contents.append(_Content(page, sorted(flow, key=lambda item: -item.y1), notes))
    return contents


def _notes(lines: Sequence[Line], usual: float) -> list[Line]:
    """The small lines at the foot of a page, if the first of them bears a note's mark."""
    start = len(lines)
    while start and lines[start - 1].size < _SMALL * usual:
        start -= 1
    while start < len(lines) and not _NOTE.match(lines[start].text):
        start += 1
    return list(lines[start:]) if start else []


def _pieces(contents: Sequence[_Content]) -> Iterator[Piece]:
    """Paragraphs and rows in order; notes wait until the paragraph that their page ends with is over."""
    columns = _columns(contents)
    current: Paragraph | None = None
    waiting: list[Line] = []
    above: _Table | None = None  # the table that the page before ended with
    for content in contents:
        for index, item in enumerate(content.flow):
            if isinstance(item, Line) and current and goes_on(current.lines[-1], item, columns):
                current.lines.append(item)
                continue
            if isinstance(item, Grid):
                read = _Table.read(item, content.page.number)
                joined = above.joined(read) if above is not None and index == 0 else None
            if current is not None:
                yield Piece(current.pieces())
                current = None
            if isinstance(item, Line):
                yield from _flushed(waiting, columns)
                current, above = Paragraph([item]), None
                continue
            yield from (joined or read).pieces()
            above = read
            yield from _flushed(waiting, columns)
        waiting += content.notes
    if current is not None:
        yield Piece(current.pieces())
    yield from _flushed(waiting, columns)


def _flushed(waiting: list[Line], columns: dict[int, Column]) -> Iterator[Piece]:
    """The notes that wait, each a line of its own."""
    for paragraph in paragraphs(waiting, columns):
        pieces = paragraph.pieces()
        page, words = pieces[0]
        mark = _NOTE.match(words)
        said = f"注{mark[1]}：{words[mark.end() :]}" if mark else words
        yield Piece([(page, said), *pieces[1:]])
    waiting.clear()


def _columns(contents: Sequence[_Content]) -> dict[int, Column]:
    """Each page's column: odd and even pages may have their margins the other way round."""
    columns: dict[int, Column] = {}
    for key, group in groupby(sorted(contents, key=_like), key=_like):
        alike = sorted(group, key=lambda c: c.page.number)
        lines = [x for c in alike for x in c.flow if isinstance(x, Line)]
        for content in alike:
            width = content.page.width
            own = [x for x in content.flow if isinstance(x, Line)]
            column = column_of(lines, width) if lines else Column(0.0, width, 0.0)
            if len(own) >= _ENOUGH_LINES:
                # The page's own left edge: scans and booklets shift.
                left = sorted(x.x0 for x in own)[len(own) // 20]
                if left < column.left:
                    column = Column(left, column.right, column.pitch)
            columns[content.page.number] = column
    return columns


def _like(content: _Content) -> tuple[int, int, int]:
    return round(content.page.width), round(content.page.height), content.page.number % 2


@dataclass(frozen=True)
class _Table:
    """A table of one page."""

    page: int
    edges: list[float]
    rows: list[list[Placed]]

    @classmethod
    def read(cls, found: Grid, page: int) -> "_Table":
        return cls(page, found.edges, [[_placed(box, page) for box in row] for row in found.rows])

    def joined(self, below: "_Table") -> "_Table | None":
        """`below` without the header that a table repeats on its next page; None if it is another table."""
        alike = len(self.edges) == len(below.edges)
        if not alike or any(abs(a - b) > 5 for a, b in zip(self.edges, below.edges, strict=True)):
            return None
        repeated = bool(self.rows and below.rows) and _words(self.rows[0]) == _words(below.rows[0])
        return _Table(below.page, below.edges, below.rows[1:]) if repeated else None

    def pieces(self) -> Iterator[Piece]:
        for block in table(grid(self.rows)):
            if text := to_text([block]):
                for line in text.split("\n"):
                    yield Piece([(self.page, line)])


def _words(row: Sequence[Placed]) -> list[str]:
    return [block.text for placed in row for block in placed.blocks]


def _placed(box: Box, page: int) -> Placed:
    """A cell's text; its lines are joined within the cell's own width."""
    lines = lines_of(box.chars, page)
    cell: Cell = []
    if lines:
        left = min(line.x0 for line in lines)
        right = max(box.x1 - (left - box.x0), *(line.x1 for line in lines)) if lines else box.x1
        column = {page: Column(left, right, 0.0)}
        for paragraph in paragraphs(lines, column):
            cell.append(Block("".join(words for _, words in paragraph.pieces())))
    return Placed(cell, box.rows, box.columns)
