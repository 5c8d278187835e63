"""The pages of a PDF become one text: furniture out, lines joined, tables and notes in their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import mode

from assistant.documents.readers.pdf.lines import Line
from assistant.documents.readers.pdf.margins import furniture
from assistant.documents.readers.pdf.paragraphs import Column, Paragraph, column_of, goes_on, paragraphs
from assistant.documents.readers.pdf.sheet import Sheet, Table

_CONTENTS = re.compile(r".*?[.．…·]{5,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_NOTE = re.compile(r"[\[［〔]?(\d{1,2}|[①-⑳*＊†])[\]］〕]?[.．、]?\s*(?=\D)")
_SMALL = 0.88
_ENOUGH_LINES = 6


@dataclass(frozen=True)
class _Content:
    """What is left of a page: lines and tables from top to bottom, and the notes at its foot."""

    sheet: Sheet
    flow: list[Line | Table]
    notes: list[Line]


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
            text += words
    return text, tuple(starts)


def _contents(sheets: Sequence[Sheet]) -> list[_Content]:
    gone = furniture([(sheet.height, sheet.lines) for sheet in sheets])
    kept = [[x for x in s.lines if id(x) not in gone and not _CONTENTS.fullmatch(x.text)] for s in sheets]
    sizes = [round(line.size) for found in kept for line in found for _ in line.text]
    usual = mode(sizes) if sizes else 0
    contents = []
    for sheet, found in zip(sheets, kept, strict=True):
        notes = _notes(found, usual)
        flow: list[Line | Table] = [*found[: len(found) - len(notes)], *sheet.tables]
        contents.append(_Content(sheet, sorted(flow, key=lambda item: -item.y1), notes))
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


def _flushed(waiting: list[Line], columns: dict[int, Column]) -> Iterator[list[tuple[int, str]]]:
    """The notes that wait, each a line of its own."""
    for paragraph in paragraphs(waiting, columns):
        pieces = paragraph.pieces()
        page, words = pieces[0]
        mark = _NOTE.match(words)
        said = f"注{mark[1]}：{words[mark.end() :]}" if mark else words
        yield [(page, said), *pieces[1:]]
    waiting.clear()


def _columns(contents: Sequence[_Content]) -> dict[int, Column]:
    """Each page's column: odd and even pages may have their margins the other way round."""
    columns: dict[int, Column] = {}
    for _, group in groupby(sorted(contents, key=_like), key=_like):
        alike = sorted(group, key=lambda c: c.sheet.number)
        lines = [x for c in alike for x in c.flow if isinstance(x, Line)]
        for content in alike:
            width = content.sheet.width
            own = [x for x in content.flow if isinstance(x, Line)]
            column = column_of(lines, width) if lines else Column(0.0, width, 0.0)
            if len(own) >= _ENOUGH_LINES:
                # The page's own left edge: scans and booklets shift.
                left = sorted(x.x0 for x in own)[len(own) // 20]
                if left < column.left:
                    column = replace(column, left=left)
            columns[content.sheet.number] = column
    return columns


def _like(content: _Content) -> tuple[int, int, int]:
    return round(content.sheet.width), round(content.sheet.height), content.sheet.number % 2
