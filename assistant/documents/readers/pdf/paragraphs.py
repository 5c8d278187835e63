"""Lines become paragraphs again: a line break that only the width forced is no break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from assistant.documents.numbering import marker_of
from assistant.documents.readers.pdf.lines import Line, is_wide

_FINAL = "。！？!?；;：:"
_INDENT = 0.7
_FAR = 5.0
_NEARLY_FULL = 0.8
_ATTACHMENT = re.compile(r"附\s*件")


@dataclass(frozen=True)
class Column:
    """Where the lines of a text begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float

    @property
    def width(self) -> float:
        """From its left to its right edge."""
        return self.right - self.left


@dataclass
class Paragraph:
    """The lines of a paragraph, perhaps on several pages."""

    lines: list[Line] = field(default_factory=list)

    def pieces(self) -> list[tuple[int, str]]:
        """Its words by page, put together as they were before the lines were broken."""
        pieces: list[tuple[int, str]] = []
        for line in self.lines:
            if not pieces:
                pieces.append((line.page, line.text))
                continue
            page, before = pieces[-1]
            before, glue = _glue(before, line.text)
            if page == line.page:
                pieces[-1] = (page, before + glue + line.text)
            else:
                pieces[-1] = (page, before + glue)
                pieces.append((line.page, line.text))
        return pieces


def _glue(before: str, after: str) -> tuple[str, str]:
    """The words before a joined break, and what stands in its place."""
    a, b = before[-1:], after[:1]
    if a == "-" and before[-2:-1].isalpha() and b.islower() and b.isascii():
        return before[:-1], ""
    narrow = a.isascii() and b.isascii() and a.isalnum() and b.isalnum()
    return before, " " if narrow else ""


def column_of(lines: Sequence[Line], width: float) -> Column:
    """The column that the lines of a text fill.

    Args:
        lines: Lines of pages that are `width` wide.
        width: The pages' width.
    """
    lefts = sorted(line.x0 for line in lines)
    left = lefts[len(lefts) // 20]
    rights = sorted(line.x1 for line in lines if line.x1 - line.x0 > 0.5 * width)
    right = rights[len(rights) * 9 // 10] if rights else 0.0
    if right < width - 1.5 * left:  # Too few full lines to tell: the margins of a page are about alike.
        right = width - left
    steps = [a.y0 - b.y0 for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page and a.y0 > b.y0]
    return Column(left, right, median(steps) if steps else 0.0)


def paragraphs(lines: Sequence[Line], columns: dict[int, Column]) -> list[Paragraph]:
    """The paragraphs of `lines`.

    Args:
        lines: Lines in reading order.
        columns: Page number → the column of its text.
    """
    found: list[Paragraph] = []
    for line in lines:
        if found and goes_on(found[-1].lines[-1], line, columns):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def goes_on(a: Line, b: Line, columns: dict[int, Column]) -> bool:
    """Whether line `b` goes on with the paragraph of the line `a` before it."""
    here, there = columns[a.page], columns[b.page]
    if abs(a.size - b.size) > 0.2 * max(a.size, b.size):
        return False
    if a.page == b.page and here.pitch and a.y0 - b.y0 > 1.6 * max(here.pitch, a.size):
        return False
    if a.x0 - here.left > _FAR * a.size and a.x1 - a.x0 < 0.6 * here.width:
        return False  # A signature, or the end of a title.
    indent = (b.x0 - there.left) / b.size
    ended, numbered = a.text[-1] in _FINAL, marker_of(b.text) is not None or bool(_ATTACHMENT.match(b.text))
    if a.x1 + b.first <= here.right - 0.3 * a.size:
        # There was room for more, so somebody ended the line; unless it only looks shorter by a little.
        nearly = a.x1 - here.left > _NEARLY_FULL * here.width
        return nearly and indent < _INDENT and not ended and not numbered and is_wide(b.text[0])
    if indent < _INDENT:
        return not (ended and (numbered or a.text[-1] in "：:"))
    return not ended and not numbered and indent < _FAR
