"""Where a number stands: a claim takes it from the part of the sentence that speaks of the claim's subject."""

import re

from assistant.grounding.polarity import measures_in

_PARTS = re.compile(r"[，,。；;：:\n]")
_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_LEAST_SUBJECT = 3


def elsewhere(claim: str, cited: str) -> str:
    """Why a number of `claim` belongs to another part of what it cites; "" when none does.

    `东部不超过8亿元，西部不超过12亿元` does not support `东部不超过12亿元`. Texts are comparable.
    """
    parts = [(part, measures_in(part)) for part in _PARTS.split(cited)]
    whole = _pairs(claim)
    for said in _PARTS.split(claim):
        own = _pairs(said)
        subject = own if len(own) >= _LEAST_SUBJECT else whole
        for number, units in measures_in(said).items():
            rivals = [p for p, there in parts if number not in there and _share_unit(units, there)]
            homes = [p for p, there in parts if number in there]
            if homes and rivals and _nearest(subject, rivals) > _nearest(subject, homes):
                return f"number of another part: {number}"
    return ""


def _share_unit(units: set[str], there: dict[str, set[str]]) -> bool:
    return any(units & others for others in there.values())


def _nearest(subject: set[str], parts: list[str]) -> int:
    return max(sum(1 for pair in subject if pair in part) for part in parts)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if _PAIR.fullmatch(text[i : i + 2])}
