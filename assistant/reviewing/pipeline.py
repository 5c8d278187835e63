"""The review's steps in the order in which they run. A file that cannot be read is a review with an error."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.documents.loading import Parsed
from assistant.documents.text import plain
from assistant.errors import AssistantError, UnreadableFile
from assistant.knowledge.embedding import Embedding
from assistant.models.review import Review, ReviewError
from assistant.reviewing import reading, sections
from assistant.reviewing.identity import identify
from assistant.reviewing.masking import mask
from assistant.reviewing.notice import Notice, measure
from assistant.reviewing.submission import Sentence, Submission, Upload, spans
from assistant.reviewing.words import phrase

__all__ = ["Context", "Upload", "compare", "review"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Context:
    """What a submission is reviewed against.

    Attributes:
        governing: The governing notice with its facts, or None.
        embedding: What compares meanings; None for words only.
        as_of: The day of the review.
        max_bytes: Largest file that is read.
    """

    governing: Parsed | None
    embedding: Embedding | None
    as_of: date
    max_bytes: int

    @cached_property
    def notice(self) -> Notice:
        """What the notice says to applicants."""
        return measure(self.governing)


def review(upload: Upload, context: Context) -> Review:
    """Read and review one file. Never raises for the file's sake: what cannot be read is told in `error`."""
    identifier = uuid.uuid4().hex
    name = mask(reading.file_name(upload.name)).text
    try:
        return _review(identifier, upload, context)
    except AssistantError as error:
        # It names the file, and a name can hold personal data.
        told = ReviewError(code=error.code, message=mask(error.message).text, hint=error.hint)
    except Exception as error:
        # The kind only: an exception's message may quote the file.
        logger.warning("a submission cannot be reviewed: %s", type(error).__name__)
        told = ReviewError(
            code=UnreadableFile.code, message=phrase("broken", file=name), hint=phrase("broken_hint")
        )
    return Review(id=identifier, file=name, error=told)


def compare(reviews: Sequence[Review]) -> list[Review]:
    """The same reviews, each with the passages that others of them hold too."""
    return list(reviews)


def take_apart(upload: Upload, context: Context) -> Submission:
    """Read a file and find its sections, its sentences and who hands it in. Raises UnreadableFile."""
    read = reading.read(upload, context.max_bytes)
    found = sections.find(read.text, read.body_end)
    identity = identify(read.text, read.body_end, context.notice.kinds, found)
    bare = Submission(read, found, identity)
    silent = [(i.start, i.end) for i in read.injection]
    sentences = tuple(
        Sentence(read.text[a:b], plain(read.text[a:b]), a, b, bare.section_at(a))
        for a, b in spans(read.text, 0, read.body_end)
        if not any(a < end and start < b for start, end in silent)
    )
    return Submission(read, found, identity, sentences)


def _review(identifier: str, upload: Upload, context: Context) -> Review:
    submission = take_apart(upload, context)
    missing = [key for key, found in submission.sections.items() if not found.present or found.empty]
    return Review(
        id=identifier,
        file=submission.reading.file,
        applicant=submission.identity.applicant,
        kind=submission.identity.kind,
        district=submission.identity.district,
        filled_on=submission.identity.filled_on,
        text=submission.text,
        sections=dict(submission.sections),
        missing=missing,
        personal_data=list(submission.reading.personal_data),
        injection=list(submission.reading.injection),
    )
