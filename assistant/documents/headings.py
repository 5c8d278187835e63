"""The official heading of a clause: what stands behind its number and names what follows.

A heading runs on into the text (`(一)确定试点区县。有条件…`), stands before a colon (`3.申报对象：在本市…`), or has the
line to itself. A line that is already the text has none, and is known by its number alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.documents.frame import frame
from assistant.documents.lines import Line, bare
from assistant.documents.numbering import Marker, marker_of

_RUN_ON = 32
_ALONE = 60
_SURE = 12
"""A run-on heading of so few characters is believed; a longer one only where its neighbours have one too."""
_LABEL = re.compile(r"([^，,。；;：:、（(]{2,12})[：:](?=\s*\S)")


@dataclass(frozen=True)
class Opening:
    """The line that opens a clause: its index, its number (None for a Markdown heading), and what it lies in."""

    line: int
    marker: Marker | None
    parent: str


@dataclass(frozen=True)
class _Found:
    """The words of a heading; `runs_on` where text follows in the same line."""

    words: str
    runs_on: bool


def headings(openings: Sequence[Opening], lines: Sequence[Line]) -> list[str]:
    """The heading of each clause, with its number.

    Args:
        openings: The clauses, in order.
        lines: The lines in which they open.
    """
    found = [_find(opening, lines) for opening in openings]
    doubtful = _doubtful(openings, found)
    return [
        _with_number(opening, "" if index in doubtful else heading.words, lines)
        for index, (opening, heading) in enumerate(zip(openings, found, strict=True))
    ]


def _find(opening: Opening, lines: Sequence[Line]) -> _Found:
    text = bare(lines[opening.line].text)
    if opening.marker is None:
        return _Found(text.strip("*_ "), runs_on=False)
    rest = text[opening.marker.length :].strip("*_ ")
    label = _LABEL.match(rest)
    if label and not frame().leads_in.search(label[1]):
        return _Found(label[1], runs_on=True)
    first, stop, following = rest.partition("。")
    if not stop:
        alone = len(rest) <= _ALONE and rest[-1:] not in tuple("；;，,：:、")
        return _Found(rest if alone else "", runs_on=False)
    short = len(first) <= _RUN_ON and not re.search("[，,；;：:]", first) and not _states(first)
    if short and (following.strip() or _leads(opening, lines)):
        return _Found(first, runs_on=True)
    return _Found("", runs_on=False)


def _states(words: str) -> bool:
    """Whether the words say what holds, and so are a sentence and no heading."""
    return bool(frame().statement.search(words)) and not frame().topic_end.search(words)


def _leads(opening: Opening, lines: Sequence[Line]) -> bool:
    """Whether text or deeper clauses follow below, so that a short line can only be a heading."""
    following = next((line.text for line in lines[opening.line + 1 :] if line.text), "")
    below = marker_of(bare(following))
    return (
        bool(following)
        and opening.marker is not None
        and (below is None or below.style > opening.marker.style)
    )


def _doubtful(openings: Sequence[Opening], found: Sequence[_Found]) -> set[int]:
    """Indexes of long run-on headings whose neighbours mostly have none: first sentences of a text, no headings."""
    odd: set[int] = set()
    places = sorted(range(len(openings)), key=lambda i: (openings[i].parent, i))
    for _, group in groupby(places, key=lambda i: openings[i].parent):
        siblings = list(group)
        headed = [i for i in siblings if found[i].words]
        if 2 * len(headed) < len(siblings):
            odd |= {i for i in headed if found[i].runs_on and len(found[i].words) > _SURE}
    return odd


def _with_number(opening: Opening, words: str, lines: Sequence[Line]) -> str:
    if opening.marker is None:
        return words
    number = bare(lines[opening.line].text)[: opening.marker.length]
    return number + words if words else number.strip()
