"""The shapes of an answer, one module each: when it fits (`find`), and how it is said (`compose`).

`SHAPES` is tried in order; the first that finds what it needs in the evidence answers. `silence` always fits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.answerable import assess
from assistant.answering.lexicon import load
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

_LIKELY = 0.35

Compose = Callable[[Turn], Reply]
Find = Callable[[Ask, Evidence, Turn], Compose | None]


@dataclass(frozen=True)
class Shape:
    """A shape: its name, for logs and metrics, and the function that fits it.

    A `weighed` one asks for a value that many sentences hold; it answers only where the evidence as a whole speaks for
    an answer.
    """

    name: str
    find: Find
    weighed: bool = False


SHAPES: tuple[Shape, ...] = (
    Shape("recite", recite.find),
    Shape("titles", titles.find),
    Shape("cases", cases.find),
    Shape("frame", frame.find),
    Shape("schedule", schedule.find, weighed=True),
    Shape("listing", listing.find),
    Shape("comparison", comparison.find),
    Shape("place", place.find),
    Shape("period", period.find, weighed=True),
    Shape("recipient", recipient.find, weighed=True),
    Shape("deadline", deadline.find, weighed=True),
    Shape("eligibility", eligibility.find, weighed=True),
    Shape("direction", direction.find),
    Shape("contact", contact.find, weighed=True),
    Shape("passage", passage.find),
    Shape("silence", silence.find),
)


def choose(ask: Ask, evidence: Evidence, turn: Turn) -> Compose:
    """What composes the reply to a question: the first shape that fits."""
    closing = re.search(load("roles.yaml")["closing"], ask.text) is not None
    likely = closing or assess(ask, evidence).probability >= _LIKELY
    found = (shape.find(ask, evidence, turn) for shape in SHAPES if likely or not shape.weighed)
    return next(compose for compose in found if compose is not None)
