"""A stretch of a document's text as it is set on the page: paragraphs, its heading, the quoted words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+")


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph that look the same."""

    words: str
    heading: bool
    marked: bool


Paragraph = tuple[Piece, ...]


def paragraphs(
    text: str, start: int, end: int, *, heading: str = "", quoted: tuple[int, int] = (0, 0)
) -> list[Paragraph]:
    """The text at `start:end`, one paragraph a line, empty lines left out.

    Args:
        text: The whole document's text.
        start: Where the stretch begins.
        end: Where it ends.
        heading: The words with which it begins, if they are a heading.
        quoted: Start and end of the words to mark, counted in `text`.
    """
    found = [_paragraph(text, match.start(), match.end(), quoted) for match in _lines(text, start, end)]
    shown = [paragraph for paragraph in found if paragraph]
    if shown and heading:
        shown[0] = tuple(_headed(shown[0], len(heading) if _begins(shown[0], heading) else 0))
    return shown


def _lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return _LINE.finditer(text, start, end)


def _paragraph(text: str, start: int, end: int, quoted: tuple[int, int]) -> Paragraph:
    # The signs that make headings in Markdown are how the file was written, not what it says.
    sign = _MARKDOWN_HEADING.match(text, start, end)
    start = sign.end() if sign else start
    first, last = (min(max(offset, start), end) for offset in quoted)
    cuts = ((start, first, False), (first, last, True), (last, end, False))
    pieces = [Piece(text[a:b], sign is not None, marked) for a, b, marked in cuts if a < b]
    return tuple(pieces) if "".join(piece.words for piece in pieces).strip() else ()


def _begins(paragraph: Paragraph, heading: str) -> bool:
    return "".join(piece.words for piece in paragraph).startswith(heading)


def _headed(paragraph: Paragraph, length: int) -> Iterator[Piece]:
    """The same words, of which the first `length` are the heading."""
    for piece in paragraph:
        part = min(length, len(piece.words))
        length -= part
        if part:
            yield Piece(piece.words[:part], True, piece.marked)
        if part < len(piece.words):
            yield Piece(piece.words[part:], piece.heading, piece.marked)
