"""Directions that are claimed without support, or supported without being claimed."""

from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case


def check(case: Case) -> Iterator[RedFlag]:
    """What the section on directions says against what the rest describes."""
    for direction in case.directions:
        kind = "unsupported_direction" if direction.claimed else "unclaimed_direction"
        if direction.claimed != direction.supported:
            places = [(e.start, e.end) for e in direction.evidence]
            yield case.flag(kind, places, title=direction.title)
