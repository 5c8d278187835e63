"""The most serious thing about a submission, for the end of its summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models.review import Contradiction, Evidence, RedFlag
from assistant.reviewing.sections import titles
from assistant.reviewing.submission import Submission
from assistant.reviewing.words import data

_SERIOUS = ("red_line", "unlawful")
_THEN = ("late", "unsupported_direction", "outside_period", "unmeasured_goals", "vague_goal", "thin")
_MOST_VALUES = 3


@dataclass(frozen=True)
class Gap:
    """What is wrong, in one sentence, and the places that show it; `crosses` where those cross a red line."""

    text: str
    evidence: tuple[Evidence, ...]
    crosses: bool = False


def most_serious(
    submission: Submission,
    missing: Sequence[str],
    contradictions: Sequence[Contradiction],
    flags: Sequence[RedFlag],
) -> list[Gap]:
    """What must be looked at first: red lines, then contradictions, then what is missing, then the rest."""
    words = data("summary")
    crossing = [Gap(f.text, tuple(f.evidence), True) for kind in _SERIOUS for f in flags if f.kind == kind]
    found = crossing[:1]
    found += [
        Gap(
            words["gap_contradiction"].format(about=c.about, values="、".join(c.values[:_MOST_VALUES])),
            tuple(c.evidence),
        )
        for c in contradictions[:1]
    ]
    if missing:
        named = "".join(f"“{titles()[key]}”" for key in missing)
        places = [
            submission.evidence(s.start, s.start + len(s.heading))
            for s in submission.sections.values()
            if s.present and submission.text[s.start : s.start + len(s.heading)] == s.heading
        ]
        if not places and submission.sentences:
            first = submission.sentences[0]
            places = [submission.evidence(first.start, first.end)]
        found.append(Gap(words["gap_missing"].format(titles=named), tuple(places)))
    found += [
        Gap(f.text, tuple(f.evidence)) for kind in _THEN for f in flags if f.kind == kind and f.evidence
    ]
    return [gap for gap in [*found, *crossing[1:]] if gap.evidence]
