"""Does a claim give each act to the body that the source gives it to? Gives why not, or "".

Texts are comparable, with one word for each of its synonyms.
"""

import re

from assistant.grounding import bodies
from assistant.grounding.pairs import pairs
from assistant.grounding.words import pattern

_BREAK = re.compile(r"[。;；,，:：]")
_SENTENCE = re.compile(r"[。;；]")
_CLEARLY = 3


def given_to_another(claim: str, cited: str) -> str:
    """The first body of a claim that does what another does in the source; "" when there is none."""
    claim, cited = bodies.without_brackets(claim), bodies.without_brackets(cited)
    if not any(bodies.spans(cited)):
        return ""
    for start, end in bodies.spans(claim):
        name = claim[start:end]
        agent = pattern("agent").search(claim[:start]) and claim[end : end + 1] != "的"
        if agent and (_next_act(claim, end, name, cited) or _whole_part(claim, name, cited)):
            return f"body in another part: {name}"
    return ""


def _next_act(claim: str, end: int, name: str, cited: str) -> bool:
    """Whether what the claim says next is always done by somebody else in the source: the body right before it."""
    skipped = pattern("before_act").match(claim, end)
    start = skipped.end() if skipped else end
    general = pattern("general_act").match(claim, start)
    before = claim[: end - len(name)]
    act = before[-3:-1] if general and before.endswith("由") else claim[start : start + 2]
    if not re.fullmatch("[\u4e00-\u9fff]{2}", act):
        return False
    doers = [_doers(cited, m.start(), not general) for m in re.finditer(act, cited)]
    return bool(doers) and all(found and not any(bodies.same(name, d) for d in found) for found in doers)


def _doers(text: str, place: int, nearest: bool) -> list[str]:
    """The bodies that stand before a place in its segment: the last one and those joined to it, or all."""
    floor = max([0, *(m.end() for m in _BREAK.finditer(text, 0, place))])
    found: list[str] = []
    edge = place
    for start, end in sorted(bodies.spans(text), reverse=True):
        if end > edge or start < floor or pattern("towards").search(text[start - 1 : start]):
            continue
        if nearest and found and not pattern("joint").fullmatch(text, end, edge):
            break
        found.append(text[start:end])
        edge = start
    return found


def _whole_part(claim: str, name: str, cited: str) -> bool:
    """Whether the part of the source that says what the claim says names another body, and the part of its own less."""
    said = pairs(claim.replace(name, "。"))
    own = [claim[start:end] for start, end in bodies.spans(claim)]
    mine, others = set[str](), set[str]()
    for part in _BREAK.split(cited):
        named = [part[start:end] for start, end in bodies.spans(part)]
        overlap = said & pairs(part)
        if any(bodies.same(name, other) for other in named):
            mine |= overlap
        elif not named:
            continue
        elif len(overlap) > len(others) and not any(bodies.same(one, two) for one in own for two in named):
            others = overlap
    return len(others - mine) >= _CLEARLY and mine <= others
