"""Places in documents, and the numbers under which a text cites them: the same for answers and drafts."""

from dataclasses import dataclass

from assistant.models.answer import Citation
from assistant.models.document import Document


@dataclass(frozen=True)
class Span:
    """A stretch of a document."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.document.text[self.start : self.end]


class Citations:
    """Numbers the spans that are cited, each once.

    Args:
        most: How many there may be; None for as many as are needed.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.listed: list[Citation] = []

    def room_for(self, span: Span) -> bool:
        """Whether the text may still carry this citation."""
        return self._most is None or len(self.listed) < self._most or _key(span) in self._numbers

    def number(self, span: Span) -> int:
        """The number of a span."""
        key = _key(span)
        if key not in self._numbers:
            self._numbers[key] = len(self.listed) + 1
            self.listed.append(_citation(len(self.listed) + 1, span))
        return self._numbers[key]


def _key(span: Span) -> tuple[str, int, int]:
    return span.document.id, span.start, span.end


def _citation(number: int, span: Span) -> Citation:
    document = span.document
    clause = document.clause_at(span.start)
    return Citation(
        id=number,
        document=document.id,
        title=document.meta.title,
        number=document.meta.number,
        provenance=document.meta.provenance,
        part=clause.part,
        page=document.page_at(span.start),
        clause=clause.path,
        heading=clause.breadcrumb,
        quote=span.text,
        start=span.start,
        end=span.end,
    )
