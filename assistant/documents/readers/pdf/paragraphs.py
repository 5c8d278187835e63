"""Lines become paragraphs again: a line break that only the width forced is no break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.documents.numbering import Style, marker_of
from assistant.documents.readers.pdf.lines import CLOSING, Line

_FINAL = "。！？!?；;：:"
_INDENT = 0.7
_FIRST = (1.4, 3.2)
_FAR = 5.0
_NEARLY_FULL = 0.8
_ATTACHMENT = re.compile(r"附\s*件")


@dataclass(frozen=True)
class Column:
    """Where the lines of a text begin and end, how far apart they stand, and whether paragraphs begin indented."""

    left: float
    right: float
    pitch: float
    indented: bool = False

    @property
    def width(self) -> float:
        """From its left to its right edge."""
        return self.right - self.left


Columns = dict[tuple[int, int], Column]
"""Page number and column (see `Line`) → where its lines stand."""


@dataclass
class Paragraph:
    """The lines of a paragraph, perhaps on several pages."""

    lines: list[Line] = field(default_factory=list)

    def pieces(self) -> list[tuple[int, str]]:
        """Its words by page, put together as they were before the lines were broken."""
        pieces: list[tuple[int, str]] = []
        for line in self.lines:
            if not pieces:
                pieces.append((line.page, _closed_up(line.text)))
                continue
            page, before = pieces[-1]
            before, glue = _glue(before, line.text)
            if page == line.page:
                pieces[-1] = (page, before + glue + line.text)
            else:
                pieces[-1] = (page, before + glue)
                pieces.append((line.page, line.text))
        return pieces


def _closed_up(text: str) -> str:
    """A line without the gap that Word's automatic numbers leave (`一、 总则`), as it would be typed."""
    marker = marker_of(text)
    if marker is None or marker.style <= Style.ARTICLE or text[marker.length : marker.length + 1].isascii():
        return text
    return text[: marker.length].rstrip() + text[marker.length :]


def _glue(before: str, after: str) -> tuple[str, str]:
    """The words before a joined break, and what stands in its place."""
    a, b = before[-1], after[0]
    if not (a.isascii() and b.isascii()):
        return before, ""
    token = before.rpartition(" ")[2]
    if a == "-" and before[-2:-1].isalpha() and b.islower():
        return before[:-1], ""
    if re.search(r"[/@.\\]\w*$", token) or (a.isdigit() and b.isdigit()):
        return before, ""  # Inside an address or a number.
    words = (a.isalnum() and b.isalnum()) or (a in ",;:!?)" and before[-2:-1].isascii() and b.isalpha())
    return before, " " if words else ""


def column_of(lines: Sequence[Line], width: float) -> Column:
    """The column that lines fill.

    Args:
        lines: Lines of one column, perhaps on many pages that are `width` wide.
        width: The pages' width.
    """
    left = left_of(lines)
    alone = lines[0].column == 0
    widest = width if alone else max(line.x1 - line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines if line.x1 - line.x0 > 0.5 * widest)
    right = rights[len(rights) * 9 // 10] if rights else 0.0
    if alone and right < width - 1.5 * left:
        right = width - left  # Too few full lines to tell: the margins of a page are about alike.
    steps = sorted(a.y0 - b.y0 for a, b in pairwise(lines) if a.page == b.page and a.y0 > b.y0)
    pitch = steps[len(steps) // 4] if steps else 0.0
    indents = [line for line in lines if _FIRST[0] < (line.x0 - left) / line.size < _FIRST[1]]
    indented = len(indents) >= max(2, 0.08 * len(lines))
    return Column(left, right, pitch, indented)


def left_of(lines: Sequence[Line]) -> float:
    """Where lines begin that are not indented."""
    return sorted(line.x0 for line in lines)[len(lines) // 20]


def paragraphs(lines: Sequence[Line], columns: Columns) -> list[Paragraph]:
    """The paragraphs of `lines`.

    Args:
        lines: Lines in reading order.
        columns: The columns of their pages.
    """
    found: list[Paragraph] = []
    for line in lines:
        if found and goes_on(found[-1].lines, line, columns):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def goes_on(lines: Sequence[Line], b: Line, columns: Columns) -> bool:
    """Whether line `b` goes on with the paragraph that so far has `lines`."""
    a = lines[-1]
    here, there = columns[a.page, a.column], columns[b.page, b.column]
    ended = a.text[-1] in _FINAL
    if abs(a.size - b.size) > 0.2 * max(a.size, b.size) or _apart(a, b, here.pitch, ended):
        return False
    if b.text[0] in CLOSING and not b.text[1:2].isdigit():
        return True  # No line of its own begins so.
    numbered = marker_of(b.text) is not None or bool(_ATTACHMENT.match(b.text))
    room = here.right - a.x1
    if _balanced(a, here) and _balanced(b, there) and b.x0 - there.left > 0.1 * b.size:
        # A title over two lines is one where the words did not fit, and two where somebody broke it.
        return not ended and not numbered and a.x0 - here.left + room < b.first - 0.2 * b.size
    if a.x0 - here.left > _FAR * a.size and a.x1 - a.x0 < 0.6 * here.width:
        return False  # A signature.
    indent = (b.x0 - there.left) / b.size
    if b.first <= room - 0.3 * a.size:
        # Somebody ended the line; unless it only looks shorter by a little, and no paragraph begins as `b` does.
        nearly = room < (1 - _NEARLY_FULL) * here.width
        return there.indented and nearly and indent < _INDENT and not ended and not numbered
    if indent < _INDENT:
        return not (ended and numbered)
    # A full line without an end: what follows may hang below it.
    deeper = (b.x0 - there.left - (a.x0 - here.left)) / b.size
    alike = abs(deeper) < 0.5
    hangs = alike if len(lines) > 1 else not (alike and there.indented)
    return hangs and not ended and not numbered and indent < _FAR


def _apart(a: Line, b: Line, pitch: float, ended: bool) -> bool:
    """Whether more space lies between two lines than between the lines of a paragraph."""
    if a.page != b.page or not pitch:
        return False
    step = a.y0 - b.y0
    return step > 1.6 * max(pitch, 1.3 * a.size) or (ended and step > pitch + 0.3 * a.size)


def _balanced(line: Line, column: Column) -> bool:
    """Whether as much is left of a line as right of it."""
    before, after = line.x0 - column.left, column.right - line.x1
    return before > -0.5 * line.size and abs(before - after) < 0.7 * line.size
