"""What arrives while something is being made.

An answer, in this order: steps as they begin, the text, the whole answer. A job of reviews: progress and reviews as
they come, in the end the whole job.
"""

from typing import Literal

from assistant.models.answer import Answer, Wire
from assistant.models.job import JobState, ReviewJob
from assistant.models.review import Review


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


class ProgressEvent(Wire):
    """How many files of a job have been read."""

    event: Literal["progress"] = "progress"
    state: JobState
    done: int
    total: int


class ReviewEvent(Wire):
    """The review of one file of a job, with the file's place in it; what compares files comes with the whole job."""

    event: Literal["review"] = "review"
    position: int
    review: Review


class JobEvent(Wire):
    """The job, over."""

    event: Literal["job"] = "job"
    job: ReviewJob


JobStreamEvent = ProgressEvent | ReviewEvent | JobEvent
