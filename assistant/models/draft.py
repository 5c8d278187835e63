"""What a draft is: CONTRACTS §4 as models, and the profile that it is made from."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.models.answer import Citation, Fallback, PromptRef, Usage, Verification, Wire


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
