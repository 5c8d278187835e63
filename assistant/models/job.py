"""A job of reviews: how far it is, its reviews as they come, and what a reviewer has ticked and noted in them."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from assistant.models.answer import Wire
from assistant.models.review import Review, ReviewError


class JobState(StrEnum):
    """How far a job is. `failed`: it ended before every file was read; the reviews that were made are kept."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self in (JobState.FINISHED, JobState.FAILED)


class JobSummary(Wire):
    """A job without its reviews. `files` are the names as uploaded, with personal data masked."""

    id: str
    state: JobState
    done: int
    total: int
    created: datetime
    finished: datetime | None = None
    files: list[str] = Field(default_factory=list)
    error: ReviewError | None = None


class Mark(Wire):
    """What a reviewer did about one point of a review.

    `point` names it: the field of the review, and which of its entries (`contradictions/0`, `missing/goals`);
    `note` is theirs, and stays theirs: it goes into the exports, never into what the assistant says.
    """

    review: str
    point: str
    checked: bool = False
    note: str = ""


class ReviewJob(JobSummary):
    """A job with the reviews made so far, in the order of the files, and the marks on them."""

    reviews: list[Review] = Field(default_factory=list)
    marks: list[Mark] = Field(default_factory=list)
