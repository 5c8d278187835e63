"""A review as one row of a table: what a reviewer compares submissions by."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.job import Mark
from assistant.models.review import ClaimedDirection, Review, Target, TargetRole
from assistant.reviewing.exports.labels import labels, section_title

_KEY_TARGETS = 6


@dataclass(frozen=True)
class Row:
    """What the table says of one review; every list in the order of the review."""

    file: str
    applicant: str
    kind: str
    district: str
    filled_on: str
    directions: tuple[str, ...]
    targets: tuple[str, ...]
    missing: tuple[str, ...]
    contradictions: tuple[str, ...]
    flags: tuple[str, ...]
    injection: tuple[str, ...]
    similar: tuple[str, ...]
    questions: tuple[str, ...]
    checked: str
    notes: tuple[str, ...]
    error: str

    def cell(self, column: str) -> str:
        """The text of a column, one entry a line."""
        value = getattr(self, column)
        return value if isinstance(value, str) else "\n".join(value)


def row(review: Review, marks: Sequence[Mark] = ()) -> Row:
    """The row of a review, with the reviewer's marks on it."""
    own = [mark for mark in marks if mark.review == review.id]
    error = review.error
    checked = sum(mark.checked for mark in own)
    return Row(
        file=review.file,
        applicant=review.applicant or ("" if error else str(labels()["unnamed"])),
        kind=review.kind,
        district=review.district,
        filled_on=review.filled_on.isoformat() if review.filled_on else "",
        directions=tuple(direction_line(direction) for direction in review.directions),
        targets=tuple(dict.fromkeys(target_line(target) for target in goals(review)))[:_KEY_TARGETS],
        missing=tuple(section_title(key) for key in review.missing),
        contradictions=tuple(f"{found.about}：{' / '.join(found.values)}" for found in review.contradictions),
        flags=tuple(flag.text for flag in review.red_flags),
        injection=tuple(found.quote for found in review.injection),
        similar=tuple(dict.fromkeys(found.file for found in review.similar)),
        questions=tuple(review.questions),
        checked=str(checked) if checked else "",
        notes=tuple(mark.note for mark in own if mark.note),
        error=f"{error.message}{error.hint}" if error else "",
    )


def goals(review: Review) -> list[Target]:
    """The targets that are goals, without what is put in or is there already."""
    return [target for target in review.targets if target.role is TargetRole.GOAL]


def direction_line(direction: ClaimedDirection) -> str:
    """A direction, and whether it is only claimed or only described."""
    if direction.claimed and direction.supported:
        return direction.title
    return direction.title + str(labels()["claimed_only" if direction.claimed else "supported_only"])


def target_line(target: Target) -> str:
    """A target: by when, what, and from where."""
    by = str(labels()["by"]).format(by=target.by) if target.by and target.by not in target.text else ""
    base = target.baseline and target.baseline not in target.text
    return f"{by}{target.text}{str(labels()['baseline']).format(baseline=target.baseline) if base else ''}"
