"""The sections of a submission, by their headings in whatever form: numbers, marks, brackets, rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from assistant.documents.lines import MARKDOWN, lines_of
from assistant.documents.numbering import Style, han_to_int, marker_of
from assistant.documents.text import plain
from assistant.models.review import FoundSection
from assistant.reviewing.words import data, pattern

_LONGEST = 26
_MOST_AROUND = 8
_SEVERAL_KEYS = 3
_LONGEST_LIKELY = 18
_NUMBER_FROM, _OUTERMOST, _INSIDE = 10, 1, 90
_PIECE = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:部分|部|块|篇|项)\s*[:：、.]?\s*")
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

    `level` is smaller further out; `content` is where the text begins; `keys` are the sections that it names; `ordinal`
    is its number, and `likely` what it may name in words of its own.
    """

    start: int
    content: int
    form: Form
    level: int
    keys: tuple[str, ...] = ()
    alone: bool = False
    ordinal: int = 0
    likely: tuple[str, ...] = ()


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


def form_end(text: str, end: int) -> int:
    """Where the form ends: at what is attached to it, or at what others have to say of it."""
    headings = list(_headings(text, end))
    first = next((h.start for h in headings if h.keys or h.likely), end)
    return next((h.start for h in headings if h.form is Form.CLOSING and h.start > first), end)


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
    piece = _PIECE.match(raw[at:])
    at += piece.end() if piece else 0
    parts = _SEVERAL.match(raw[at:])
    marker = None if parts else marker_of(raw[at:])
    ordinal = han_to_int(piece[1]) if piece else marker.ordinal if marker else 0
    if piece:
        level = _NUMBER_FROM
    elif parts:
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
    form = Form.MARKED if piece or marker or parts or mark else Form.BARE
    if keys and (alone or form is Form.MARKED or _names_only(title)):
        return Heading(start + begin, start + content, form, level, keys, alone, ordinal)
    if form is Form.MARKED and len(title) <= _LONGEST and not re.search("[。;；,，]", title):
        likely = _likely(title) if len(title) <= _LONGEST_LIKELY else ()
        return Heading(start + begin, start + content, form, level, (), alone, ordinal, likely)
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
        if not keys and index == 0 and len(cells) == 2 and len(bare) <= _LONGEST_LIKELY:
            likely = _likely(bare.rstrip(":"))
            yield Heading(start, b + 1, Form.CELL, _OUTERMOST, likely=likely)
            continue
        if not keys:
            if index == 0 and bare and len(bare) <= _LONGEST:
                yield Heading(start, b + 1, Form.CELL, _OUTERMOST)
            continue
        if index < len(cells) - 1 or len(cells) == 1:
            yield Heading(a, min(b + 1, end), Form.CELL, _OUTERMOST, keys)
            return


def keys_of(title: str) -> tuple[str, ...]:
    """The sections that a heading names; most name one."""
    whole = re.sub(r"[\s*_#]", "", plain(title)).rstrip(":。;,")
    said = re.sub(r"\([^()]*\)", "", whole)
    inside = re.fullmatch(r"[^()]{1,12}\(([^()]{2,12})\)", whole)
    if inside and not _hits(said):
        said = inside[1]
    if not said or len(said) > _LONGEST or pattern("sections", "other").search(said):
        return ()
    hits = _hits(said)
    rest = said
    for a, b, _ in hits:
        rest = rest.replace(said[a:b], "\0")
    left = [piece for piece in rest.split("\0") if not pattern("sections", "around").fullmatch(piece)]
    if not hits or sum(map(len, left)) > _MOST_AROUND:
        return ()
    return tuple(dict.fromkeys(key for _, _, key in sorted(hits)))


def _hits(said: str) -> list[tuple[int, int, str]]:
    """Where the titles stand in a heading; of those that overlap the longest."""
    hits: list[tuple[int, int, str]] = []
    for words, key, alone in _titles():
        place = said.find(words)
        if place < 0 or (alone and said != words):
            continue
        if not any(a < place + len(words) and place < b for a, b, _ in hits):
            hits.append((place, place + len(words), key))
    return hits


def _likely(title: str) -> tuple[str, ...]:
    """The section that a heading of other words may name."""
    said = re.sub(r"[\s*_#]", "", plain(title))
    if pattern("sections", "other").search(said):
        return ()
    return next(((k,) for k, words in data("sections")["likely"].items() if re.search(words, said)), ())


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
    stands alone on its line and names a section that they do not have. Headings in words of their own count where
    they stand as high as those with titles, for sections that no title names.
    """
    named = {form: {key for h in headings if h.form is form for key in h.keys} for form in Form}
    usual = max(Form, key=lambda form: len(named[form]))
    tops = [h.level for h in headings if h.form is usual and h.keys]
    top = min(tops, default=_OUTERMOST)
    known = set().union(*named.values())
    if not tops:
        likely: dict[int, set[str]] = {}
        for h in headings:
            likely.setdefault(h.level, set()).update(h.likely)
        several = [level for level, keys in likely.items() if len(keys) >= _SEVERAL_KEYS]
        usual, top = Form.MARKED, min(several, default=_OUTERMOST)

    def ranked(heading: Heading) -> Heading:
        if heading.form is Form.CLOSING:
            return heading
        if heading.form is usual and usual is not Form.BARE:
            new = not heading.keys and heading.level == top and not set(heading.likely) & known
            return replace(heading, keys=heading.likely) if new else heading
        if heading.form is usual:
            return heading
        own = bool(heading.keys) and not set(heading.keys) & named[usual]
        return replace(heading, level=top if own and heading.alone else _INSIDE)

    kept = [ranked(h) for h in headings]
    return [h for h in kept if h.keys or h.alone or h.form is Form.CELL or _next_in_turn(h, kept)]


def _next_in_turn(heading: Heading, headings: Sequence[Heading]) -> bool:
    """Whether a numbered line that runs on is the next heading: its number follows, and no other heading has it."""
    same = [h for h in headings if h.level == heading.level and h.keys]
    before = [h for h in same if h.start < heading.start]
    return (
        bool(before)
        and heading.ordinal == before[-1].ordinal + 1
        and heading.ordinal not in {h.ordinal for h in same}
    )


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
