"""The parts of a text: a notice, and the plan or plans that it issues, each numbered anew from 一、."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.frame import first_filled, frame, lists_attachments
from assistant.documents.lines import Line, bare
from assistant.documents.numbering import Marker, Style, marker_of

_TOP = 3
"""Lines at the top of a file where `附件1` or a date belongs to the title and opens no part."""
_LONGEST_TITLE = 60
_LONGEST_HALF = 40
_TITLE_LINES = 3
_LINES_TO_TITLE = 8
_PARAGRAPHS_TO_NUMBER = 6


@dataclass(frozen=True)
class Part:
    """A stretch of lines with a numbering of its own; the first one of a file has no title here."""

    title: str | None
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Opening:
    """A line that opens a part, and the part's title."""

    index: int
    title: str


def split(lines: Sequence[Line]) -> list[Part]:
    """The parts of a text, in order; their lines are all lines."""
    # What has nothing in front of it is no second part but the beginning of the first.
    openings = [opening for opening in _openings(lines) if opening.index > first_filled(lines)]
    starts = [0, *(opening.index for opening in openings)]
    titles = [None, *_told_apart([opening.title for opening in openings])]
    ends = [*starts[1:], len(lines)]
    return [Part(title, lines[a:b]) for title, a, b in zip(titles, starts, ends, strict=True) if a < b]


def _told_apart(titles: Sequence[str]) -> list[str]:
    """The titles, numbered where one comes again: a clause is found by its part and its path."""
    seen: Counter[str] = Counter()
    apart = []
    for title in titles:
        seen[title] += 1
        apart.append(title if seen[title] == 1 else f"{title}({seen[title]})")
    return apart


def _openings(lines: Sequence[Line]) -> list[_Opening]:
    found: list[_Opening] = []
    numbered: set[Style] = set()  # the styles seen in the part that is open
    signed = False  # whether a signature's date has been seen in it
    for index, line in enumerate(lines):
        marker = marker_of(bare(line.text))
        opening = _attachment(lines, index) or _restart(lines, index, marker, numbered)
        if opening is None and signed and marker is None:
            opening = _after_signature(lines, index)
        if opening and (not found or opening.index > found[-1].index):
            found.append(opening)
            numbered, signed = set(), False
        if marker and marker.style <= Style.HAN_BRACKETED:
            numbered.add(marker.style)
        signed = signed or (index > _TOP and bool(frame().date_line.fullmatch(line.text)))
    return found


def _attachment(lines: Sequence[Line], index: int) -> _Opening | None:
    """`附件1` alone on a line, with a title below."""
    if index <= _TOP or not frame().attachment_alone.fullmatch(lines[index].text):
        return None
    if lists_attachments(lines, index):
        return None
    title = _title_below(lines, index + 1)
    return _Opening(index, title) if title else None


def _title_below(lines: Sequence[Line], start: int) -> str:
    """The title that begins with the first line that is not blank, over as many lines as it takes."""
    begin = next((i for i in range(start, min(start + _TITLE_LINES, len(lines))) if lines[i].text), None)
    if begin is None or not _may_be_title(lines[begin].text):
        return ""
    collected = ""
    for line in lines[begin : begin + _TITLE_LINES]:
        if not _may_be_title(line.text):
            break
        collected += line.text
        if frame().title_end.search(line.text):
            return collected
    return lines[begin].text


def _may_be_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_TITLE and text[-1] not in "。；;：:，," and marker_of(text) is None


def _restart(lines: Sequence[Line], index: int, marker: Marker | None, seen: set[Style]) -> _Opening | None:
    """A first number of the outermost style that has been seen already, or of one further out, with a title above."""
    if marker is None or marker.ordinal != 1 or marker.style > Style.HAN or not seen:
        return None
    return _title_above(lines, index) if marker.style <= min(seen) else None


def _title_above(lines: Sequence[Line], index: int) -> _Opening | None:
    """The title between a restarted number and the clause before it."""
    for back in range(index - 1, max(index - 1 - _LINES_TO_TITLE, -1), -1):
        text = lines[back].text
        if marker_of(text) is not None:
            return None
        if _is_title(text):
            return _whole_title(lines, back)
    return None


def _after_signature(lines: Sequence[Line], index: int) -> _Opening | None:
    """A title behind a signature, with a numbering of its own below."""
    if not _is_title(lines[index].text) or not _opens_numbering(lines, index):
        return None
    return _whole_title(lines, index)


def _is_title(text: str) -> bool:
    return (
        4 <= len(text) <= _LONGEST_TITLE and bool(frame().title_end.search(text)) and marker_of(text) is None
    )


def _whole_title(lines: Sequence[Line], last: int) -> _Opening:
    """The title that ends on line `last`, with the lines above that it was broken over."""
    first = last
    while first > 0 and last - first < _TITLE_LINES - 1 and _is_half(lines[first - 1].text):
        first -= 1
    return _Opening(first, "".join(line.text for line in lines[first : last + 1]))


def _is_half(text: str) -> bool:
    frames = (frame().date_line, frame().signature, frame().attachment_alone, frame().letterhead)
    return (
        4 <= len(text) <= _LONGEST_HALF
        and not any(c in text for c in "。；;：:，,)）")
        and marker_of(text) is None
        and not frame().title_end.search(text)
        and not any(pattern.fullmatch(text) for pattern in frames)
    )


def _opens_numbering(lines: Sequence[Line], index: int) -> bool:
    """Whether a first number follows within the next paragraphs."""
    paragraphs = 0
    for line in lines[index + 1 :]:
        marker = marker_of(bare(line.text))
        if marker is not None:
            return marker.ordinal == 1
        paragraphs += bool(line.text)
        if paragraphs > _PARAGRAPHS_TO_NUMBER:
            return False
    return False
