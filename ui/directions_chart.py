"""How many submissions of which kind of body go into which direction: bars of an inline drawing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.review import Review
from ui import text

_COLOURS = 6
"""So many kinds are told apart; when there are more, the rarest are one."""


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
    kinds_of = Counter(review.kind or text.UNKNOWN_KIND for review in reviews if review.directions)
    named = {
        kind for kind, _ in kinds_of.most_common(_COLOURS if len(kinds_of) <= _COLOURS else _COLOURS - 1)
    }
    pairs = Counter(
        (direction.title, kind if (kind := review.kind or text.UNKNOWN_KIND) in named else text.OTHER_KINDS)
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
    ordered = sorted(by_kind, key=lambda kind: (kind == text.OTHER_KINDS, -by_kind[kind]))
    kinds = {kind: number for number, kind in enumerate(ordered)}
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
