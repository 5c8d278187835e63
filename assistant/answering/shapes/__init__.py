"""The shapes of an answer, one module each: when it fits (`find`), and how it is said (`compose`).

`SHAPES` is tried in order; the first that finds what it needs in the evidence answers. `silence` always fits.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.shapes import (
    cases,
    comparison,
    contact,
    deadline,
    direction,
    eligibility,
    frame,
    listing,
    passage,
    period,
    place,
    recipient,
    recite,
    schedule,
    silence,
    titles,
)
from assistant.answering.turn import Ask, Evidence, Reply, Turn

Compose = Callable[[Turn], Reply]
Find = Callable[[Ask, Evidence, Turn], Compose | None]


@dataclass(frozen=True)
class Shape:
    """A shape: its name, for logs and metrics, and the function that fits it."""

    name: str
    find: Find


SHAPES: tuple[Shape, ...] = (
    Shape("recite", recite.find),
    Shape("titles", titles.find),
    Shape("cases", cases.find),
    Shape("frame", frame.find),
    Shape("schedule", schedule.find),
    Shape("listing", listing.find),
    Shape("comparison", comparison.find),
    Shape("place", place.find),
    Shape("period", period.find),
    Shape("recipient", recipient.find),
    Shape("deadline", deadline.find),
    Shape("eligibility", eligibility.find),
    Shape("direction", direction.find),
    Shape("contact", contact.find),
    Shape("passage", passage.find),
    Shape("silence", silence.find),
)
