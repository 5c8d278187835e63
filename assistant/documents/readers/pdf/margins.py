"""Running headers, footers and page numbers: found by where they stand and that they come again."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from unicodedata import normalize

from assistant.documents.numbering import han_to_int, marker_of
from assistant.documents.readers.pdf.lines import Line

_ZONE = 0.13
_NUMBER = re.compile(
    r"[-—–−―·•~～_|<>《》〈〉\s]*(第?)([0-9]{1,4}|[一二三四五六七八九十百〇]{1,5})(页?)((?:[/／,，]?共?|of)[0-9]{0,4}页?)[-—–−―·•~～_|\s]*",
    re.I,
)
_LARGEST_LOOSE = 2
_DRIFT = 4.0
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_ATTACHMENT = re.compile(r"附\s*件|附\s*表|附\s*录")

PageLines = tuple[float, Sequence[Line]]
"""A page's height and its lines from top to bottom."""


def furniture(pages: Sequence[PageLines]) -> set[int]:
    """The `id` of every line that is a running header, a footer or a page number."""
    found: set[int] = set()
    for top in (True, False):
        for _ in range(4):  # From the edge inwards, as long as the outermost line goes.
            outermost = [line for page in pages if (line := _outermost(page, top, found)) is not None]
            gone = _page_numbers(outermost) | _repeated(outermost, len(pages))
            if not gone:
                break
            found |= gone
    return found


def _outermost(page: PageLines, top: bool, gone: set[int]) -> Line | None:
    """The line nearest to an edge that is still there, if it lies in the margin's zone."""
    height, lines = page
    left = [line for line in lines if id(line) not in gone]
    if not left:
        return None
    line = max(left, key=lambda x: x.y1) if top else min(left, key=lambda x: x.y0)
    inside = line.y0 > height * (1 - _ZONE) if top else line.y1 < height * _ZONE
    return line if inside else None


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Lines that say a number which counts with the pages."""
    said = {
        id(line): (line, value, sure)
        for line in lines
        if (read := _number(line.text))
        for value, sure in [read]
    }
    steps = Counter(value - line.page for line, value, _ in said.values())
    usual = steps.most_common(1)[0] if steps else (0, 0)
    return {
        key
        for key, (line, value, sure) in said.items()
        if sure or value == line.page or (usual[1] >= _LARGEST_LOOSE and value - line.page == usual[0])
    }


def _number(text: str) -> tuple[int, bool] | None:
    """The page number that a line is, and whether it can be nothing else."""
    compact = re.sub(r"\s+", "", normalize("NFKC", text))
    match = _NUMBER.fullmatch(compact)
    if not match:
        return None
    dressed = compact[0] in "-—–−―·•~" and compact[-1] in "-—–−―·•~"
    return han_to_int(match[2]), dressed or bool(match[1] and match[3])


def _repeated(lines: Sequence[Line], pages: int) -> set[int]:
    """Lines that come again at the same height: on three pages, or on every page of two or three."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        # Each of several attachments begins with its word, and sentences are no headers.
        if not _ATTACHMENT.match(line.text) and line.text[-1] not in "。；":
            for key in _keys(line):
                groups[key].append(line)
    least = max(2, min(3, pages))
    found: set[int] = set()
    for group in groups.values():
        level = [line for line in group if sum(abs(line.y0 - other.y0) < _DRIFT for other in group) >= least]
        found |= {id(line) for line in level}
    return found


def _keys(line: Line) -> set[str]:
    """What is alike in lines that are the same, or differ only by the number of their page."""
    compact = re.sub(r"\s+", "", normalize("NFKC", line.text))
    if marker_of(line.text) is not None:
        return {compact}
    return {compact, _SHORT_NUMBER.sub(lambda digits: f"page{int(digits[0]) - line.page:+}", compact)}
