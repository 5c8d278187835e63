"""Which document a question is about.

A document is named by what only it says: stretches of the question that stand in its text weigh by their length and by
how few other documents hold them. The governing notice has a head start, the document of the conversation too; samples
are asked only when somebody asks for cases.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.documents.text import comparable
from assistant.knowledge.retriever import Shelf
from assistant.models.document import DocumentKind, Provenance

_SHORTEST = 2
_GOVERNING = 11.0
_CONVERSATION = 14.0
_TITLE = 2.0
_NAMED = 50.0
_PLACE = 15.0
_EXCLUSIVE = 8.0
_TITLE_STRETCH = 3
_NATIONAL = 12.0
_LOOSE = "有的了是在和与及之为要能会都也还不"
_NUMBER = re.compile(r"(?:[〔\[(]?(\d{4})[〕\])])?第?(\d{1,4})号")


@dataclass(frozen=True)
class Route:
    """A document and how strongly the question points at it; `own` leaves the head starts out."""

    shelf: Shelf
    score: float
    own: float
    named: bool


class Router:
    """Knows every document's words.

    Args:
        shelves: The documents.
        governing: Id of the governing notice, or None.
    """

    def __init__(self, shelves: Sequence[Shelf], governing: str | None) -> None:
        self._shelves = list(shelves)
        self._governing = governing
        self._texts = {s.document.id: comparable(s.document.text) for s in shelves}
        self._titles = {s.document.id: _title(s) for s in shelves}

    def rank(
        self,
        question: str,
        conversation: str | None = None,
        *,
        samples: bool = False,
        places: Sequence[str] = (),
        national: bool = False,
    ) -> list[Route]:
        """The documents, the likeliest first.

        Args:
            question: The normalised question.
            conversation: Id of the document that the conversation is about.
            samples: Whether samples may be asked.
            places: Places that the question names; a document of such a place goes first.
            national: Whether the question is about the whole country; documents of ministries then go first.
        """
        asked = _everyday().sub(" ", comparable(question))
        candidates = [
            s for s in self._shelves if samples or s.document.meta.provenance is not Provenance.SAMPLE
        ]
        routes = []
        for shelf in candidates:
            own = self._own_score(asked, shelf, candidates)
            named = _names(comparable(question), shelf)
            start = _GOVERNING if shelf.document.id == self._governing else 0.0
            start += _CONVERSATION if shelf.document.id == conversation else 0.0
            start += _EXCLUSIVE if self._names_a_title_of_its_own(asked, shelf) else 0.0
            start += _PLACE if any(place in self._titles[shelf.document.id] for place in places) else 0.0
            start += _NATIONAL if national and shelf.document.meta.kind is DocumentKind.MINISTRY else 0.0
            routes.append(Route(shelf, own + start + (_NAMED if named else 0.0), own, named))
        return sorted(routes, key=lambda route: -route.score)

    def _names_a_title_of_its_own(self, asked: str, shelf: Shelf) -> bool:
        """Whether the question holds a stretch of the title that the governing notice does not know at all."""
        if self._governing is None or shelf.document.id == self._governing:
            return False
        governing = self._texts[self._governing] + self._titles[self._governing]
        runs = _runs(asked, self._titles[shelf.document.id])
        return any(len(run) >= _TITLE_STRETCH and run not in governing for run in runs)

    def _own_score(self, asked: str, shelf: Shelf, candidates: Sequence[Shelf]) -> float:
        total = 0.0
        for run in _runs(asked, self._texts[shelf.document.id] + self._titles[shelf.document.id]):
            holders = sum(
                1 for s in candidates if run in self._texts[s.document.id] + self._titles[s.document.id]
            )
            weight = math.log((1 + len(candidates)) / holders) if holders else 0.0
            title = _TITLE if run in self._titles[shelf.document.id] else 1.0
            total += (len(run) - 1) * weight * title
        return total


def _title(shelf: Shelf) -> str:
    meta = shelf.document.meta
    parts = {c.part for c in shelf.document.clauses if c.part}
    return comparable("".join([meta.title, meta.number, *meta.issuers, *parts]))


@cache
def _everyday() -> re.Pattern[str]:
    """Words that every question or document uses, and that so point at none."""
    words = (Path(__file__).parent / "everyday.txt").read_text("utf-8").split()
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def _runs(asked: str, text: str) -> list[str]:
    """The longest stretches of `asked` that stand in `text`, left to right."""
    found: list[str] = []
    start = 0
    while start < len(asked):
        end = start + _SHORTEST
        if asked[start:end] not in text or end > len(asked):
            start += 1
            continue
        while end < len(asked) and asked[start : end + 1] in text:
            end += 1
        # `试点有` of `试点有什么` stands in `试点有关工作` by chance.
        run = asked[start:end].strip(_LOOSE)
        if len(run) >= _SHORTEST:
            found.append(run)
        start = end
    return found


def _names(asked: str, shelf: Shelf) -> bool:
    """Whether the question gives the document's number, whole or as `86号`."""
    number = comparable(shelf.document.meta.number)
    if not number:
        return False
    if number in asked:
        return True
    own = _NUMBER.search(number)
    same = (match[2] == own[2] and match[1] in (None, own[1]) for match in _NUMBER.finditer(asked) if own)
    return any(same)
