"""The clause parser: a text becomes clauses whose own texts partition it, without gap or overlap.

The text is read line by line. A line that starts with a number (or is a Markdown heading) opens a clause; a
stack tells what it lies in. Before the first number stands `首部`, after the last clause's text `尾部`. A notice
that is followed by the plan it issues, or by several, is cut into parts first; paths restart in each.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import yaml

from assistant.documents.numbering import Marker, Style, follows, marker_of
from assistant.models.document import Clause

HEAD = "首部"
TAIL = "尾部"
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_RUN_ON_HEADING = 32
_LONE_HEADING = 60
_STATES = re.compile(r"[，,；;：:]|\d+\s*(年|月|日|元|天|%)|为准|不得|应当|必须")
"""A first sentence with any of these says something; a heading only names it."""


@dataclass(frozen=True)
class Line:
    """A line of the text with its offsets; `end` is behind its line break."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Frame:
    """Patterns that tell the frame of a document from its body; see `frame.yaml`."""

    title_end: re.Pattern[str]
    attachments: re.Pattern[str]
    attachment_alone: re.Pattern[str]
    closing: re.Pattern[str]
    date_line: re.Pattern[str]
    signature: re.Pattern[str]


@dataclass
class _Open:
    """A clause under construction."""

    path: str
    heading: str
    trail: tuple[str, ...]
    start: int
    style: Style | None = None
    markdown: int = 0
    end: int = 0
    span_end: int = 0
    depth: int = 0


@dataclass
class _Part:
    """A stretch of lines with a numbering of its own."""

    title: str | None
    lines: list[Line] = field(default_factory=list)


@cache
def frame() -> Frame:
    """The patterns of `frame.yaml`."""
    data = yaml.safe_load((Path(__file__).parent / "frame.yaml").read_text("utf-8"))
    return Frame(**{name: re.compile(pattern) for name, pattern in data.items()})


def parse(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`, in order; their own texts partition it.

    Args:
        text: The document's text; must not be empty.
    """
    lines = _lines(text)
    clauses: list[Clause] = []
    for part in _parts(lines):
        clauses += _parse_part(part)
    return tuple(clauses)


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for raw in text.splitlines(keepends=True):
        lines.append(Line(raw.strip(), start, start + len(raw)))
        start += len(raw)
    return lines


def compact(text: str) -> str:
    """`text` in half width and without white space, for comparing headings."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


# --- parts -------------------------------------------------------------------------------------------------------


def _parts(lines: list[Line]) -> list[_Part]:
    """Cut the lines where a title opens a plan with a numbering of its own."""
    starts = _part_starts(lines)
    parts = [_Part(None)]
    for index, line in enumerate(lines):
        if index in starts:
            title = starts[index]
            if any(item.text for item in parts[0].lines) or len(parts) > 1:
                parts.append(_Part(title))
        parts[-1].lines.append(line)
    return parts


def _part_starts(lines: list[Line]) -> dict[int, str]:
    """Index of the line that opens a part → the part's title."""
    starts: dict[int, str] = {}
    signed = False  # a signature's date or an attachment's heading has been seen since the last part began
    numbered: dict[Style, int] = {}
    for index, line in enumerate(lines):
        if frame().date_line.fullmatch(line.text) and index > 3:
            signed = True
        if frame().attachment_alone.fullmatch(line.text) and index > 3:
            title = _title_from(lines, index + 1)
            if title and title[0] not in starts:
                starts[index] = title[1]
                numbered, signed = {}, False
            continue
        marker = marker_of(_bare(line.text))
        if marker is None:
            if signed and _is_title(line.text) and _opens_numbering(lines, index):
                starts[index] = _whole_title(lines, index)
                numbered, signed = {}, False
            continue
        if marker.style > Style.HAN_BRACKETED:
            continue
        restarts = marker.ordinal == 1 and marker.style in numbered and marker.style <= Style.HAN
        outermost = not any(style < marker.style for style in numbered)
        if restarts and outermost:
            title_index = _title_before(lines, index)
            if title_index is not None and title_index not in starts:
                starts[title_index] = _whole_title(lines, title_index)
                numbered, signed = {}, False
        numbered[marker.style] = marker.ordinal
    return starts


def _is_title(text: str) -> bool:
    return 4 <= len(text) <= 60 and bool(frame().title_end.search(text)) and marker_of(text) is None


def _whole_title(lines: list[Line], index: int) -> str:
    """A title may be broken over two lines; the second half ends it."""
    return lines[index].text


def _title_from(lines: list[Line], index: int) -> tuple[int, str] | None:
    """The first title-like line among the next few, for an attachment's heading."""
    for offset in range(index, min(index + 4, len(lines))):
        if not lines[offset].text:
            continue
        text = lines[offset].text
        if marker_of(text) is None and len(text) <= 60 and text[-1] not in "。；;：:，,":
            return offset, text
        return None
    return None


def _title_before(lines: list[Line], index: int) -> int | None:
    """The title between a restarted number and the clause before it."""
    for back in range(index - 1, max(index - 9, -1), -1):
        text = lines[back].text
        if not text:
            continue
        if marker_of(text) is not None:
            return None
        if _is_title(text):
            return back
    return None


def _opens_numbering(lines: list[Line], index: int) -> bool:
    """Whether a first number follows within the next paragraphs."""
    seen = 0
    for line in lines[index + 1 :]:
        if not line.text:
            continue
        marker = marker_of(_bare(line.text))
        if marker is not None:
            return marker.ordinal == 1
        seen += 1
        if seen > 6:
            return False
    return False


# --- clauses of one part -----------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    """A line without Markdown's marks, so that `## **一、总则**` shows its number."""
    return _MARKDOWN.sub("", text).lstrip("*_> ")


def _parse_part(part: _Part) -> list[Clause]:
    lines = part.lines
    if not lines:
        return []
    tail = _tail_start(lines)
    body = lines[:tail]
    opened = _open_clauses(body, part.title)
    if not opened:
        return _paragraphs(part, tail)
    head = _Open(HEAD, "", (), lines[0].start)
    closed = ([head] if opened[0].start > lines[0].start else []) + opened
    if tail < len(lines):
        closed.append(_Open(TAIL, "", (), lines[tail].start))
    end = lines[-1].end
    for clause, following in pairwise(closed):
        clause.end = following.start
    closed[-1].end = end
    return [_freeze(clause, closed, part.title) for clause in closed]


def _freeze(clause: _Open, siblings: list[_Open], part: str | None) -> Clause:
    below = [c.end for c in siblings if c.path.startswith(clause.path + "/")]
    return Clause(
        path=clause.path,
        part=part,
        heading=clause.heading,
        trail=clause.trail or (clause.path,),
        start=clause.start,
        end=clause.end,
        span_end=max([clause.end, *below]),
        depth=clause.depth,
    )


def _open_clauses(lines: list[Line], part: str | None) -> list[_Open]:
    """Every clause of the body, with its path, not yet knowing where it ends."""
    stack: list[_Open] = []
    opened: list[_Open] = []
    last: dict[Style, int] = {}
    taken: set[str] = set()
    title_level = _title_level(lines)
    for index, line in enumerate(lines):
        markdown = _MARKDOWN.match(line.text)
        bare = _bare(line.text)
        marker = marker_of(bare)
        if marker and not follows(marker, last.get(marker.style), bare[marker.length :]):
            marker = None
        if marker is None and (markdown is None or len(markdown[1]) <= title_level):
            continue
        level = len(markdown[1]) if markdown else 0
        _pop(stack, marker, level)
        if marker:
            last[marker.style] = marker.ordinal
            for deeper in [style for style in last if style > marker.style]:
                if marker.style is not Style.HAN_BRACKETED or deeper is not Style.ARABIC:
                    del last[deeper]
        label = marker.label if marker else compact(bare).replace("/", "／")
        parent = stack[-1] if stack else None
        path = f"{parent.path}/{label}" if parent else label
        if path in taken:
            continue  # a number that comes again in the same place is a list inside the clause's text
        taken.add(path)
        heading = _heading(bare, marker, leads=_leads(lines, index, marker))
        clause = _Open(
            path=path,
            heading=heading,
            trail=(*(parent.trail if parent else ()), heading),
            start=line.start,
            style=marker.style if marker else None,
            markdown=level,
            depth=len(stack),
        )
        stack.append(clause)
        opened.append(clause)
    return opened


def _title_level(lines: list[Line]) -> int:
    """The level of a single Markdown heading in front that is the document's title, else 0."""
    levels = [len(m[1]) for line in lines if (m := _MARKDOWN.match(line.text))]
    first = next((line for line in lines if line.text), None)
    if (
        first
        and levels
        and _MARKDOWN.match(first.text)
        and levels.count(levels[0]) == 1
        and min(levels) == levels[0]
    ):
        return levels[0]
    return 0


def _pop(stack: list[_Open], marker: Marker | None, level: int) -> None:
    """Close what the new clause does not lie in."""
    while stack:
        top = stack[-1]
        if level:
            inside = 0 < top.markdown < level
        elif top.style is None:
            inside = True
        else:
            inside = marker is not None and top.style < marker.style
        if inside:
            return
        stack.pop()


def _leads(lines: list[Line], index: int, marker: Marker | None) -> bool:
    """Whether text or deeper clauses follow below, so that a short line can only be a heading."""
    following = next((line.text for line in lines[index + 1 :] if line.text), "")
    below = marker_of(_bare(following))
    return bool(following) and marker is not None and (below is None or below.style > marker.style)


def _heading(bare: str, marker: Marker | None, leads: bool) -> str:
    """The official heading with its number, or the number alone where the line is already the text."""
    if marker is None:
        return bare.strip("*_ ")
    rest = bare[marker.length :].strip("*_ ")
    number = bare[: marker.length].strip()
    separator = " " if marker.style <= Style.ARTICLE and rest else ""
    first, stop, following = rest.partition("。")
    if not stop:
        lone = len(rest) <= _LONE_HEADING and rest[-1:] not in tuple("；;，,：:、")
        return number + separator + rest if lone else number
    short = len(first) <= _RUN_ON_HEADING and not _STATES.search(first)
    return number + separator + first if short and (following.strip() or leads) else number


def _tail_start(lines: list[Line]) -> int:
    """Index of the line where attachments, signatures and contact begin; `len(lines)` when there are none."""
    last_marker = max(
        (
            i
            for i, line in enumerate(lines)
            if marker_of(_bare(line.text)) and not _after_attachments(lines, i)
        ),
        default=-1,
    )
    first = next((i for i, line in enumerate(lines) if line.text), 0)
    for index in range(max(last_marker + 1, first + 1), len(lines)):
        text = lines[index].text
        if not text:
            continue
        if frame().attachments.match(text) or frame().closing.match(text):
            return index
        if frame().date_line.fullmatch(text) and index > first + 2:
            return _signature_start(lines, index, max(last_marker + 1, first + 1))
    return len(lines)


def _after_attachments(lines: list[Line], index: int) -> bool:
    """Whether line `index` belongs to the list that an attachments line opens."""
    for back in range(index - 1, -1, -1):
        text = lines[back].text
        if not text:
            continue
        if frame().attachments.match(text) and not frame().attachment_alone.fullmatch(text):
            return True
        marker = marker_of(text)
        bracketed = text[:1] in "(（"
        if not (bracketed or (marker and marker.style is Style.ARABIC and len(text) <= 60)):
            return False
    return False


def _signature_start(lines: list[Line], date_index: int, floor: int) -> int:
    """The first of the issuers' lines above a signature's date."""
    start = date_index
    for back in range(date_index - 1, floor - 1, -1):
        text = lines[back].text
        if text and not frame().signature.fullmatch(text):
            break
        if text:
            start = back
    return start


def _paragraphs(part: _Part, tail: int) -> list[Clause]:
    """A part without numbers: its title is the head, and every paragraph is a clause."""
    lines = part.lines
    filled = [line for line in lines[:tail] if line.text]
    if not filled:
        return [_whole(HEAD, part)]
    starts: list[tuple[str, int]] = []
    count = 0
    for position, line in enumerate(filled):
        if position == 0 and len(filled) > 1 and line.text[-1] not in "。！？；":
            starts.append((HEAD, lines[0].start))
            continue
        count += 1
        starts.append((f"第{count}段", line.start if starts else lines[0].start))
    if tail < len(lines):
        starts.append((TAIL, lines[tail].start))
    ends = [start for _, start in starts[1:]] + [lines[-1].end]
    return [
        Clause(path=path, part=part.title, trail=(path,), start=start, end=end, span_end=end)
        for (path, start), end in zip(starts, ends, strict=True)
    ]


def _whole(path: str, part: _Part) -> Clause:
    start, end = part.lines[0].start, part.lines[-1].end
    return Clause(path=path, part=part.title, trail=(path,), start=start, end=end, span_end=end)
