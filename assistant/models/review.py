"""What a review is: CONTRACTS §5 as models. Offsets count in the review's own `text`, and every quote equals it."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from assistant.models.answer import Fallback, PromptRef, Usage, Verification, Wire


class Evidence(Wire):
    """A place in the submission: `quote` equals `text[start:end]`."""

    start: int
    end: int
    quote: str
    section: str | None = None
    page: int | None = None


class ReviewClaim(Wire):
    """One sentence of the summary and the places that carry it."""

    text: str
    evidence: list[Evidence]


class FoundSection(Wire):
    """Whether and where a section of the form stands in the submission."""

    present: bool
    empty: bool = False
    heading: str = ""
    start: int = 0
    end: int = 0


class ClaimedDirection(Wire):
    """A direction of the notice that the submission claims, supports by what it describes, or both."""

    clause: str
    title: str
    claimed: bool
    supported: bool
    evidence: list[Evidence] = Field(default_factory=list)


class TargetRole(StrEnum):
    """What an amount is to the applicant: a goal, something put in (money, people), or what is there already."""

    GOAL = "goal"
    INPUT = "input"
    PRESENT = "present"


class Target(Wire):
    """An amount: how much of what by when, and from where it starts."""

    text: str
    value: str
    unit: str = ""
    by: str = ""
    baseline: str = ""
    role: TargetRole = TargetRole.GOAL
    evidence: list[Evidence] = Field(default_factory=list)


class Contradiction(Wire):
    """Statements of one submission that cannot all be true."""

    about: str
    values: list[str]
    evidence: list[Evidence] = Field(default_factory=list)


class RedFlag(Wire):
    """Something that a person must look at."""

    kind: str
    text: str
    evidence: list[Evidence] = Field(default_factory=list)


class PersonalData(Wire):
    """Where personal data stood; `masked` is what `text` shows in its place, character for character."""

    kind: str
    masked: str
    start: int
    end: int


class Injection(Wire):
    """Words that try to instruct whoever reads the submission, and where they were hidden."""

    quote: str
    where: str
    start: int
    end: int


class Similar(Wire):
    """A passage that another submission of the same job holds too."""

    file: str
    start: int
    end: int
    other_start: int
    other_end: int
    quote: str


class ReviewError(Wire):
    """Why a file could not be read, and what to do."""

    code: str
    message: str
    hint: str


class Review(Wire):
    """What a reviewer sees of one submission, as CONTRACTS §5 lays it down."""

    id: str
    file: str
    applicant: str = ""
    kind: str = ""
    district: str = ""
    filled_on: date | None = None
    text: str = ""
    summary: str = ""
    claims: list[ReviewClaim] = Field(default_factory=list)
    sections: dict[str, FoundSection] = Field(default_factory=dict)
    missing: list[str] = Field(default_factory=list)
    directions: list[ClaimedDirection] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    contradictions: list[Contradiction] = Field(default_factory=list)
    red_flags: list[RedFlag] = Field(default_factory=list)
    personal_data: list[PersonalData] = Field(default_factory=list)
    injection: list[Injection] = Field(default_factory=list)
    similar: list[Similar] = Field(default_factory=list)
    questions: list[str] = Field(default_factory=list)
    error: ReviewError | None = None
    engine: str = "embedded"
    fallback: Fallback | None = None
    prompts: list[PromptRef] = Field(default_factory=list)
    usage: Usage = Field(default_factory=Usage)
    verification: Verification = Field(default_factory=Verification)
