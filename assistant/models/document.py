"""What a document is to us: its text, the clauses that partition it, and the facts that stand in them."""

from bisect import bisect_right
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of every value object: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(StrEnum):
    """Whose words a document holds; shown wherever it is cited."""

    ORIGINAL = "original"
    DIGEST = "digest"
    SAMPLE = "sample"


class DocumentKind(StrEnum):
    """What sort of document it is."""

    NOTICE = "notice"
    MINISTRY = "ministry"
    CASE = "case"
    FORM = "form"


class Metadata(Frozen):
    """What is known about a document besides its text.

    `number` is the official document number (文号), empty when it has none. `source` is where the text was
    taken from, for people to read.
    """

    title: str
    number: str = ""
    issuers: tuple[str, ...] = ()
    issued: date | None = None
    kind: DocumentKind = DocumentKind.NOTICE
    provenance: Provenance = Provenance.ORIGINAL
    source: str = ""


class Clause(Frozen):
    """The unit of citation. Offsets count characters in the document's text.

    `start:end` is the clause's *own text*: its heading and what follows up to the next numbered heading. Own
    texts partition the document's text. `span_end` is where the last of its descendants ends. `heading` is the
    clause's official heading with its number; `trail` lists the headings from the outermost to this one.
    """

    path: str
    part: str | None = None
    heading: str = ""
    trail: tuple[str, ...] = ()
    start: int
    end: int
    span_end: int
    depth: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """Identifies the clause inside its document: a path restarts in every part."""
        return (self.part, self.path)

    @property
    def breadcrumb(self) -> str:
        """The headings that lead here, for people: `四、实施步骤 › (一)确定试点区县`."""
        return " › ".join(h for h in self.trail if h) or self.path

    def is_under(self, other: Self) -> bool:
        """Whether this clause is `other` or lies inside it."""
        return self.part == other.part and (self.path == other.path or self.path.startswith(other.path + "/"))


class FactKind(StrEnum):
    """What a fact gives, in the sense of a kind of value that a question can ask for."""

    DEADLINE = "deadline"
    PERIOD = "period"
    LIST = "list"
    PARTY = "party"
    AMOUNT = "amount"
    REQUIREMENT = "requirement"
    DECISION = "decision"
    CONSEQUENCE = "consequence"
    BENEFIT = "benefit"
    DEFINITION = "definition"
    PURPOSE = "purpose"
    CONTACT = "contact"
    REFERENCE = "reference"
    METADATA = "metadata"


class Due(Frozen):
    """When something is due.

    Exactly one of these holds: `on` is a day (the last day that counts) or a moment; `month` and `day` recur every
    year from `first` to `last`; or the time is relative to an event and only `text` tells it.
    """

    text: str
    on: date | datetime | None = None
    month: int | None = None
    day: int | None = None
    first: int | None = None
    last: int | None = None

    @property
    def recurring(self) -> bool:
        """Whether it comes back every year."""
        return self.month is not None


class Fact(Frozen):
    """One thing that a clause says: its kind, what it is about, and the exact words that say it.

    `start:end` are the words (usually one sentence), `value` the part of them that answers a question of this
    kind. `actor`, `action`, `via` (who passes it on) and `recipient` are filled where the sentence names them.
    """

    kind: FactKind
    clause: str
    part: str | None = None
    subject: str = ""
    action: str = ""
    actor: str = ""
    via: str = ""
    recipient: str = ""
    value: str = ""
    items: tuple[str, ...] = ()
    modality: str = ""
    start: int
    end: int
    due: Due | None = None


class Document(Frozen):
    """A document as read: metadata, text, and the clauses that partition the text.

    `pages` lists, in order of the text, the offset at which the words of a page begin and the page's number; empty
    where the file has no pages.
    """

    id: str
    meta: Metadata
    text: str
    clauses: tuple[Clause, ...] = Field(default=())
    pages: tuple[tuple[int, int], ...] = ()

    def clause(self, path: str, part: str | None = None) -> Clause | None:
        """The clause at `path` in `part`, or None."""
        return next((c for c in self.clauses if c.path == path and c.part == part), None)

    def clause_at(self, offset: int) -> Clause:
        """The clause whose own text holds the character at `offset`."""
        return next((c for c in self.clauses if c.start <= offset < c.end), self.clauses[-1])

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds the character at `offset`; None where the file has no pages."""
        before = bisect_right(self.pages, offset, key=lambda page: page[0])
        return self.pages[before - 1][1] if before else None

    def children(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses one level below `clause`, in order."""
        return tuple(
            c for c in self.clauses if c.part == clause.part and c.path.rpartition("/")[0] == clause.path
        )

    def own_text(self, clause: Clause) -> str:
        """The clause's own text, heading included."""
        return self.text[clause.start : clause.end]

    def whole_text(self, clause: Clause) -> str:
        """The clause's text with everything below it."""
        return self.text[clause.start : clause.span_end]
