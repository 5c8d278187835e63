"""Amounts become what a reviewer reads: goals first, then what is put in, then what is there already."""

from collections.abc import Sequence

from assistant.models.review import Target, TargetRole
from assistant.reviewing.goals import places, stated
from assistant.reviewing.quantities import PRESENT, Quantity, When
from assistant.reviewing.submission import Submission

_MOST = 200
_ORDER = (TargetRole.GOAL, TargetRole.INPUT, TargetRole.PRESENT)


def targets(submission: Submission, quantities: Sequence[Quantity]) -> list[Target]:
    """Every amount of the sections, each with the clause that states it."""
    found = []
    for quantity in quantities:
        if quantity.sentence.section is None or quantity.is_baseline:
            continue
        found.append(
            Target(
                text=stated(submission, quantity),
                value=quantity.number,
                unit=quantity.written,
                by=quantity.by,
                baseline=quantity.baseline,
                role=role(quantity),
                evidence=places(submission, quantity),
            )
        )
    return sorted(found, key=lambda t: _ORDER.index(t.role))[:_MOST]


def role(quantity: Quantity) -> TargetRole:
    """What an amount is: a goal, money or people put in, or what is there."""
    section = quantity.sentence.section
    if quantity.when is When.NOW or section in PRESENT:
        return TargetRole.PRESENT
    return TargetRole.INPUT if section == "safeguards" else TargetRole.GOAL
