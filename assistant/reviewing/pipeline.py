"""The review's steps in the order in which they run. A file that cannot be read is a review with an error."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.documents.loading import Parsed
from assistant.documents.text import plain
from assistant.errors import AssistantError, UnreadableFile
from assistant.knowledge.embedding import Embedding
from assistant.models.review import Contradiction, Review, ReviewError, Similar
from assistant.reviewing import directions, quantities, reading, sections, tables
from assistant.reviewing.case import Case
from assistant.reviewing.checks import CONTRADICTIONS, FLAGS
from assistant.reviewing.gap import most_serious
from assistant.reviewing.identity import identify
from assistant.reviewing.masking import mask
from assistant.reviewing.notice import Notice, measure
from assistant.reviewing.questions import questions
from assistant.reviewing.similarity import shared
from assistant.reviewing.submission import Sentence, Submission, Upload, spans
from assistant.reviewing.summary import compose
from assistant.reviewing.targets import targets
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
        if upload.problem is not None:
            raise upload.problem
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


def compare(reviews: Sequence[Review], context: Context | None = None) -> list[Review]:
    """The same reviews, each with the passages that others of them hold too, and a question about those."""
    readable = [r for r in reviews if r.error is None]
    known = [context.notice.text] if context else []
    similar: dict[str, list[Similar]] = {r.id: [] for r in reviews}
    for found in shared([r.text for r in readable], known):
        first, second = readable[found.first], readable[found.second]
        here, there = (found.start, found.end), (found.other_start, found.other_end)
        similar[first.id].append(_similar(first, second, here, there))
        similar[second.id].append(_similar(second, first, there, here))
    return [
        r.model_copy(
            update={
                "similar": similar[r.id],
                "questions": questions(r.missing, r.contradictions, r.red_flags, similar[r.id]),
            }
        )
        if similar[r.id]
        else r
        for r in reviews
    ]


def _similar(review: Review, other: Review, here: tuple[int, int], there: tuple[int, int]) -> Similar:
    return Similar(
        file=other.file,
        start=here[0],
        end=here[1],
        other_start=there[0],
        other_end=there[1],
        quote=review.text[here[0] : here[1]],
    )


def take_apart(upload: Upload, context: Context) -> Submission:
    """Read a file and find its sections, its sentences and who hands it in. Raises UnreadableFile."""
    read = reading.read(upload, context.max_bytes)
    found = sections.find(read.text, read.body_end)
    identity = identify(read.text, read.body_end, context.notice.kinds, found)
    bare = Submission(read, found, identity, sections.form_end(read.text, read.body_end))
    silent = [(i.start, i.end) for i in read.injection]
    sentences = tuple(
        Sentence(read.text[a:b], plain(read.text[a:b]), a, b, bare.part_at(a))
        for a, b in spans(read.text, 0, read.body_end)
        if not any(a < end and start < b for start, end in silent)
    )
    return replace(bare, sentences=sentences)


def _review(identifier: str, upload: Upload, context: Context) -> Review:
    submission = take_apart(upload, context)
    case = examine(submission, context)
    missing = [key for key, found in submission.sections.items() if not found.present or found.empty]
    contradictions = _distinct([c for check in CONTRADICTIONS for c in check(case)])
    flags = [flag for check in FLAGS for flag in check(case)]
    gaps = most_serious(submission, missing, contradictions, flags)
    summary = compose(submission, case.quantities, case.directions, gaps)
    return Review(
        id=identifier,
        file=submission.reading.file,
        applicant=submission.identity.applicant,
        kind=submission.identity.kind,
        district=submission.identity.district,
        filled_on=submission.identity.filled_on,
        text=submission.text,
        summary=summary.text,
        claims=summary.claims,
        sections=dict(submission.sections),
        missing=missing,
        directions=list(case.directions),
        targets=targets(submission, case.quantities),
        contradictions=contradictions,
        red_flags=flags,
        personal_data=list(submission.reading.personal_data),
        injection=list(submission.reading.injection),
        questions=questions(missing, contradictions, flags),
        verification=summary.verification,
    )


def examine(submission: Submission, context: Context) -> Case:
    """What the checks look at: the submission with its amounts and directions."""
    amounts = [*quantities.find(submission.sentences, submission.text), *tables.find(submission)]
    return Case(
        submission=submission,
        notice=context.notice,
        as_of=context.as_of,
        quantities=tuple(sorted(amounts, key=lambda q: q.start)),
        directions=directions.find(submission, context.notice.directions),
    )


def _distinct(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Each contradiction once: two rules may see the same numbers."""
    kept: list[Contradiction] = []
    for item in found:
        if not any(
            set(item.values) <= set(other.values) or set(other.values) <= set(item.values) for other in kept
        ):
            kept.append(item)
    return kept
