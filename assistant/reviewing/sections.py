"""The sections of a submission, by their headings in whatever form: numbers, marks, brackets, rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from assistant.documents.lines import MARKDOWN, lines_of
from assistant.documents.numbering import Style, marker_of
from assistant.documents.text import plain
from assistant.models.review import FoundSection
from assistant.reviewing.words import data, pattern

_LONGEST = 26
_NUMBER_FROM, _OUTERMOST, _INSIDE = 10, 1, 90
_SEVERAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%万元])[.、]?\s*")
"""A number of several parts, such as `3.1`: deeper the more parts it has."""
_BRACKETED = re.compile(r"[【〔\[](?P<title>[^】〕\]\n]{2,24})[】〕\]]\s*[:：]?")


class Form(Enum):
    """How a heading shows that it is one: by a mark or number, by its words alone, or as a cell's label."""

    MARKED = "marked"
    BARE = "bare"
    CELL = "cell"
    CLOSING = "closing"


@dataclass(frozen=True)
class Heading:
    """A line, or the beginning of one, that opens a stretch of text.

    `level` is smaller further out; `content` is where the text begins; `keys` are the sections that it names.
    """

    start: int
    content: int
    form: Form
    level: int
    keys: tuple[str, ...] = ()
    alone: bool = False


def titles() -> dict[str, str]:
    """Key → what a section is called."""
    return {key: entry["title"] for key, entry in data("sections")["sections"].items()}


def find(text: str, end: int) -> dict[str, FoundSection]:
    """Every section: where it stands, and whether anything stands in it.

    Args:
        text: The masked text.
        end: Where the visible text ends.
    """
    headings = _ranked(list(_headings(text, end)))
    found = {key: FoundSection(present=False) for key in titles()}
    for key in found:
        spans = [(h, _end(headings, h, end)) for h in headings if key in h.keys]
        if not spans:
            continue
        outermost = min(h.level for h, _ in spans)
        # A form may name its sections in a list first and give them further down.
        heading, stop = max(
            (s for s in spans if s[0].level == outermost),
            key=lambda s: (_filled(text[s[0].content : s[1]]), -s[0].start),
        )
        content = text[heading.content : stop]
        trimmed = heading.start + len(text[heading.start : stop].rstrip())
        found[key] = FoundSection(
            present=True,
            empty=not _filled(content),
            heading=text[heading.start : heading.content].strip(" \t\n|"),
            start=heading.start,
            end=max(trimmed, heading.start),
        )
    return found


def content_start(text: str, section: FoundSection) -> int:
    """Where the text of a section begins, behind its heading."""
    return section.start + text[section.start : section.end].find(section.heading) + len(section.heading)


def _headings(text: str, end: int) -> Iterator[Heading]:
    for line in lines_of(text[:end]):
        if line.text.startswith("|"):
            yield from _cells(text, line.start, line.end)
        elif line.text:
            heading = _heading(text, line.start, line.end)
            if heading is not None:
                yield heading


def _heading(text: str, start: int, end: int) -> Heading | None:
    """The heading that a line is, or begins with."""
    raw = plain(text[start:end])
    begin = len(raw) - len(raw.lstrip())
    at, level = begin, _OUTERMOST
    if pattern("sections", "closes").fullmatch(raw.strip(" #*_\n")):
        return Heading(start + begin, end, Form.CLOSING, 0, alone=True)
    while (opening := re.match(r"(?:>\s*|[-*+]\s+(?=\S))", raw[at:])) is not None:
        at += opening.end()
    mark = MARKDOWN.match(raw[at:])
    if mark:
        level = len(mark[1])
        at += mark.end()
    bold = re.match(r"\*{2,3}|_{2,3}", raw[at:])
    at += bold.end() if bold else 0
    parts = _SEVERAL.match(raw[at:])
    marker = None if parts else marker_of(raw[at:])
    if parts:
        level = _NUMBER_FROM + Style.ARABIC + parts[0].count(".")
        at += parts.end()
    elif marker is not None:
        at += marker.length
        level = level if mark else _NUMBER_FROM + marker.style
    bracket = _BRACKETED.match(raw[at:])
    if bracket:
        behind, keys = start + at + bracket.end(), keys_of(bracket["title"])
        return Heading(start + begin, behind, Form.MARKED, level, keys) if keys else None
    title, content = _title(raw, at)
    keys = keys_of(title)
    alone = not raw[content:].strip(" *_\n")
    form = Form.MARKED if marker or parts or mark else Form.BARE
    if keys and (alone or form is Form.MARKED or _names_only(title)):
        return Heading(start + begin, start + content, form, level, keys, alone)
    if form is Form.MARKED and alone and len(title) <= _LONGEST and not re.search("[。;；,，]", raw[at:]):
        return Heading(start + begin, start + content, form, level, alone=True)
    return None


def _title(raw: str, at: int) -> tuple[str, int]:
    """The words of a heading and where the text begins: behind a colon, a stop, a bold's end, or the line's."""
    for match in re.finditer(
        r"[:。]|\*{2,3}[:。]?|_{2,3}[:。]?|\s{2,}|\s?[—–-]{1,2}(?=[\u4e00-\u9fff])", raw[at:]
    ):
        title = raw[at : at + match.start()].strip()
        if title and len(re.sub(r"\s|\(.*?\)", "", title)) <= _LONGEST:
            return title, at + match.end()
        break
    hint = pattern("sections", "hint").search(raw, at)
    if hint and len(raw[at : hint.start()].strip()) <= _LONGEST:
        return raw[at : hint.start()].strip(), hint.end()
    return raw[at:].strip(" *_\n"), len(raw.rstrip())


def _names_only(title: str) -> bool:
    """Whether a line's beginning is nothing but a section's title, so that it needs no number."""
    return len(re.sub(r"\s", "", title)) <= 10


def _cells(text: str, start: int, end: int) -> Iterator[Heading]:
    """The headings in a row of a table: a cell that names a section, in front of the cell that fills it."""
    cells = [
        (m.start(1) + start, m.end(1) + start) for m in re.finditer(r"\|([^|\n]*)(?=\|)", text[start:end])
    ]
    for index, (a, b) in enumerate(cells):
        raw = plain(text[a:b])
        label = re.sub(r"\s", "", raw)
        marker = marker_of(label)
        bare = label[marker.length :] if marker else label
        keys = keys_of(bare.rstrip(":"))
        if not keys:
            if index == 0 and bare and len(bare) <= _LONGEST:
                yield Heading(start, b + 1, Form.CELL, _OUTERMOST)
            continue
        if index < len(cells) - 1 or len(cells) == 1:
            yield Heading(a, min(b + 1, end), Form.CELL, _OUTERMOST, keys)
            return


def keys_of(title: str) -> tuple[str, ...]:
    """The sections that a heading names; most name one."""
    said = re.sub(r"[\s*_#]", "", plain(title)).rstrip(":。;,")
    said = re.sub(r"\([^()]*\)", "", said)
    if not said or len(said) > _LONGEST or pattern("sections", "other").search(said):
        return ()
    hits: list[tuple[int, int, str]] = []
    for words, key, alone in _titles():
        place = said.find(words)
        if place < 0 or (alone and said != words):
            continue
        if any(a <= place < b or place <= a < place + len(words) for a, b, _ in hits):
            continue
        hits.append((place, place + len(words), key))
    rest = said
    for a, b, _ in hits:
        rest = rest.replace(said[a:b], "\0")
    left = [piece for piece in rest.split("\0") if not pattern("sections", "around").fullmatch(piece)]
    if not hits or sum(map(len, left)) > 6:
        return ()
    return tuple(dict.fromkeys(key for _, _, key in sorted(hits)))


@cache
def _titles() -> list[tuple[str, str, bool]]:
    """Titles, the longest first, with their key and whether each must stand alone."""
    found = [
        (words, key, kind == "alone")
        for key, entry in data("sections")["sections"].items()
        for kind in ("titles", "alone")
        for words in entry[kind]
    ]
    return sorted(found, key=lambda item: -len(item[0]))


def _ranked(headings: Sequence[Heading]) -> list[Heading]:
    """Headings with their levels set right against one another.

    Most forms write all their headings one way. What looks like a heading in another way lies inside those, unless it
    stands alone on its line and names a section that they do not have.
    """
    named = {form: {key for h in headings if h.form is form for key in h.keys} for form in Form}
    usual = max(Form, key=lambda form: len(named[form]))
    top = min((h.level for h in headings if h.form is usual and h.keys), default=_OUTERMOST)

    def ranked(heading: Heading) -> Heading:
        if heading.form in (usual, Form.CLOSING):
            return heading
        own = bool(heading.keys) and not set(heading.keys) & named[usual]
        return replace(heading, level=top if own and heading.alone else _INSIDE)

    return [ranked(h) for h in headings]


def _end(headings: Sequence[Heading], heading: Heading, end: int) -> int:
    """Where a section ends: at the next heading that stands as high."""
    return next((h.start for h in headings if h.start > heading.start and h.level <= heading.level), end)


def _filled(content: str) -> bool:
    """Whether anything is left when a form's own words and what says nothing are taken out."""
    half = plain(content)
    half = pattern("sections", "template").sub("", half)
    half = pattern("sections", "hint").sub("", half)
    bare = re.sub(r"[\s|*_#:：。;；,，、()（）\[\]【】<>☐□○-]+", "", half)
    return bool(bare) and not pattern("sections", "nothing").fullmatch(bare)
