"""A submission on its way through the review: what was read, and what the steps have found in it."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.documents.numbering import marker_of
from assistant.documents.sentences import split
from assistant.errors import AssistantError
from assistant.models.review import Evidence, FoundSection, Injection, PersonalData

BASICS, OTHER = "basics", "other"
"""What stands before the first section (names, numbers of staff, capital), and what stands under other headings."""


_SEVERAL = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%万元])[.、]?\s*")


@dataclass(frozen=True)
class Upload:
    """A file as somebody hands it in; `problem` is why its bytes could not be had."""

    name: str
    data: bytes = field(repr=False)
    problem: AssistantError | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence of the submission; `plain` is `text` in half width, and `section` the key of where it stands."""

    text: str
    plain: str
    start: int
    end: int
    section: str | None


@dataclass(frozen=True)
class Identity:
    """Who applies, what kind of body they are, where, and when they signed; what is not said is empty."""

    applicant: str = ""
    kind: str = ""
    district: str = ""
    filled_on: date | None = None


@dataclass(frozen=True)
class Reading:
    """A file that has been read: its masked text, and what stands in it that its pages do not show.

    Attributes:
        file: Its name, masked like the text.
        text: The text, personal data masked, with instructing hidden words at its end.
        body_end: Where the visible text ends and the appendix of hidden words begins.
        pages: As in `Source`.
        personal_data: Where personal data stood.
        injection: Words that try to instruct whoever reads.
        hidden: Where words stand that nobody sees on the page, and how they are hidden.
    """

    file: str
    text: str
    body_end: int
    pages: tuple[tuple[int, int], ...]
    personal_data: tuple[PersonalData, ...]
    injection: tuple[Injection, ...]
    hidden: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Submission:
    """What the checks look at."""

    reading: Reading
    sections: Mapping[str, FoundSection]
    identity: Identity
    form_end: int
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The masked text."""
        return self.reading.text

    def section_at(self, offset: int) -> str | None:
        """Key of the section that holds a place; the narrowest where they lie in one another."""
        inside = [
            (found.end - found.start, key)
            for key, found in self.sections.items()
            if found.present and found.start <= offset < found.end
        ]
        return min(inside)[1] if inside else None

    def part_at(self, offset: int) -> str | None:
        """As `section_at`, but the form's other text has names too; what is attached to the form has none."""
        first = min((s.start for s in self.sections.values() if s.present), default=self.reading.body_end)
        inside = BASICS if offset < first else OTHER if offset < self.form_end else None
        return self.section_at(offset) or inside

    def evidence(self, start: int, end: int) -> Evidence:
        """A place as evidence: quoted, with its section and page."""
        return Evidence(
            start=start,
            end=end,
            quote=self.text[start:end],
            section=self.section_at(start),
            page=page_at(self.reading.pages, start),
        )

    def within(self, *keys: str) -> tuple[Sentence, ...]:
        """The sentences of some sections; of a text without any section, all of it."""
        if not any(found.present for found in self.sections.values()):
            return tuple(s for s in self.sentences if s.section == BASICS)
        return tuple(s for s in self.sentences if s.section in keys)


def page_at(pages: tuple[tuple[int, int], ...], offset: int) -> int | None:
    """Number of the page that holds a place; None where the file has no pages."""
    before = bisect_right(pages, offset, key=lambda page: page[0])
    return pages[before - 1][1] if before else None


def number_length(text: str) -> int:
    """How many characters of a sentence in half width are only its number in a list: `(2)`, `3.1 `, `1.`."""
    several = _SEVERAL.match(text)
    if several:
        return several.end()
    marker = marker_of(text)
    if marker is None or re.match(r"\d{1,2}\.\d+(?:万|亿|%|个|家)", text):
        return 0
    return marker.length


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch of text; cells of a table are sentences of their own."""
    found: list[tuple[int, int]] = []
    for a, b in split(text, start, end):
        if not text[a:b].startswith("|"):
            found.append((a, b))
            continue
        begin = a
        for index in range(a, b + 1):
            if index == b or text[index] == "|":
                cell = text[begin:index]
                if cell.strip():
                    left = begin + len(cell) - len(cell.lstrip())
                    found.append((left, left + len(cell.strip())))
                begin = index + 1
    return found
