"""What is remembered of a conversation: for the person who comes back to it, and for the next turn."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from assistant.models.answer import Answer, Wire
from assistant.models.document import Frozen


class Verdict(StrEnum):
    """What a person thinks of an answer."""

    UP = "up"
    DOWN = "down"


class Feedback(Wire):
    """A person's verdict on an answer, and why."""

    answer: str = Field(description="答复的 id")
    verdict: Verdict
    reason: str = Field(default="", max_length=2000)


class ConversationSummary(Wire):
    """One line of the conversation list; `turns` counts questions."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int


class TurnView(Wire):
    """A question as it was typed, its answer, and what the person thought of it."""

    question: str
    answer: Answer
    feedback: Feedback | None = None


class ConversationView(Wire):
    """A whole conversation, oldest turn first."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: list[TurnView]


class Remembered(Frozen):
    """What the next turn needs to know of an earlier one: see `Exchange` in the answering."""

    question: str
    resolved: str
    document: str | None
    identity: str
