"""What a PDF says where nobody looks: white, tiny and unpainted letters, those beside the page, notes, properties."""

import ctypes
from collections.abc import Iterator
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.documents.readers.source import Hidden
from assistant.documents.readers.unseen import smuggled, ways
from assistant.documents.text import visible

_TINY = 4.0
"""Largest height of a letter's box, in points, at which it is a dot."""
_WHITE = 0xF0
_INVISIBLE_MODE = 3
_LONGEST = 20_000
_INKED = 5
"""Characters with fewer letters than this are marks, not words."""


def unseen(page: pdfium.PdfPage) -> list[Hidden]:
    """The words of a page that do not show on it."""
    found = list(_letters(page))
    hidden = []
    for way, group in groupby(found, key=lambda pair: pair[1]):
        words = "".join(character for character, _ in group)
        if way and len(words.strip()) >= _INKED:
            hidden.append(Hidden(ways()[way], visible(words), shown=way != "outside"))
    return [*hidden, *smuggled("".join(c for c, _ in found)), *_annotations(page)]


def properties(document: pdfium.PdfDocument) -> list[Hidden]:
    """What the file says of itself."""
    said = document.get_metadata_dict(skip_empty=True)
    return [Hidden(ways()["properties"], visible(words)) for words in said.values()]


def _letters(page: pdfium.PdfPage) -> Iterator[tuple[str, str]]:
    """Every character with the way in which it is hidden, or ""; white space goes with what stands before it."""
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    box = pdfium_c.FS_RECTF()
    way = ""
    try:
        for index in range(text.count_chars()):
            character = chr(pdfium_c.FPDFText_GetUnicode(text, index) or 0x20)
            if not character.isspace() and pdfium_c.FPDFText_GetLooseCharBox(text, index, box):
                middle = (box.bottom + box.top) / 2
                inside = left - 1 <= box.left and box.right <= right + 1 and bottom - 1 <= middle <= top + 1
                size = max(box.top - box.bottom, 0.0), max(box.right - box.left, 0.0)
                way = _way(text, index, max(size)) if inside else "outside"
            yield character, way
    finally:
        text.close()


def _way(text: pdfium.PdfTextPage, index: int, size: float) -> str:
    if 0 < size <= _TINY:
        return "tiny"
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if pdfium_c.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        if alpha.value == 0:
            return "unpainted"
        if min(red.value, green.value, blue.value) >= _WHITE:
            return "white"
    item = pdfium_c.FPDFText_GetTextObject(text, index)
    if item and pdfium_c.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE_MODE:
        return "unpainted"
    return ""


def _annotations(page: pdfium.PdfPage) -> Iterator[Hidden]:
    """The notes that are pinned to a page."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            length = pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
            if 2 < length <= _LONGEST:
                buffer = ctypes.create_string_buffer(length)
                target = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
                pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", target, length)
                yield Hidden(
                    ways()["comments"], visible(buffer.raw.decode("utf-16-le", "replace").rstrip("\0"))
                )
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
