"""What the library of documents shows of itself."""

from datetime import date

from pydantic import Field

from assistant.models.answer import Wire
from assistant.models.document import Clause, Document, DocumentKind, Provenance


class DocumentSummary(Wire):
    """One line of the library. `built_in` documents came with the product, the others were ingested here."""

    id: str
    title: str
    number: str
    issuers: list[str]
    issued: date | None
    kind: DocumentKind
    provenance: Provenance
    source: str
    clause_count: int
    characters: int
    built_in: bool


class ClauseView(Wire):
    """A clause as the library lists it."""

    path: str
    part: str | None
    heading: str
    start: int
    end: int


class ClauseText(ClauseView):
    """A clause with its words, its sub-clauses' included: `text` is that of the document at `start:end`."""

    document: str
    title: str
    number: str
    provenance: Provenance
    text: str


class DocumentView(DocumentSummary):
    """A whole document: its summary, its text and its clauses."""

    text: str
    clauses: list[ClauseView]


def summarise(document: Document, built_in: bool) -> DocumentSummary:
    """The library line of a document."""
    meta = document.meta
    return DocumentSummary(
        id=document.id,
        title=meta.title,
        number=meta.number,
        issuers=list(meta.issuers),
        issued=meta.issued,
        kind=meta.kind,
        provenance=meta.provenance,
        source=meta.source,
        clause_count=len(document.clauses),
        characters=len(document.text),
        built_in=built_in,
    )


def view(document: Document, built_in: bool) -> DocumentView:
    """The whole document, as the library shows it."""
    clauses = [
        ClauseView(path=c.path, part=c.part, heading=c.heading, start=c.start, end=c.end)
        for c in document.clauses
    ]
    summary = summarise(document, built_in)
    return DocumentView(**summary.model_dump(), text=document.text, clauses=clauses)


def clause_text(document: Document, clause: Clause) -> ClauseText:
    """A clause with its words and everything below it."""
    return ClauseText(
        path=clause.path,
        part=clause.part,
        heading=clause.breadcrumb,
        start=clause.start,
        end=clause.span_end,
        document=document.id,
        title=document.meta.title,
        number=document.meta.number,
        provenance=document.meta.provenance,
        text=document.whole_text(clause),
    )


class Ingested(Wire):
    """What became of one file: `added`, `replaced` or `unchanged`."""

    path: str
    document: DocumentSummary
    change: str


class Check(Wire):
    """One line of `doctor`: what was looked at, whether it works, and what to do if not."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


class Health(Wire):
    """The state of the product, for `/healthz` and `doctor`."""

    ok: bool
    ready: bool
    version: str
    embedding: str
    documents: int
    notice: str | None
    checks: list[Check] = Field(default_factory=list)
