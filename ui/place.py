"""A place in a document, as a button on the page carries it to the side panel and back."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from assistant.models.answer import Citation, Related
from assistant.models.library import ClauseView

_NUMERAL = re.compile(r"(?:^|、)(?:[一二三四五六七八九十百]+|\d+)$")


class Place(BaseModel):
    """A clause, and the words quoted from it (none: the clause as a whole).

    `title`, `number` and `quote` are repeated here because the document may have changed or gone since.
    """

    document: str
    part: str | None = None
    clause: str
    heading: str = ""
    number: str = ""
    title: str = ""
    page: int | None = None
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Chip:
    """What a button that opens a place is called, and the place.

    `label` is the citation's number in its answer, 0 without one.
    """

    label: int
    name: str
    provenance: str
    place: Place


def of_citation(citation: Citation) -> Chip:
    """The chip of a citation."""
    place = Place.model_validate(citation.model_dump(include=set(Place.model_fields)))
    return Chip(citation.id, named(citation.clause, citation.heading), citation.provenance.value, place)


def of_related(related: Related) -> Chip:
    """The chip of a clause that is only near."""
    place = Place.model_validate(related.model_dump())
    return Chip(0, named(related.clause, related.heading), "original", place)


def of_clause(document: str, clause: ClauseView) -> Place:
    """The place of a whole clause."""
    return Place(document=document, part=clause.part, clause=clause.path, heading=clause.heading)


def named(path: str, heading: str) -> str:
    """What a clause is called: 二、试点周期和范围, 四(一)确定试点区县."""
    said, title = spoken(path), _title(path, heading)
    if not title:
        return said
    if said.endswith(")"):
        return said + title
    return f"{said}、{title}" if _NUMERAL.search(said) else f"{said} {title}"


def _title(path: str, heading: str) -> str:
    """The innermost heading without the number, which the path says already; empty if nothing else is left."""
    last, number = heading.rpartition(" › ")[2], path.rpartition("/")[2]
    # A path is half-width, the heading as the document writes it.
    if unicodedata.normalize("NFKC", last[: len(number)]) == number:
        last = last[len(number) :]
    title = last.lstrip("、.．，, ")
    return "" if title == path else title


def spoken(path: str) -> str:
    """A clause's path as people write it: `四/(一)` is 四(一), `二/1` is 二、1."""
    first, *below = path.split("/")
    return first + "".join(_joined(element) for element in below)


def _joined(element: str) -> str:
    if element.startswith(("(", "第")):
        return element
    return f"、{element}" if element[0].isdigit() else f" › {element}"


def trail(part: str | None, heading: str) -> str:
    """The headings above a clause, for the line above its text."""
    return " · ".join(words for words in (part or "", heading.rpartition(" › ")[0]) if words)


def find(clauses: Sequence[ClauseView], part: str | None, path: str) -> int | None:
    """Where in `clauses` the clause of that path stands."""
    return next((i for i, clause in enumerate(clauses) if clause.path == path and clause.part == part), None)
