"""One page of a PDF as lines and tables, with what tells whether its text can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.documents.readers.layout import Block, Cell, Placed, grid, table, to_text
from assistant.documents.readers.pdf.characters import Page
from assistant.documents.readers.pdf.lines import Line, lines_of
from assistant.documents.readers.pdf.paragraphs import Column, paragraphs
from assistant.documents.readers.pdf.tables import Box, Grid, split

_EDGES_MOVE = 5.0


@dataclass(frozen=True)
class Table:
    """A table of one page: `y1` is its top, `edges` where its columns begin and end."""

    page: int
    y1: float
    edges: list[float]
    rows: list[list[Placed]]

    def goes_on_in(self, below: "Table") -> "Table | None":
        """`below` without the header that a table repeats on its next page; None if it is another table."""
        pairs = list(zip(self.edges, below.edges, strict=False))
        if len(self.edges) != len(below.edges) or any(abs(a - b) > _EDGES_MOVE for a, b in pairs):
            return None
        repeated = bool(self.rows and below.rows) and _words(self.rows[0]) == _words(below.rows[0])
        return Table(below.page, below.y1, below.edges, below.rows[1:]) if repeated else None

    def lines(self) -> Iterator[str]:
        """Its rows as lines of text."""
        for block in table(grid(self.rows)):
            yield from (line for line in to_text([block]).split("\n") if line)


@dataclass(frozen=True)
class Sheet:
    """A page: `letters` counts its characters, `unknown` those that its fonts do not tell."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[Table]
    letters: int
    unknown: int
    pictured: bool


def sheet_of(page: Page) -> Sheet:
    """The lines and tables of a page."""
    outside, grids = split(page.chars, page.rules)
    letters = [c.text for c in page.chars if c.text != " "]
    return Sheet(
        number=page.number,
        width=page.width,
        height=page.height,
        lines=lines_of(outside, page.number, page.width),
        tables=[_table(found, page.number) for found in grids],
        letters=len(letters),
        unknown=sum(1 for c in letters if c == "\ufffd" or "\ue000" <= c <= "\uf8ff"),
        pictured=page.pictured,
    )


def _table(found: Grid, page: int) -> Table:
    return Table(page, found.y1, found.edges, [[_placed(box, page) for box in row] for row in found.rows])


def _words(row: Sequence[Placed]) -> list[str]:
    return [block.text for placed in row for block in placed.blocks]


def _placed(box: Box, page: int) -> Placed:
    """A cell's text; its lines are joined within the cell's own width."""
    lines = lines_of(box.chars, page)
    cell: Cell = []
    if lines:
        left = min(line.x0 for line in lines)
        # Words stand as far from the right edge as from the left one.
        right = max(box.x1 - (left - box.x0), *(line.x1 for line in lines))
        columns = {(page, 0): Column(left, right, 0.0)}
        for paragraph in paragraphs(lines, columns):
            cell.append(Block("".join(words for _, words in paragraph.pieces())))
    return Placed(cell, box.rows, box.columns)
