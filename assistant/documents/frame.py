"""The frame of a document: its title, attachments, signatures and contact, told from its body by `frame.yaml`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.lines import Line, bare
from assistant.documents.numbering import Style, marker_of

HEAD = "首部"
"""Path of what stands before the first number."""

TAIL = "尾部"
"""Path of what stands after the last clause's text."""

_LONGEST_ATTACHMENT = 60


@dataclass(frozen=True)
class Frame:
    """Patterns that tell the frame of a document from its body; see `frame.yaml`."""

    title_end: re.Pattern[str]
    attachments: re.Pattern[str]
    attachment_alone: re.Pattern[str]
    closing: re.Pattern[str]
    date_line: re.Pattern[str]
    signature: re.Pattern[str]
    letterhead: re.Pattern[str]
    number_label: re.Pattern[str]
    statement: re.Pattern[str]
    topic_end: re.Pattern[str]
    leads_in: re.Pattern[str]


@cache
def frame() -> Frame:
    """The patterns of `frame.yaml`."""
    data = yaml.safe_load((Path(__file__).parent / "frame.yaml").read_text("utf-8"))
    return Frame(**{name: re.compile(pattern) for name, pattern in data.items()})


def first_filled(lines: Sequence[Line]) -> int:
    """Index of the first line that is not blank; 0 when all are."""
    return next((i for i, line in enumerate(lines) if line.text), 0)


def tail_start(lines: Sequence[Line]) -> int:
    """Index of the line where attachments, signatures and contact begin; `len(lines)` when there are none."""
    listed = _attachment_items(lines)
    numbered = [i for i, line in enumerate(lines) if i not in listed and marker_of(bare(line.text))]
    first = first_filled(lines)
    floor = max([first, *numbered]) + 1
    for index in range(floor, len(lines)):
        text = lines[index].text
        if frame().attachments.match(text) or frame().closing.match(text):
            return index
        # A date close to the top is the day of issue beneath the title, not a signature.
        if frame().date_line.fullmatch(text) and index > first + 2:
            return _signature_start(lines, index, floor)
    return len(lines)


def lists_attachments(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens the list of attachments; one that names an attachment alone begins the attachment."""
    text = lines[index].text
    if not frame().attachments.match(text):
        return False
    return not frame().attachment_alone.fullmatch(text) or _first_item_follows(lines, index)


def _first_item_follows(lines: Sequence[Line], index: int) -> bool:
    following = next((line.text for line in lines[index + 1 :] if line.text), "")
    marker = marker_of(following)
    return (
        marker is not None
        and (marker.style, marker.ordinal) == (Style.ARABIC, 1)
        and len(following) <= _LONGEST_ATTACHMENT
        and following[-1] not in "。；;"
    )


def _attachment_items(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that list attachments: numbered in order, wrapped lines and notes in between."""
    items: set[int] = set()
    for index in range(len(lines)):
        if lists_attachments(lines, index):
            items |= _items_after(lines, index)
    return items


def _items_after(lines: Sequence[Line], index: int) -> set[int]:
    items: set[int] = set()
    previous = 0 if frame().attachment_alone.fullmatch(lines[index].text) else 1
    for position in range(index + 1, len(lines)):
        text = lines[position].text
        marker = marker_of(text)
        if marker and marker.style is Style.ARABIC and marker.ordinal == previous + 1:
            previous = marker.ordinal
        elif text and (marker or not _continues_item(text)):
            break
        items.add(position)
    return items


def _continues_item(text: str) -> bool:
    ends = frame().date_line.fullmatch(text) or frame().signature.fullmatch(text) or text[-1] in "。；;：:"
    return len(text) <= _LONGEST_ATTACHMENT and not ends


def _signature_start(lines: Sequence[Line], date_index: int, floor: int) -> int:
    """The first of the issuers' lines above a signature's date."""
    start = date_index
    for back in range(date_index - 1, floor - 1, -1):
        text = lines[back].text
        if text and not frame().signature.fullmatch(text):
            break
        if text:
            start = back
    return start
