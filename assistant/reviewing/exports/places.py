"""The places that carry a statement, as people want to see them: what stands side by side is one place."""

import re
from collections.abc import Sequence

from assistant.models.review import Evidence

_END = re.compile(r"[。！？!?\n]")
_NEAR = 80
"""Most characters between two places that are shown as one."""


def joined(text: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """`evidence` without repetitions, neighbours in one sentence made one place; every quote still equals its place."""
    found: list[Evidence] = []
    for place in sorted(evidence, key=lambda place: (place.start, place.end)):
        between = text[found[-1].end : place.start] if found else ""
        if found and place.start - found[-1].end <= _NEAR and not _END.search(between):
            last = found[-1]
            end = max(last.end, place.end)
            found[-1] = last.model_copy(update={"end": end, "quote": text[last.start : end]})
        else:
            found.append(place)
    return found
