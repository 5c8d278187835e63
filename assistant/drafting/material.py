"""What a draft is made from besides the profile: the notice, its facts, its form, and what finds clauses in it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.documents.applying import application_deadline
from assistant.documents.dates import as_day
from assistant.documents.days import Period
from assistant.documents.facts import governing_period, topic
from assistant.documents.text import plain
from assistant.drafting.form import Form, form_of
from assistant.grounding.places import Span
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.retriever import Retriever, Shelf
from assistant.models.document import Clause, Document, Fact


@dataclass(frozen=True)
class Material:
    """The notice that governs a draft.

    Attributes:
        shelf: The notice, prepared for search.
        retriever: Finds its clauses.
        embedding: Makes vectors; None for lexical only.
        form: Its form.
        period: The period that it sets, or None.
    """

    shelf: Shelf
    retriever: Retriever
    embedding: Embedding | None
    form: Form
    period: Period | None

    @classmethod
    def of(
        cls, shelf: Shelf, retriever: Retriever, embedding: Embedding | None, forms: Path | None = None
    ) -> "Material":
        """What drafts under a notice are made from; `forms` is a folder of further forms.

        Raises:
            InvalidInput, Misconfigured: as `form_of` does.
        """
        document = shelf.document
        form = form_of(document, shelf.parsed.facts, forms)
        return cls(shelf, retriever, embedding, form, governing_period(document))

    @property
    def document(self) -> Document:
        """The notice."""
        return self.shelf.document

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the period; none where the notice sets none."""
        return tuple(range(self.period[0].year, self.period[1].year + 1)) if self.period else ()

    @property
    def directions(self) -> tuple[Clause, ...]:
        """The clauses to choose from, in order."""
        parent = self.document.clause(self.form.directions) if self.form.directions else None
        return self.document.children(parent) if parent else ()

    def direction(self, path: str) -> Clause | None:
        """The direction at a path."""
        return next((clause for clause in self.directions if clause.path == path), None)

    def deadline(self) -> tuple[date, str] | None:
        """The last day to apply and the notice's words for it; None where it names none."""
        fact: Fact | None = application_deadline(self.document, self.shelf.parsed.facts)
        if fact is None or fact.due is None or fact.due.on is None:
            return None
        return as_day(fact.due.on), fact.due.text

    def sentences(self, clause: Clause) -> list[Span]:
        """The sentences of a clause, without its heading."""
        return [
            Span(self.document, p.sentence.start, p.sentence.end)
            for p in self.shelf.passages
            if p.sentence.clause.key == clause.key and not p.sentence.heading
        ]

    def find(self, path: str, words: str) -> Span | None:
        """The sentence of a clause that holds `words`; None where neither stands there."""
        clause = self.document.clause(path)
        wanted = plain(words)
        spans = self.sentences(clause) if clause else []
        return next((span for span in spans if wanted in plain(span.text)), None)


def title_of(clause: Clause) -> str:
    """A clause's heading without its number."""
    return topic(clause)
