"""The clause parser: a text becomes clauses whose own texts partition it, without gap or overlap.

The text is read line by line. A line that starts with a number (or is a Markdown heading) opens a clause; a
stack tells what it lies in. Before the first number stands `首部`, after the last clause's text `尾部`. A notice
that is followed by the plan it issues, or by several, is cut into parts first; paths restart in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.documents.frame import HEAD, TAIL, first_filled, frame, tail_start
from assistant.documents.headings import Opening, headings
from assistant.documents.lines import MARKDOWN, Line, bare, compact, lines_of
from assistant.documents.numbering import Marker, Style, follows, marker_of
from assistant.documents.parts import Part, split
from assistant.models.document import Clause

__all__ = ["HEAD", "TAIL", "compact", "frame", "parse"]


@dataclass
class _Open:
    """A clause under construction: where it begins and what it lies in."""

    path: str
    start: int
    parent: "_Open | None" = None
    marker: Marker | None = None
    markdown: int = 0
    line: int = 0
    heading: str = ""
    end: int = 0
    span_end: int = 0

    @property
    def style(self) -> Style | None:
        return self.marker.style if self.marker else None

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0

    @property
    def trail(self) -> tuple[str, ...]:
        return (*(self.parent.trail if self.parent else ()), self.heading)


def parse(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`, in order; their own texts partition it.

    Args:
        text: The document's text; must not be empty.
    """
    clauses: list[Clause] = []
    for part in split(lines_of(text)):
        clauses += _parse_part(part)
    return tuple(clauses)


def _parse_part(part: Part) -> list[Clause]:
    lines = part.lines
    tail = tail_start(lines)
    opened = _open_clauses(lines[:tail])
    if not opened:
        return _paragraphs(part, tail)
    found = headings(
        [Opening(o.line, o.marker, o.parent.path if o.parent else "") for o in opened], lines[:tail]
    )
    for clause, heading in zip(opened, found, strict=True):
        clause.heading = heading
    head = [_Open(HEAD, lines[0].start)] if first_filled(lines) < opened[0].line else []
    opened[0].start = opened[0].start if head else lines[0].start
    foot = [_Open(TAIL, lines[tail].start)] if tail < len(lines) else []
    return _close([*head, *opened, *foot], lines[-1].end, part.title)


def _close(opened: Sequence[_Open], end: int, part: str | None) -> list[Clause]:
    """The clauses, each ending where the next begins; a parent's span covers its children."""
    for clause, following in pairwise(opened):
        clause.end = following.start
    opened[-1].end = end
    for clause in reversed(opened):
        clause.span_end = max(clause.span_end, clause.end)
        if clause.parent:
            clause.parent.span_end = max(clause.parent.span_end, clause.span_end)
    return [
        Clause(
            path=clause.path,
            part=part,
            heading=clause.heading,
            trail=clause.trail if clause.parent or clause.heading else (clause.path,),
            start=clause.start,
            end=clause.end,
            span_end=clause.span_end,
            depth=clause.depth,
        )
        for clause in opened
    ]


def _open_clauses(lines: Sequence[Line]) -> list[_Open]:
    """Every clause of the body, with its path, not yet knowing its heading and where it ends."""
    stack: list[_Open] = []
    opened: list[_Open] = []
    last: dict[Style, int] = {}
    taken: set[str] = set()
    title_level = _title_level(lines)
    for index, line in enumerate(lines):
        level = _markdown_level(line.text)
        text = bare(line.text)
        marker = marker_of(text)
        if marker and not follows(marker, last.get(marker.style), text[marker.length :]):
            marker = None
        if marker is None and level <= title_level:
            continue
        _pop(stack, marker, level)
        if marker:
            _remember(last, marker)
        parent = stack[-1] if stack else None
        path = _path(parent, marker, text, taken)
        if path in taken:
            continue  # a number that comes again in the same place is a list inside the clause's text
        taken.add(path)
        clause = _Open(path, line.start, parent, marker, level, index)
        stack.append(clause)
        opened.append(clause)
    return opened


def _markdown_level(text: str) -> int:
    match = MARKDOWN.match(text)
    return len(match[1]) if match else 0


def _title_level(lines: Sequence[Line]) -> int:
    """The level of a single Markdown heading in front that is the document's title, else 0."""
    levels = [level for line in lines if (level := _markdown_level(line.text))]
    first = _markdown_level(lines[first_filled(lines)].text) if lines else 0
    return first if first and levels.count(first) == 1 and min(levels) == first else 0


def _remember(last: dict[Style, int], marker: Marker) -> None:
    """Note a number, and forget those further in, which start again below it.

    Plain numbers often run on through bracketed ones: `(一) 1. 2. (二) 3.`, so they are kept.
    """
    last[marker.style] = marker.ordinal
    for deeper in [style for style in last if style > marker.style]:
        if (marker.style, deeper) != (Style.HAN_BRACKETED, Style.ARABIC):
            del last[deeper]


def _path(parent: _Open | None, marker: Marker | None, text: str, taken: set[str]) -> str:
    label = marker.label if marker else compact(text).strip("*_").replace("/", "／")
    path = f"{parent.path}/{label}" if parent else label
    if marker is None and path in taken:  # two Markdown headings of the same words are two clauses
        path += f"({sum(1 for other in taken if other == path or other.startswith(path + '(')) + 1})"
    return path


def _pop(stack: list[_Open], marker: Marker | None, level: int) -> None:
    """Close what the new clause does not lie in."""
    styles = [clause.style for clause in stack]
    if level:
        while stack and not 0 < stack[-1].markdown < level:
            stack.pop()
    elif marker and marker.style in styles:
        del stack[styles.index(marker.style) :]
    elif marker and not _nests(marker):
        while stack and stack[-1].style is not None and stack[-1].style > marker.style:
            stack.pop()


def _nests(marker: Marker) -> bool:
    """Whether a style that is not open yet begins a list inside whatever is open, as `1. … (一)` does."""
    return marker.ordinal == 1 and marker.style >= Style.HAN_BRACKETED


def _paragraphs(part: Part, tail: int) -> list[Clause]:
    """A part without numbers: what stands before the first sentence is the head, and every paragraph a clause."""
    lines = part.lines
    filled = [line for line in lines[:tail] if line.text]
    if not filled:
        return _close([_Open(HEAD, lines[0].start)], lines[-1].end, part.title)
    head = _head_length(filled)
    opened = [_Open(HEAD, lines[0].start)] if head else []
    opened += [_Open(f"第{n}段", line.start) for n, line in enumerate(filled[head:], start=1)]
    opened[0].start = lines[0].start
    foot = [_Open(TAIL, lines[tail].start)] if tail < len(lines) else []
    return _close([*opened, *foot], lines[-1].end, part.title)


def _head_length(filled: Sequence[Line]) -> int:
    """How many lines in front are title, number and addressees: those that end no sentence."""
    head = next((i for i, line in enumerate(filled) if line.text[-1] in "。！？；"), None)
    if head is None:  # a list of names: its first line is the title
        return 1 if len(filled) > 1 else 0
    return head
