"""The characters and ruled lines of a PDF's page, turned upright."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST_OBJECTS = 20_000
_THIN = 2.5
_SHORT = 4.0


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its box; y grows upwards."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: `at` is its place across, `low` and `high` its ends along."""

    at: float
    low: float
    high: float
    upright: bool


@dataclass(frozen=True)
class Page:
    """What a page shows, with its size; `pictured` tells whether a picture covers much of it."""

    number: int
    width: float
    height: float
    chars: list[Char]
    rules: list[Rule]
    pictured: bool


def page_of(page: pdfium.PdfPage, number: int) -> Page:
    """The characters and rules of `page`, turned so that most of its words run from left to right."""
    left, bottom, right, top = page.get_bbox()
    found = list(_characters(page))
    turns = Counter(quarter for _, quarter in found if quarter is not None)
    turn = turns.most_common(1)[0][0] if turns else 0
    spin = _Spin(turn, (left, bottom, right, top))
    # What runs across the others is a watermark or a stamp.
    chars = [spin.char(char) for char, quarter in found if quarter == turn]
    inside = [c for c in chars if spin.holds(c)]
    rules, pictured = _drawn(page, spin)
    return Page(number, spin.width, spin.height, inside, rules, pictured)


class _Spin:
    """Turns points of a page by quarters, and moves its lower left corner to 0, 0."""

    def __init__(self, quarters: int, box: tuple[float, float, float, float]) -> None:
        self._cos, self._sin = (
            round(math.cos(quarters * math.pi / 2)),
            round(math.sin(quarters * math.pi / 2)),
        )
        (x0, y0), (x1, y1) = self._turned(box[0], box[1]), self._turned(box[2], box[3])
        self._left, self._bottom = min(x0, x1), min(y0, y1)
        self.width, self.height = abs(x1 - x0), abs(y1 - y0)

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        return x * self._cos + y * self._sin, y * self._cos - x * self._sin

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        across, up = self._turned(x, y)
        return across - self._left, up - self._bottom

    def holds(self, char: Char) -> bool:
        """Whether a character stands on the page, not cut off beside it."""
        return char.x0 >= -1 and char.x1 <= self.width + 1 and -1 <= char.middle <= self.height + 1

    def char(self, char: Char) -> Char:
        """A character with its box turned."""
        (xa, ya), (xb, yb) = self.point(char.x0, char.y0), self.point(char.x1, char.y1)
        return Char(char.text, min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb))


def _characters(page: pdfium.PdfPage) -> Iterator[tuple[Char, int | None]]:
    """Every character with the quarter turn that it stands at; None stands askew."""
    text = page.get_textpage()
    box = pdfium_c.FS_RECTF()
    try:
        for index in range(text.count_chars()):
            # The box with the advance in it, so that a narrow comma is as wide as it prints.
            if not pdfium_c.FPDFText_GetLooseCharBox(text, index, box) or box.right == box.left:
                continue  # White space that PDFium makes up between words.
            character = _character(pdfium_c.FPDFText_GetUnicode(text, index))
            # PDFium counts clockwise.
            turns = -pdfium_c.FPDFText_GetCharAngle(text, index) / (math.pi / 2)
            quarter = round(turns)
            if character:
                askew = abs(turns - quarter) > 0.1
                yield (
                    Char(character, box.left, box.right, box.bottom, box.top),
                    None if askew else quarter % 4,
                )
    finally:
        text.close()


def _character(code: int) -> str:
    """The character of a code; radicals that fonts put in place of whole characters become those characters."""
    if code == 0 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    character = chr(code)
    if character in "\r\n" or code == 0xAD:
        return ""
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return normalize("NFKC", character)
    return " " if character.isspace() else character


def _drawn(page: pdfium.PdfPage, spin: _Spin) -> tuple[list[Rule], bool]:
    """The ruled lines of a page, and whether pictures cover much of it."""
    rules: list[Rule] = []
    covered = 0.0
    for count, item in enumerate(page.get_objects(max_depth=3)):
        if count > _MOST_OBJECTS:
            break  # A drawing, not a table.
        if item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            rules += _rules(item, spin)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += abs((right - left) * (top - bottom))
    edge = _THIN
    shown = [r for r in rules if edge < r.at < (spin.width if r.upright else spin.height) - edge]
    return shown, covered > 0.4 * spin.width * spin.height


def _rules(item: pdfium.PdfObject, spin: _Spin) -> Iterator[Rule]:
    """The upright and level edges of a path."""
    matrix = item.get_matrix()
    before: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(item), 1000)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        here = spin.point(*matrix.on_point(x.value, y.value))
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and before is not None:
            yield from _edge(before, here)
        before = here
        if pdfium_c.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _edge(here, first)


def _edge(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    across, up = abs(a[0] - b[0]), abs(a[1] - b[1])
    if across <= 1 and up >= _SHORT:
        yield Rule((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]), upright=True)
    elif up <= 1 and across >= _SHORT:
        yield Rule((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]), upright=False)
