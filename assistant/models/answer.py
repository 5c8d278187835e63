"""What an answer is: CONTRACTS §3 as models. The OpenAPI document follows from them."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from assistant.models.document import Provenance


class Wire(BaseModel):
    """Base of what crosses the HTTP border."""

    model_config = ConfigDict(extra="forbid")


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    CLARIFY = "clarify"
    DECLINED = "declined"


class Reason(StrEnum):
    """Why an answer is not an ordinary one."""

    NOT_STATED = "not_stated"
    AMBIGUOUS = "ambiguous"
    SMALL_TALK = "small_talk"
    TASK = "task"
    OUT_OF_SCOPE = "out_of_scope"
    INVENT = "invent"
    DECIDE = "decide"
    PREDICT = "predict"
    REVEAL = "reveal"


class State(StrEnum):
    """Where an obligation stands on a given day; `due_soon` means within 14 days."""

    PAST = "past"
    DUE_SOON = "due_soon"
    UPCOMING = "upcoming"
    RECURRING = "recurring"
    RELATIVE = "relative"


class Citation(Wire):
    """A place in a document: `quote` equals the document's text at `start:end`, always."""

    id: int
    document: str
    title: str
    number: str = ""
    provenance: Provenance
    part: str | None = None
    page: int | None = None
    clause: str
    heading: str
    quote: str
    start: int
    end: int


class Claim(Wire):
    """One sentence of the answer that states a fact, with the citations that carry it."""

    text: str
    citations: list[int] = Field(default_factory=list)
    supported: bool = True


class Related(Wire):
    """A clause that is near the question without answering it."""

    document: str
    part: str | None = None
    clause: str
    heading: str


class Obligation(Wire):
    """Who owes what to whom (`via` whom) by when. `days_left` is negative once it has passed."""

    actor: str
    action: str
    via: str = ""
    recipient: str
    due_text: str
    due: date | datetime | None = None
    next_due: date | None = None
    last_due: date | None = None
    state: State
    days_left: int | None = None
    citation: int


FALLBACK_REASONS = {
    "timeout": "等待超时",
    "unreachable": "连接不上",
    "interrupted": "中途断开",
    "unauthorized": "密钥无效",
    "no_model": "没有这个模型",
    "rate_limited": "请求过多，被限流",
    "server_error": "服务出错",
    "rejected": "拒绝了请求",
    "too_long": "内容超过模型能读的长度",
    "filtered": "被内容过滤拦下",
    "empty": "没有写出内容",
    "endless": "写个不停",
    "malformed": "写出的内容无法读取",
    "paused": "连续出错，暂停使用",
    "unsupported": "写出的内容未获原文支持",
}
"""What `why` of a fallback means, for people."""


class Fallback(Wire):
    """Which engine should have answered, and why it did not."""

    origin: str = Field(alias="from", serialization_alias="from")
    why: str

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    @property
    def reason(self) -> str:
        """`why`, for people."""
        return FALLBACK_REASONS.get(self.why, self.why)


class PromptRef(Wire):
    """A prompt that had a part in the answer."""

    id: str
    version: str


class Verification(Wire):
    """What verification did: claims checked, dropped, replaced."""

    claims: int = 0
    dropped: int = 0
    replaced: int = 0


class Usage(Wire):
    """Tokens spent, in all and by step; the embedded engine spends none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    steps: dict[str, int] = Field(default_factory=dict)

    def __add__(self, other: "Usage") -> "Usage":
        """What both have spent."""
        steps = {
            step: self.steps.get(step, 0) + other.steps.get(step, 0) for step in {**self.steps, **other.steps}
        }
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            steps=steps,
        )


class Answer(Wire):
    """A verified answer, as CONTRACTS §3 lays it down."""

    id: str
    answer: str
    status: Status
    reason: Reason | None = None
    engine: str = "embedded"
    fallback: Fallback | None = None
    as_of: date
    conversation: str
    claims: list[Claim] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    related: list[Related] = Field(default_factory=list)
    obligations: list[Obligation] = Field(default_factory=list)
    draft: str | None = None
    review: str | None = None
    choices: list[str] = Field(default_factory=list)
    follow_ups: list[str] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    prompts: list[PromptRef] = Field(default_factory=list)
    verification: Verification = Field(default_factory=Verification)
    usage: Usage = Field(default_factory=Usage)
    timings_ms: dict[str, float] = Field(default_factory=dict)


class Timeline(Wire):
    """All obligations of the governing notice, in order."""

    as_of: date
    obligations: list[Obligation]
    citations: list[Citation]
