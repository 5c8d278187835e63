"""What arrives while an answer is being made, in this order: steps as they begin, the text, the whole answer."""

from typing import Literal

from assistant.models.answer import Answer, Wire


class StatusEvent(Wire):
    """A step begins; `label` says so in Chinese."""

    event: Literal["status"] = "status"
    step: str
    label: str


class DeltaEvent(Wire):
    """The next piece of the verified answer: all pieces together are its text."""

    event: Literal["delta"] = "delta"
    text: str


class AnswerEvent(Wire):
    """The answer, complete."""

    event: Literal["answer"] = "answer"
    answer: Answer


StreamEvent = StatusEvent | DeltaEvent | AnswerEvent
