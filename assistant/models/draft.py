"""What a draft is: CONTRACTS §4 as models, and the profile that it is made from."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from assistant.models.answer import Citation, Fallback, PromptRef, Usage, Verification, Wire
from assistant.models.document import Frozen


class Source(StrEnum):
    """Where a claim of a draft comes from: a cited clause, the applicant's own facts, or a proposal of ours."""

    POLICY = "policy"
    APPLICANT = "applicant"
    PROPOSAL = "proposal"


class WarningKind(StrEnum):
    """What a warning is about."""

    DEADLINE_PASSED = "deadline_passed"
    CONFLICT = "conflict"
    INSTRUCTION = "instruction"
    UNSUPPORTED = "unsupported"
    OUTSIDE_PERIOD = "outside_period"


class DraftClaim(Wire):
    """One sentence of a section and where it comes from."""

    text: str
    source: Source
    citations: list[int] = Field(default_factory=list)


class Placeholder(Wire):
    """A gap that stays visible in the text, and the question whose answer would fill it."""

    text: str
    question: str


class DraftSection(Wire):
    """One section of the form. `text` holds the claims in order, the placeholders, and a table where there is one."""

    key: str
    title: str
    text: str
    claims: list[DraftClaim] = Field(default_factory=list)
    placeholders: list[Placeholder] = Field(default_factory=list)


class Direction(Wire):
    """A direction of the notice that fits the applicant, why in the clause's words, and how well (0 to 1)."""

    clause: str
    title: str
    why: str
    score: float
    chosen: bool = False


class Completeness(Wire):
    """How many of the things that the form asks for are there."""

    filled: int
    required: int


class DraftWarning(Wire):
    """Something that the applicant must look at."""

    kind: WarningKind
    text: str


class Draft(Wire):
    """A draft of the application, as CONTRACTS §4 lays it down."""

    id: str
    applicant: str
    as_of: date
    sections: list[DraftSection]
    citations: list[Citation] = Field(default_factory=list)
    directions: list[Direction] = Field(default_factory=list)
    completeness: Completeness
    warnings: list[DraftWarning] = Field(default_factory=list)
    engine: str = "embedded"
    fallback: Fallback | None = None
    prompts: list[PromptRef] = Field(default_factory=list)
    usage: Usage = Field(default_factory=Usage)
    verification: Verification = Field(default_factory=Verification)


class Profile(Frozen):
    """What an applicant tells about itself: the input of a draft.

    Attributes:
        name: The applicant's name; empty while it is not known.
        kind: What sort of body it is, in its own words.
        district: Where it is.
        industry: What it works for.
        directions: Titles or clause paths of the directions it has chosen; empty when it has not.
        facts: Section key → what there is to say in that section, one text a fact.
        notes: Whatever else it wants considered, in its own words; not quoted as a fact.
        notice: Number or id of the notice that it applies under; empty for the governing one.
    """

    name: str = ""
    kind: str = ""
    district: str = ""
    industry: str = ""
    directions: tuple[str, ...] = ()
    facts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    notes: str = ""
    notice: str = ""


class Ask(Wire):
    """Something that a section should hold, and the question that asks for it.

    `required` gaps leave a placeholder. `official` says whether the notice asks for it by name; the rest is this
    project's guidance.
    """

    key: str
    title: str
    question: str
    required: bool
    official: bool = False


class SectionGuide(Wire):
    """A section of the form, for people who fill it in. `basis` is the notice's own sentence that asks for it."""

    key: str
    title: str
    basis: str
    clause: str
    guidance: str
    asks: list[Ask] = Field(default_factory=list)
    shortest: int
    longest: int


class Guide(Wire):
    """The form of a notice. `generic` says that nothing but the sections' names is known of it."""

    notice: str
    title: str
    name: str
    layout: str
    generic: bool = False
    sections: list[SectionGuide]
    directions: list[Direction] = Field(default_factory=list)


class DraftSummary(Wire):
    """A draft in a list."""

    id: str
    applicant: str
    created: datetime
    updated: datetime
    versions: int
    completeness: Completeness


class Origin(StrEnum):
    """How a version of a draft came about."""

    CREATED = "created"
    ANSWERED = "answered"
    REGENERATED = "regenerated"
    EDITED = "edited"
    RESTORED = "restored"


class DraftVersion(Wire):
    """A version of a draft in a list; `sections` are the keys of those that it changed."""

    number: int
    created: datetime
    origin: Origin
    sections: list[str] = Field(default_factory=list)


class FindingKind(StrEnum):
    """What the check of a text can find."""

    MISSING = "missing"
    UNSUPPORTED = "unsupported"
    OUTSIDE_PERIOD = "outside_period"
    PROMISE = "promise"
    WARNED = "warned"
    LENGTH = "length"
    REPEATED = "repeated"


class Finding(Wire):
    """Something in a section's text that the applicant should look at; `start:end` in that text, None for a gap."""

    section: str
    kind: FindingKind
    text: str
    quote: str = ""
    start: int | None = None
    end: int | None = None


class DraftTurn(Wire):
    """A step of the dialogue that fills a draft: what to say, and at most three questions that are open.

    The message holds neither the questions nor the completeness: whoever shows the turn shows them beside it.
    """

    draft: Draft
    message: str
    questions: list[str] = Field(default_factory=list)
    done: bool = False
