"""The composition root: settings in, a wired `Assistant` out.

Everything that talks to the outside is chosen here and passed in; nothing else in the product picks an adapter.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from assistant.answering import pipeline
from assistant.answering.assembly import obligation
from assistant.answering.shapes.quoting import deadline_facts
from assistant.answering.shapes.schedule import order
from assistant.answering.turn import sentence_span
from assistant.diagnosis import diagnose
from assistant.documents.loading import Overrides
from assistant.documents.readers.pdf.picture import draw
from assistant.errors import InvalidOption, NotFound, NotPermitted
from assistant.grounding.places import Citations
from assistant.knowledge import embedding as embeddings
from assistant.knowledge.embedding import Embedding, Remote
from assistant.knowledge.index import IndexStore
from assistant.knowledge.library import Entry, Library
from assistant.knowledge.retriever import Shelf
from assistant.llm.client import Model
from assistant.llm.endpoint import Endpoint
from assistant.llm.probe import Probe
from assistant.models.answer import Answer, Citation, Timeline
from assistant.models.conversation import ConversationSummary, ConversationView
from assistant.models.document import DocumentKind
from assistant.models.library import (
    ClauseText,
    DocumentSummary,
    DocumentView,
    Health,
    Ingested,
    clause_text,
    summarise,
    view,
)
from assistant.models.principal import LOCAL, Principal, Role
from assistant.services import checkup
from assistant.services.asking import Asking, Question
from assistant.services.clauses import find
from assistant.services.dialogues import Dialogues
from assistant.services.drafts import Drafts
from assistant.services.engines import Engines
from assistant.services.export import markdown
from assistant.services.readings import Progress, Readings
from assistant.services.review_jobs import Incoming, ReviewJobs
from assistant.services.reviews import Reviews
from assistant.services.searching import search
from assistant.services.streaming import AnswerStream
from assistant.services.tasks import Tasks
from assistant.settings import Settings

__all__ = ["Assistant", "Progress"]

logger = logging.getLogger(__name__)


class Closes(Protocol):
    """A part that holds something open."""

    def close(self) -> None:
        """Let go of it."""


class Assistant:
    """The product, as every face sees it. Whoever uses it is a `Principal`; without accounts, `LOCAL`.

    Args:
        settings: The settings.
        embedding: What makes vectors; None for lexical only.
        model: Another language model than the one of the configured endpoint.
    """

    def __init__(self, settings: Settings, embedding: Embedding | None, model: Model | None = None) -> None:
        self.settings = settings
        self._embedding = embedding
        self._library = Library(settings.home, settings.corpus, settings.max_file_mb * 2**20)
        self._store = IndexStore(settings.home, embedding)
        self._readings = Readings(self._store, self._library, embedding, settings.notice)
        self._dialogues = Dialogues(settings.home, settings.database_url)
        forms = settings.corpus / "form" if settings.corpus else None
        endpoint = Endpoint.of(settings)
        self._probe = Probe(endpoint) if endpoint else None
        engines = Engines(model or (Model(endpoint) if endpoint else None), settings.engine)
        self.reviews = Reviews(self._readings, embedding, settings.max_file_mb * 2**20, engines)
        self.review_jobs = ReviewJobs(settings.home, settings.database_url, self.reviews, self.today)
        self.drafts = Drafts(self._readings, settings.home, settings.database_url, engines, forms)
        """Drafts of applications."""
        self._asking = Asking(
            self._readings, self._dialogues, Tasks(self.drafts), settings.max_question_chars, engines
        )

    @classmethod
    def open(
        cls, settings: Settings, progress: Progress | None = None, model: Model | None = None
    ) -> "Assistant":
        """Wire everything up and build the index if it is stale; if it cannot be built, answer from the stale one.

        Raises:
            Misconfigured, NotPermitted, Busy, IndexUnavailable: as the parts do.
        """
        assistant = cls(settings, embeddings.load(settings), model)
        if settings.database_url is not None:
            assistant._dialogues.prepare()
        assistant._readings.open(progress)
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
        earlier: Sequence[str] | None = None,
        principal: Principal = LOCAL,
    ) -> Answer:
        """One verified answer.

        Args:
            question: As the person typed it.
            conversation: Id of the conversation to continue; a new one begins without it.
            as_of: The day to answer for; today without it.
            engine: `embedded` or `llm`; None takes the configured one.
            earlier: The person's earlier messages, oldest first, where the caller keeps the conversation: then
                ours are neither read nor added to, and the answer belongs to none (`""`).
            principal: Who asks; the conversation is theirs.

        Raises:
            InvalidQuestion: It is empty, too long, or holds nothing readable.
            InvalidOption: There is no such engine, or the conversation's id cannot be one.
        """
        asked = Question(question, conversation, as_of or self.today(), engine, principal, earlier)
        return self._asking.answer(asked)

    def ask_stream(
        self,
        question: str,
        *,
        conversation: str | None = None,
        as_of: date | None = None,
        engine: str | None = None,
        earlier: Sequence[str] | None = None,
        principal: Principal = LOCAL,
    ) -> AnswerStream:
        """The same answer as it comes about: steps as they begin, the text, the whole answer.

        Closing the stream stops the work; an answer that nobody has waited for is not kept.

        Raises:
            As `ask` does, before the first event.
        """
        asked = Question(question, conversation, as_of or self.today(), engine, principal, earlier)
        return self._asking.stream(asked)

    def engines(self) -> tuple[str, ...]:
        """The engines that can be asked for here."""
        return self._asking.engines

    def hand_in(
        self,
        files: Sequence[Incoming],
        message: str = "",
        *,
        conversation: str | None = None,
        as_of: date | None = None,
        principal: Principal = LOCAL,
    ) -> Answer:
        """Files attached in a conversation: they are reviewed in the background, and the answer names the job.

        Raises:
            InvalidInput, NotPermitted, InvalidOption: As `ReviewJobs.start` and `ask` do.
        """
        asked = Question(message, conversation, as_of or self.today(), None, principal)
        return self._asking.handed_in(asked, lambda: self.review_jobs.start(files, principal))

    def on_answer(self, listener: Callable[[Answer], None]) -> None:
        """Have `listener` told every answer that is given, whichever face asked."""
        self._asking.listeners.append(listener)

    def conversations(self, principal: Principal = LOCAL) -> list[ConversationSummary]:
        """The person's conversations, the one that went on last first. Raises StorageUnavailable, Busy."""
        return self._dialogues.listed(principal)

    def conversation(self, identifier: str, principal: Principal = LOCAL) -> ConversationView:
        """A whole conversation. Raises NotFound, StorageUnavailable, Busy."""
        return self._dialogues.view(principal, identifier)

    def rename_conversation(self, identifier: str, title: str, principal: Principal = LOCAL) -> None:
        """Give a conversation another title. Raises InvalidInput, NotFound, StorageUnavailable, Busy."""
        self._dialogues.rename(principal, identifier, title)

    def delete_conversation(self, identifier: str, principal: Principal = LOCAL) -> None:
        """Forget a conversation and the feedback in it. Raises NotFound, StorageUnavailable, Busy."""
        self._dialogues.delete(principal, identifier)

    def export_conversation(self, identifier: str, principal: Principal = LOCAL) -> str:
        """A conversation as Markdown, with its sources. Raises NotFound, StorageUnavailable, Busy."""
        return markdown(self._dialogues.view(principal, identifier))

    def feedback(self, answer_id: str, verdict: str, reason: str = "", principal: Principal = LOCAL) -> None:
        """Keep what the person thinks of an answer of theirs: `up` or `down`, and why.

        Raises:
            InvalidInput, NotFound, StorageUnavailable, Busy: as they say.
        """
        self._dialogues.judge(principal, answer_id, verdict, reason)

    def retrieve(self, question: str, count: int) -> list[Citation]:
        """The clauses that the pipeline would look at for a question, best first; for evaluations."""
        with self._readings.reading() as knowledge:
            return pipeline.retrieve(
                question, knowledge, self.today(), self.settings.max_question_chars, count
            )

    def search(self, text: str, count: int = 20) -> list[Citation]:
        """Places in the library that hold the words of `text`, then those that come near to them."""
        with self._readings.reading() as knowledge:
            return search(text, count, knowledge)

    def timeline(self, as_of: date | None = None) -> Timeline:
        """The obligations of the governing notice, in order."""
        day = as_of or self.today()
        with self._readings.reading() as knowledge:
            shelf = knowledge.governing
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
        with self._readings.reading() as knowledge:
            shelf = knowledge.governing
        return summarise(shelf.document, shelf.built_in) if shelf else None

    def documents(self) -> list[DocumentSummary]:
        """What is in the library, the notices first."""
        with self._readings.reading() as knowledge:
            return [summarise(s.document, s.built_in) for s in knowledge.retriever.shelves.values()]

    def document(self, identifier: str) -> DocumentView:
        """A whole document.

        Raises:
            NotFound: There is none of that id.
        """
        shelf = self._shelf(identifier)
        return view(shelf.document, shelf.built_in)

    def clause(self, path: str, document: str | None = None, part: str | None = None) -> ClauseText:
        """A clause with its words and everything below it.

        Args:
            path: As `document` lists it (`四/(一)`), in full or half width.
            document: Id of the document; the governing notice without it.
            part: The part that the path begins in, where a document has parts; without it, the first that has it.

        Raises:
            NotFound: There is no such document or clause.
        """
        shelf = self._shelf(document)
        return clause_text(shelf.document, find(shelf.document, path, part))

    def _shelf(self, identifier: str | None) -> Shelf:
        """A document of the library; the governing notice without an id."""
        with self._readings.reading() as knowledge:
            shelf = knowledge.retriever.shelves.get(identifier) if identifier else knowledge.governing
        if shelf is None:
            missing = f"没有编号为 {identifier} 的文件。" if identifier else "没有确定主导通知。"
            raise NotFound(missing, "用 assistant corpus list 查看全部文件编号。")
        return shelf

    def page_picture(self, identifier: str, page: int, words: str = "") -> bytes:
        """A page of a document that came as a PDF, as PNG, with `words` marked.

        Raises:
            NotFound: There is no such document, picture or page.
            UnreadableFile: It cannot be drawn.
        """
        path = self._library.file(identifier)
        if path is None:
            raise NotFound("这份文件没有页面图像。", "请直接查看条款文字。")
        return draw(path, page, words)

    def preview(
        self,
        path: Path,
        *,
        kind: str | None = None,
        title: str | None = None,
        number: str | None = None,
        issued: date | None = None,
        principal: Principal = LOCAL,
    ) -> DocumentView:
        """What a file would become, without adding it. Raises what `ingest` raises about a file."""
        _require(principal, Role.ADMIN)
        entry = self._library.preview(path, _overrides(kind, title, number, issued))
        return view(entry.parsed.document, entry.built_in)

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        kind: str | None = None,
        title: str | None = None,
        number: str | None = None,
        issued: date | None = None,
        progress: Progress | None = None,
        principal: Principal = LOCAL,
    ) -> list[Ingested]:
        """Add files to the library and index them.

        One bad file, or an index that cannot be built, leaves everything as it was.

        Raises:
            UnreadableFile, NotFound, NotPermitted: A file cannot be read.
            InvalidOption: There is no such kind.
            Busy: Another process is building.
            IndexUnavailable: The index cannot be built.
        """
        _require(principal, Role.ADMIN)
        overrides = _overrides(kind, title, number, issued)
        with self._library.adding(paths, overrides) as changes:
            self._readings.refresh(progress)
        return [
            Ingested(path=str(path), document=_summary(change.entry), change=change.kind)
            for path, change in zip(paths, changes, strict=True)
        ]

    def remove(self, identifier: str, principal: Principal = LOCAL) -> DocumentSummary:
        """Take a document out (a built-in one is hidden in this home).

        Raises:
            NotFound: There is none of that id.
        """
        _require(principal, Role.ADMIN)
        with self._library.removing(identifier) as entry:
            self._readings.refresh()
        return _summary(entry)

    def health(self, *, thorough: bool = False) -> Health:
        """What works and what does not, with advice. A thorough look reads everything that is kept."""
        knowledge = self._readings.opened
        shelf = knowledge.governing if knowledge else None
        more = [
            checkup.database(self._dialogues, thorough=thorough),
            checkup.language_model(self.settings, self._probe),
        ]
        return diagnose(
            self.settings,
            self._embedding.name if self._embedding else None,
            checkup.embedding(self.settings, self._embedding, thorough=thorough),
            len(knowledge.retriever.shelves) if knowledge else 0,
            (shelf.document.meta.number or shelf.document.meta.title) if shelf else None,
            [*more, checkup.files(self._library)] if thorough else more,
            repaired=self._store.repaired,
            stale=self._readings.stale,
        )

    def close(self) -> None:
        """Finish the answers that are being given, then release the index, the database and the embedding endpoint.

        A part that cannot be closed keeps no other from being closed.
        """
        parts: list[Closes] = [self.review_jobs, self._readings, self._dialogues, self.drafts]
        if isinstance(self._embedding, Remote):
            parts.append(self._embedding)
        for part in parts:
            try:
                part.close()
            except Exception as error:
                # By its kind only: a message may quote what was read.
                logger.error("%s was not closed: %s", type(part).__name__, type(error).__name__)


def _overrides(kind: str | None, title: str | None, number: str | None, issued: date | None) -> Overrides:
    if kind is not None and kind not in list(DocumentKind):
        raise InvalidOption(f"没有名为 {kind} 的文件类别。", f"可选：{'、'.join(DocumentKind)}。")
    return Overrides(kind, title, number, issued)


def _require(principal: Principal, role: Role) -> None:
    if not principal.has(role):
        raise NotPermitted("您没有改动文件库的权限。", "请联系管理员。")


def _summary(entry: Entry) -> DocumentSummary:
    return summarise(entry.parsed.document, entry.built_in)
