"""Which of the notice's directions a submission claims, and which its own words support.

A direction's own words tell it from its siblings: character runs that stand in few of their texts weigh more. Everyday
words count for a direction that uses the official ones. No model is needed, and the same text always gives the same.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from assistant.documents.text import plain
from assistant.models.review import ClaimedDirection, Evidence
from assistant.reviewing.notice import Direction
from assistant.reviewing.submission import Sentence, Submission
from assistant.reviewing.words import data

_RUNS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_LENGTHS = (2, 3, 4)
_MOST_WORDS = 6
_ALIKE = 88
_SUPPORTED, _SHARE = 4.0, 0.22
"""A claimed direction is supported from so many points, and from this share of the best one's."""
_UNCLAIMED, _UNCLAIMED_SHARE = 7.5, 0.45
"""One that is not claimed must stand out more."""
_ONLY = 2.0
_PLACES = 2
_BOX = 6


def find(submission: Submission, directions: Sequence[Direction]) -> tuple[ClaimedDirection, ...]:
    """The directions that a submission claims or supports, the claimed ones first, best supported first."""
    if not directions:
        return ()
    profiles = _profiles(tuple(directions))
    said = submission.within("directions")
    shown = submission.within(*submission.sections)
    bodies = [(s, _without(s.plain, [d.title for d in directions])) for s in shown]
    points = [p.points(words for _, words in bodies) for p in profiles]
    best = max(points, default=0.0)
    claims = [_named(submission, said, d) for d in directions]
    if not any(claims):
        claims = [_by_number(submission, said, d, i + 1) for i, d in enumerate(directions)]
    if not any(claims):
        claims = _paraphrased(submission, said, profiles)
    nothing_claimed = not any(claims)
    found: list[tuple[float, ClaimedDirection]] = []
    for i, direction in enumerate(directions):
        claimed = claims[i]
        enough = points[i] >= max(_SUPPORTED, _SHARE * best)
        stands_out = points[i] >= max(_UNCLAIMED, _UNCLAIMED_SHARE * best)
        only = nothing_claimed and points[i] == best >= _ONLY
        supported = (enough if claimed else stands_out) or only
        if not claimed and not supported:
            continue
        places = [*claimed, *(_best_places(submission, bodies, profiles[i]) if supported else [])]
        found.append(
            (
                points[i] + (1000 if claimed else 0),
                ClaimedDirection(
                    clause=direction.clause,
                    title=direction.title,
                    claimed=bool(claimed),
                    supported=supported,
                    evidence=list({(e.start, e.end): e for e in places}.values()),
                ),
            )
        )
    return tuple(d for _, d in sorted(found, key=lambda pair: -pair[0]))


@dataclass(frozen=True)
class _Profile:
    """What tells a direction from its siblings."""

    weights: dict[str, float]
    everyday: tuple[re.Pattern[str], ...]
    size: float

    def points(self, texts: Iterable[str]) -> float:
        """How much texts speak of the direction."""
        whole = "\n".join(texts)
        own = sum(self.weights.get(gram, 0.0) for gram in _grams(whole)) / self.size
        words = {m[0] for p in self.everyday for m in p.finditer(whole)}
        return own + min(len(words), _MOST_WORDS)


@cache
def _profiles(directions: tuple[Direction, ...]) -> tuple[_Profile, ...]:
    grams = [_grams(plain(d.text)) for d in directions]
    spread = Counter(gram for own in grams for gram in own)
    return tuple(
        _Profile(
            weights={g: math.log(len(directions) / spread[g]) * (len(g) - 1) for g in own},
            everyday=tuple(
                re.compile(everyday)
                for everyday, official in data("directions")["paraphrases"].items()
                if any(word in direction.text for word in official)
            ),
            size=math.sqrt(len(direction.text)),
        )
        for direction, own in zip(directions, grams, strict=True)
    )


def _grams(text: str) -> set[str]:
    return {
        run[i : i + length]
        for run in _RUNS.findall(text)
        for length in _LENGTHS
        for i in range(len(run) - length + 1)
    }


def _without(text: str, titles: Sequence[str]) -> str:
    for title in titles:
        text = text.replace(title, " ")
    return text


def _named(submission: Submission, said: Sequence[Sentence], direction: Direction) -> list[Evidence]:
    """Where the section on directions names a direction by its title, or nearly so."""
    found = []
    ticked = any(re.search(data("identity")["ticked"], s.plain) for s in said)
    for sentence in said:
        if re.search(data("directions")["none"], sentence.plain):
            continue
        place = sentence.plain.find(plain(direction.title))
        if place >= 0 and not _chosen(sentence.plain, place, direction, ticked):
            continue
        if place >= 0:
            start = sentence.start + place
            found.append(submission.evidence(start, start + len(direction.title)))
        elif _nearly(sentence.plain, direction.title):
            found.append(submission.evidence(sentence.start, sentence.end))
    return found


def _chosen(text: str, place: int, direction: Direction, ticked: bool) -> bool:
    """Whether a title in a list with boxes is ticked; where there are no boxes, every title is chosen."""
    marks = data("identity")
    before, behind = text[max(0, place - _BOX) : place], text[place + len(direction.title) :][:_BOX]
    for box, chosen in (("ticked", True), ("unticked", False)):
        if re.search(rf"(?:{marks[box]})[^\u4e00-\u9fff]*$", before):
            return chosen
    for box, chosen in (("ticked", True), ("unticked", False)):
        if re.match(rf"\s?(?:{marks[box]})", behind):
            return chosen
    return not ticked


def _by_number(
    submission: Submission, said: Sequence[Sentence], direction: Direction, ordinal: int
) -> list[Evidence]:
    """Where it is named by its number: `方向(二)`, `第二个方向`."""
    label = direction.clause.rpartition("/")[2].strip("()")
    return [
        submission.evidence(s.start, s.end)
        for s in said
        if any(
            n in (label, str(ordinal))
            for m in re.finditer(data("directions")["ordinal"], s.plain)
            for n in m.groups()
        )
    ]


def _nearly(text: str, title: str) -> bool:
    pieces = re.split(r"[，,。;；、:：]", text)
    return any(
        len(p) >= len(title) - 3 and fuzz.partial_ratio(plain(title), p) >= _ALIKE for p in pieces if p
    )


def _paraphrased(
    submission: Submission, said: Sequence[Sentence], profiles: Sequence[_Profile]
) -> list[list[Evidence]]:
    """The direction that the section speaks of in words of its own, if one stands out."""
    claims: list[list[Evidence]] = [[] for _ in profiles]
    points = [p.points(s.plain for s in said) for p in profiles]
    best = max(points, default=0.0)
    if best < _ONLY:
        return claims
    for i, profile in enumerate(profiles):
        if points[i] >= max(_ONLY, 0.8 * best):
            ranked = sorted(said, key=lambda s: -profile.points([s.plain]))
            claims[i] = [submission.evidence(s.start, s.end) for s in ranked[:1]]
    return claims


def _best_places(
    submission: Submission, bodies: Sequence[tuple[Sentence, str]], profile: _Profile
) -> list[Evidence]:
    ranked = sorted(bodies, key=lambda pair: -profile.points([pair[1]]))
    return [
        submission.evidence(s.start, s.end) for s, words in ranked[:_PLACES] if profile.points([words]) > 0
    ]
