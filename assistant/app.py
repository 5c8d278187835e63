"""The composition root: settings in, a wired `Assistant` out.

Everything that talks to the outside is chosen here and passed in; nothing else in the product picks an adapter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from assistant.answering import pipeline
from assistant.answering.assembly import Citations, obligation
from assistant.answering.conversations import Conversations
from assistant.answering.knowledge import Knowledge
from assistant.answering.shapes.quoting import deadline_facts
from assistant.answering.shapes.schedule import order
from assistant.answering.turn import sentence_span
from assistant.diagnosis import diagnose
from assistant.documents.loading import Overrides
from assistant.errors import InvalidOption, NotFound
from assistant.knowledge import embedding as embeddings
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.index import Generation, IndexStore
from assistant.knowledge.library import Entry, Library
from assistant.models.answer import Answer, Citation, Timeline
from assistant.models.document import DocumentKind
from assistant.models.library import ClauseView, DocumentSummary, DocumentView, Health, Ingested, summarise
from assistant.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with a Chinese label, the number done and the total."""

ENGINES = ("embedded",)


@dataclass(frozen=True)
class Reading:
    """An opened generation, and what questions are answered from in it."""

    generation: Generation
    knowledge: Knowledge


class Assistant:
    """The product, as every face sees it.

    Args:
        settings: The settings.
        embedding: What makes vectors; None for lexical only.
    """

    def __init__(self, settings: Settings, embedding: Embedding | None) -> None:
        self.settings = settings
        self._embedding = embedding
        self._library = Library(settings.home, settings.corpus, settings.max_file_mb * 2**20)
        self._store = IndexStore(settings.home, embedding)
        self._conversations = Conversations()
        self._reading: Reading | None = None
        self._switching = Lock()

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> "Assistant":
        """Wire everything up and build the index if it is stale.

        Raises:
            Misconfigured, NotPermitted, Busy, IndexUnavailable: as the parts do.
        """
        assistant = cls(settings, embeddings.load())
        assistant._refresh(progress)
        return assistant

    def today(self) -> date:
        """The day that it is where the notice applies."""
        return datetime.now(ZoneInfo(self.settings.time_zone)).date()

    def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        as_of: date | None = None,
        engine: str | None = None,
    ) -> Answer:
        """One verified answer.

        Args:
            question: As the person typed it.
            conversation: Id of the conversation to continue; a new one begins without it.
            as_of: The day to answer for; today without it.
            engine: `embedded`; None takes the configured one.

        Raises:
            InvalidQuestion: It is empty, too long, or holds nothing readable.
            InvalidOption: There is no such engine.
        """
        if engine is not None and engine not in ENGINES:
            raise InvalidOption(f"没有名为 {engine} 的引擎。", f"目前可用：{'、'.join(ENGINES)}。")
        current = conversation or self._conversations.begin()
        answer, exchange = pipeline.answer(
            question,
            self._current().knowledge,
            as_of or self.today(),
            self._conversations.history(current),
            current,
            self.settings.max_question_chars,
        )
        self._conversations.add(current, exchange)
        return answer

    def retrieve(self, question: str, count: int) -> list[Citation]:
        """The clauses that the pipeline would look at for a question, best first; for evaluations."""
        return pipeline.retrieve(
            question, self._current().knowledge, self.today(), self.settings.max_question_chars, count
        )

    def timeline(self, as_of: date | None = None) -> Timeline:
        """The obligations of the governing notice, in order."""
        day = as_of or self.today()
        shelf = self._current().knowledge.governing
        citations = Citations()
        obligations = []
        pairs = [(f, p) for f, p in deadline_facts(shelf)] if shelf else []
        for fact, passage in sorted(pairs, key=order):
            assert shelf is not None  # pairs come from it
            number = citations.number(sentence_span(shelf, passage))
            obligations.append(obligation(fact, number, day))
        return Timeline(as_of=day, obligations=obligations, citations=citations.listed)

    def notice(self) -> DocumentSummary | None:
        """The governing notice."""
        shelf = self._current().knowledge.governing
        return summarise(shelf.document, shelf.built_in) if shelf else None

    def documents(self) -> list[DocumentSummary]:
        """What is in the library, the notices first."""
        return [
            summarise(s.document, s.built_in) for s in self._current().knowledge.retriever.shelves.values()
        ]

    def document(self, identifier: str) -> DocumentView:
        """A whole document.

        Raises:
            NotFound: There is none of that id.
        """
        shelf = self._current().knowledge.retriever.shelves.get(identifier)
        if shelf is None:
            raise NotFound(f"没有编号为 {identifier} 的文件。", "用 assistant corpus list 查看全部文件编号。")
        clauses = [
            ClauseView(path=c.path, part=c.part, heading=c.heading, start=c.start, end=c.end)
            for c in shelf.document.clauses
        ]
        summary = summarise(shelf.document, shelf.built_in)
        return DocumentView(**summary.model_dump(), text=shelf.document.text, clauses=clauses)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        kind: str | None = None,
        title: str | None = None,
        number: str | None = None,
        issued: date | None = None,
        progress: Progress | None = None,
    ) -> list[Ingested]:
        """Add files to the library and index them.

        All are read before the first is added, so that one bad file leaves everything as it was.

        Raises:
            UnreadableFile, NotFound, NotPermitted: A file cannot be read.
            InvalidOption: There is no such kind.
            Busy: Another process is building.
        """
        if kind is not None and kind not in list(DocumentKind):
            raise InvalidOption(f"没有名为 {kind} 的文件类别。", f"可选：{'、'.join(DocumentKind)}。")
        overrides = Overrides(kind, title, number, issued)
        for path in paths:
            self._library.preview(path, overrides)
        changes = [(path, self._library.add(path, overrides)) for path in paths]
        self._refresh(progress)
        return [
            Ingested(path=str(path), document=_summary(change.entry), change=change.kind)
            for path, change in changes
        ]

    def remove(self, identifier: str) -> DocumentSummary:
        """Take a document out (a built-in one is hidden in this home).

        Raises:
            NotFound: There is none of that id.
        """
        entry = self._library.remove(identifier)
        self._refresh(None)
        return _summary(entry)

    def health(self) -> Health:
        """What works and what does not, with advice."""
        reading = self._reading
        shelf = reading.knowledge.governing if reading else None
        return diagnose(
            self.settings,
            version("pilot-assistant"),
            self._embedding.name if self._embedding else None,
            len(reading.knowledge.retriever.shelves) if reading else 0,
            (shelf.document.meta.number or shelf.document.meta.title) if shelf else None,
        )

    def close(self) -> None:
        """Release the index."""
        with self._switching:
            if self._reading is not None:
                self._reading.generation.close()
                self._reading = None

    def _current(self) -> Reading:
        return self._reading or self._refresh(None)

    def _refresh(self, progress: Progress | None) -> Reading:
        """Open the current generation (building it if need be) and switch to it."""
        with self._switching:
            generation = self._store.current(self._library, progress or (lambda label, done, total: None))
            self._reading = Reading(
                generation, Knowledge.of(generation, self._embedding, self.settings.notice)
            )
            return self._reading


def _summary(entry: Entry) -> DocumentSummary:
    return summarise(entry.parsed.document, entry.built_in)
