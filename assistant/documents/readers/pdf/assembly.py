"""The pages of a PDF become one text: furniture out, lines joined, tables and notes in their places."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mode

from assistant.documents.readers.pdf.lines import Line
from assistant.documents.readers.pdf.margins import furniture
from assistant.documents.readers.pdf.paragraphs import (
    Columns,
    Paragraph,
    column_of,
    goes_on,
    left_of,
    paragraphs,
)
from assistant.documents.readers.pdf.sheet import Sheet, Table
from assistant.documents.text import visible

_CONTENTS = re.compile(r".*?[.．…·]{5,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_NOTE = re.compile(r"[\[［〔]?(\d{1,2}|[①-⑳*＊†])[\]］〕]?\s*(?=[^\d.．、\s])")
_SMALL = 0.88
_ENOUGH_LINES = 6


@dataclass(frozen=True)
class _Content:
    """What is left of a page: lines and tables from top to bottom, and the notes at its foot."""

    sheet: Sheet
    flow: list[Line | Table]
    notes: list[Line]

    def lines(self) -> list[Line]:
        """Every line of the page."""
        return [item for item in self.flow if isinstance(item, Line)] + self.notes


def text_of(sheets: Sequence[Sheet]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of the pages, and for each page the offset at which its words begin."""
    text, starts, last = "", [], 0
    for piece in _pieces(_contents(sheets)):
        if text:
            text += "\n"
        for page, words in piece:
            if page != last:
                starts.append((len(text), page))
                last = page
            text += visible(words)
    return text, tuple(starts)


def _contents(sheets: Sequence[Sheet]) -> list[_Content]:
    gone = furniture([(sheet.height, sheet.lines) for sheet in sheets])
    kept = [[x for x in s.lines if id(x) not in gone and not _CONTENTS.fullmatch(x.text)] for s in sheets]
    sizes = [round(line.size) for found in kept for line in found for _ in line.text]
    usual = mode(sizes) if sizes else 0
    contents = []
    for sheet, found in zip(sheets, kept, strict=True):
        notes = _notes(found, usual)
        contents.append(_Content(sheet, _placed(found[: len(found) - len(notes)], sheet.tables), notes))
    return contents


def _notes(lines: Sequence[Line], usual: float) -> list[Line]:
    """The small lines at the foot of a page, if the first of them bears a note's mark."""
    start = len(lines)
    while start and lines[start - 1].size < _SMALL * usual:
        start -= 1
    while start < len(lines) and not _NOTE.match(lines[start].text):
        start += 1
    return list(lines[start:]) if start else []


def _pieces(contents: Sequence[_Content]) -> Iterator[list[tuple[int, str]]]:
    """Paragraphs and rows in order, each as its words by page.

    Notes wait until the paragraph that their page ends with is over.
    """
    columns = _columns(contents)
    current: Paragraph | None = None
    waiting: list[Line] = []
    above: Table | None = None  # what the text so far ends with, if it is a table
    for content in contents:
        for item in content.flow:
            if isinstance(item, Line) and current and goes_on(current.lines, item, columns):
                current.lines.append(item)
                continue
            if current is not None:
                yield current.pieces()
                yield from _flushed(waiting, columns)
                current = None
            if isinstance(item, Line):
                current, above = Paragraph([item]), None
                continue
            rest = (above.goes_on_in(item) if above is not None else None) or item
            yield from ([(rest.page, line)] for line in rest.lines())
            above = item
        waiting += content.notes
    if current is not None:
        yield current.pieces()
    yield from _flushed(waiting, columns)


def _flushed(waiting: list[Line], columns: Columns) -> Iterator[list[tuple[int, str]]]:
    """The notes that wait, each a line of its own."""
    for paragraph in paragraphs(waiting, columns):
        pieces = paragraph.pieces()
        page, words = pieces[0]
        mark = _NOTE.match(words)
        said = f"注{mark[1]}：{words[mark.end() :]}" if mark else words
        yield [(page, said), *pieces[1:]]
    waiting.clear()


def _columns(contents: Sequence[_Content]) -> Columns:
    """Each page's columns: odd and even pages may have their margins the other way round."""
    columns: Columns = {}
    alike: dict[tuple[int, int, int, int], list[Line]] = defaultdict(list)
    for content in contents:
        for line in content.lines():
            alike[_like(content.sheet, line.column)].append(line)
    usual = {key: column_of(lines, key[0]) for key, lines in alike.items()}
    for content in contents:
        for number in (0, 1, 2):
            own = [line for line in content.lines() if line.column == number]
            if not own:
                continue
            column = usual[_like(content.sheet, number)]
            # The page's own left edge: scans and booklets shift.
            shifted = len(own) >= _ENOUGH_LINES and left_of(own) < column.left
            columns[content.sheet.number, number] = replace(column, left=left_of(own)) if shifted else column
    return columns


def _like(sheet: Sheet, column: int) -> tuple[int, int, int, int]:
    return round(sheet.width), round(sheet.height), sheet.number % 2, column


def _placed(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line | Table]:
    """Lines with the tables between them: each before the first line that stands below it in the same column."""
    flow: list[Line | Table] = list(lines)
    for table in tables:
        below = (
            index
            for index, item in enumerate(flow)
            if item.y1 <= table.y1 and (isinstance(item, Table) or _beside(item, table))
        )
        flow.insert(next(below, len(flow)), table)
    return flow


def _beside(line: Line, table: Table) -> bool:
    return line.column == 0 or (line.x0 < table.edges[-1] and line.x1 > table.edges[0])
