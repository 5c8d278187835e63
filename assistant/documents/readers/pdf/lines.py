"""Characters become the lines that stand on a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.documents.readers.pdf.characters import Char
from assistant.documents.readers.pdf.columns import in_columns

_OPENING = "（(《〈“‘「『【〔［["
CLOSING = "，。、；：？！）》〉”’」』】〕］,.;:?!)]…—%％℃"
_QUOTES = "“”‘’"
_LONGEST_WORD = 40
_RAISED = 0.78


@dataclass(frozen=True)
class Line:
    """A line of text on a page.

    `size` is about the height of a character, `first` the width of what cannot be parted from the line's first
    character; the box's y grows upwards. `column` is 1 or 2 on a page of two columns, else 0.
    """

    text: str
    page: int
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    first: float
    column: int = 0


def is_wide(character: str) -> bool:
    """Whether a character is Chinese or stands in a Chinese character's square."""
    return "\u2e80" <= character <= "\uffef" or character in "“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩"


def lines_of(chars: Iterable[Char], page: int, width: float | None = None) -> list[Line]:
    """The lines of `chars` in reading order.

    Args:
        chars: Characters of a page or of a cell.
        page: The page's number.
        width: The page's width, where there may be columns.
    """
    rows: list[list[Char]] = []
    for char in chars:
        row = next((r for r in reversed(rows[-40:]) if _on_row(char, r)), None)
        if row is None:
            rows.append([char])
        else:
            row.append(char)
    ordered = [sorted(row, key=lambda c: c.x0) for row in rows if any(c.text != " " for c in row)]
    ordered.sort(key=lambda row: (-min(c.y0 for c in row if c.text != " "), row[0].x0))
    placed = [(row, 0) for row in ordered] if width is None else in_columns(ordered, width)
    return [line for row, column in placed if (line := _line(row, page, column)) is not None]


def _on_row(char: Char, row: Sequence[Char]) -> bool:
    last = row[-1]
    return abs(char.middle - last.middle) < 0.5 * max(char.y1 - char.y0, last.y1 - last.y0, 1.0)


def _line(row: list[Char], page: int, column: int) -> Line | None:
    inked = [c for c in row if c.text != " "]
    if not inked:
        return None
    size = median(c.y1 - c.y0 for c in inked)
    row = _without_marks(_once(row), size)
    inked = [c for c in row if c.text != " "]
    if not inked:
        return None
    row = row[row.index(inked[0]) : len(row) - row[::-1].index(inked[-1])]
    return Line(
        text=_spaced(row),
        page=page,
        x0=inked[0].x0,
        x1=inked[-1].x1,
        y0=min(c.y0 for c in inked),
        y1=max(c.y1 for c in inked),
        size=size,
        first=_first_width(inked),
        column=column,
    )


def _once(row: list[Char]) -> list[Char]:
    """Letters without their doubles, which some programs print to make them look bold."""
    kept: list[Char] = []
    for char in row:
        near = kept[-3:]
        if not any(c.text == char.text and abs(c.x0 - char.x0) < 0.3 * (c.x1 - c.x0) for c in near):
            kept.append(char)
    return kept


def _without_marks(row: list[Char], size: float) -> list[Char]:
    """Without the small raised numbers that refer to notes; a raised 2 or 3 after a letter is part of a unit."""
    kept: list[Char] = []
    base = median(c.y0 for c in row)
    for char in row:
        raised = char.y1 - char.y0 < _RAISED * size and char.y0 > base + 0.15 * size
        if raised and re.fullmatch(r"[\d\[\]［］〔〕*①-⑳]", char.text):
            if kept and kept[-1].text.isascii() and kept[-1].text.isalpha() and char.text in "23":
                kept.append(Char("²" if char.text == "2" else "³", char.x0, char.x1, char.y0, char.y1))
            continue
        kept.append(char)
    return kept


def _spaced(row: list[Char]) -> str:
    """The words of a row with a space where a gap shows one.

    Characters that are spread over the width (a letterhead) are no words apart: there, all gaps are alike.
    """
    pairs = list(pairwise(row))
    gaps = [b.x0 - a.x1 for a, b in pairs if is_wide(a.text) and is_wide(b.text)]
    usual = max(median(gaps), 0.0) if len(gaps) > 2 else 0.0
    text = row[0].text
    for a, b in pairs:
        em = max(a.y1 - a.y0, b.y1 - b.y0)
        both_narrow = not is_wide(a.text) and not is_wide(b.text)
        least = 0.2 * em if both_narrow else 0.5 * em if is_wide(a.text) != is_wide(b.text) else 0.8 * em
        if b.x0 - a.x1 > max(least, 1.8 * usual) and text[-1:] != " " and b.text != " ":
            text += " "
        text += b.text
    return re.sub(r" {2,}", " ", text).strip()


def _first_width(row: Sequence[Char]) -> float:
    """Width of the first characters that a line break may not part."""
    index = 0
    while index < min(len(row) - 1, _LONGEST_WORD) and _inseparable(row[index], row[index + 1]):
        index += 1
    return row[index].x1 - row[0].x0


def _inseparable(a: Char, b: Char) -> bool:
    # Word processors take “ and ” for either end of a quotation, and never break beside one; nor before a number
    # that follows a stop at once, nor beside a stroke.
    if a.text in _OPENING or b.text in CLOSING or a.text in _QUOTES or b.text in _QUOTES:
        return True
    if "/" in (a.text, b.text) or (a.text in CLOSING and b.text.isdigit()):
        return True
    return not is_wide(a.text) and not is_wide(b.text) and _touch(a, b)


def _touch(a: Char, b: Char) -> bool:
    return b.x0 - a.x1 < 0.2 * (a.y1 - a.y0)
