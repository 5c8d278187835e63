"""The library: what the assistant answers from, to look through, to search, to remove from."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.document import Provenance
from assistant.models.library import ClauseView, DocumentSummary, DocumentView
from ui import passage
from ui.passage import Paragraph
from ui.place import Chip, Place, find, named, of_citation
from ui.render import failure, render

_RESULTS = 12
_ORDER = list(Provenance)


@dataclass(frozen=True)
class Entry:
    """A clause of the opened document: its line in the tree, and its text."""

    number: int
    part: str | None
    name: str
    depth: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Found:
    """A search result."""

    chip: Chip
    document: str
    quote: str


def shelf(assistant: Assistant, opened: str = "", note: str = "") -> str:
    """The list of documents, the official ones first.

    Args:
        assistant: What holds them.
        opened: The id of the document that is being read.
        note: What has just been done, or went wrong.
    """
    try:
        documents = assistant.documents()
    except AssistantError as error:
        return failure(error)
    return render("shelf", groups=_groups(documents), opened=opened, query="", found=None, note=note)


def search(assistant: Assistant, query: str) -> str:
    """The shelf with what was found in place of the list."""
    if not query.strip():
        return shelf(assistant)
    try:
        citations = assistant.search(query, _RESULTS)
    except AssistantError as error:
        return shelf(assistant, note=str(error))
    found = [Found(of_citation(citation), citation.title, citation.quote) for citation in citations]
    return render("shelf", groups=[], opened="", query=query, found=found, note="")


def reader(assistant: Assistant, place: Place) -> str:
    """A document, opened at a place (without a clause: at its beginning)."""
    try:
        view = assistant.document(place.document)
    except AssistantError as error:
        return failure(error)
    at = find(view.clauses, place.part, place.clause) if place.clause else None
    quoted = (place.start, place.end) if at is not None else (0, 0)
    return render(
        "document",
        document=view,
        entries=entries(view, quoted),
        here=at,
        # The same place opened again is to be scrolled to again.
        opened=time.monotonic_ns(),
    )


def empty_reader() -> str:
    """What stands beside the shelf before a document is opened."""
    return render("reader_empty")


def entries(view: DocumentView, quoted: tuple[int, int] = (0, 0)) -> list[Entry]:
    """The clauses of a document with their texts, the words at `quoted` marked."""
    return [_entry(view, number, clause, quoted) for number, clause in enumerate(view.clauses)]


def _entry(view: DocumentView, number: int, clause: ClauseView, quoted: tuple[int, int]) -> Entry:
    shown = passage.paragraphs(view.text, clause.start, clause.end, heading=clause.heading, quoted=quoted)
    return Entry(
        number,
        clause.part,
        named(clause.path.rpartition("/")[2], clause.heading),
        clause.path.count("/"),
        tuple(shown),
    )


def _groups(documents: Sequence[DocumentSummary]) -> list[tuple[Provenance, list[DocumentSummary]]]:
    ordered = sorted(documents, key=lambda document: _ORDER.index(document.provenance))
    return [(provenance, list(group)) for provenance, group in groupby(ordered, lambda d: d.provenance)]
