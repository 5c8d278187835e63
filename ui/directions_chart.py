"""How many submissions of which kind of body go into which direction: bars of an inline drawing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.review import Review
from ui import text

_COLOURS = 6
"""As many kinds have a colour of their own; the rest share the last one."""


@dataclass(frozen=True)
class Segment:
    """The part of a bar that one kind of body makes: where it begins and how wide it is, in per cent."""

    kind: str
    count: int
    at: float
    width: float
    colour: int


@dataclass(frozen=True)
class Bar:
    """A direction with its submissions."""

    title: str
    count: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Chart:
    """The bars, the most frequent direction first, and the kinds of body with their colours."""

    bars: tuple[Bar, ...]
    kinds: tuple[tuple[str, int], ...]


def chart(reviews: Sequence[Review]) -> Chart | None:
    """The drawing of what `reviews` claim or support; None when that is nothing to compare."""
    pairs = Counter(
        (direction.title, review.kind or text.UNKNOWN_KIND)
        for review in reviews
        for direction in review.directions
    )
    if len(reviews) < 2 or not pairs:
        return None
    by_kind: Counter[str] = Counter()
    by_title: Counter[str] = Counter()
    for (title, kind), count in pairs.items():
        by_title[title] += count
        by_kind[kind] += count
    kinds = {kind: min(number, _COLOURS - 1) for number, (kind, _) in enumerate(by_kind.most_common())}
    most = max(by_title.values())
    bars = []
    for title, total in by_title.most_common():
        at = 0
        segments = []
        for kind, colour in kinds.items():
            if count := pairs[title, kind]:
                left, width = (round(100 * value / most, 2) for value in (at, count))
                segments.append(Segment(kind, count, left, width, colour))
                at += count
        bars.append(Bar(title, total, tuple(segments)))
    return Chart(tuple(bars), tuple(kinds.items()))
