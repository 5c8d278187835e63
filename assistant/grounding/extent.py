"""Does a claim say as much as its source, and no more: bounds of numbers, units, duty and permission, scope.

Each check gives why it fails, or "". Texts are comparable: half width, lower case, without white space.
"""

import re

from assistant.grounding.pairs import pairs
from assistant.grounding.values import canonical, in_digits
from assistant.grounding.words import pattern, units

_REACH = 16
_ENOUGH = 2
_BREAK = re.compile("[。;,:：]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_SIDES = ("at_most", "at_least")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def bounds(claim: str, cited: str) -> str:
    """`不超过` must not become `不低于`: where both bound a number, they bound it on the same side."""
    said, there = _bounds(in_digits(claim)), _bounds(in_digits(cited))
    for number, sides in said.items():
        if number in there and not sides <= there[number]:
            return f"bound turned: {number}"
    return ""


def _bounds(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _NUMBER.finditer(text):
        before, behind = text[max(0, match.start() - 7) : match.start()], text[match.end() : match.end() + 6]
        sides = {side for side in _SIDES if _in_front(side, before) or _behind(side, behind)}
        if sides:
            found.setdefault(canonical(match[0]), set()).update(sides)
    return found


def _in_front(side: str, text: str) -> bool:
    return re.search(rf"(?:{pattern(side).pattern})[^\d，,。；;、]{{0,3}}$", text) is not None


def _behind(side: str, text: str) -> bool:
    return re.match(rf"[^\d，,。；;]{{0,4}}?(?:{pattern(f'{side}_behind').pattern})", text) is not None


def measures(claim: str, cited: str, derived: frozenset[str]) -> str:
    """`150万元` must not become `150元`: where the source gives a number a unit, the claim gives it no other."""
    said, there = _measures(in_digits(claim)), _measures(in_digits(cited))
    for number, kinds in said.items():
        if number in there and not kinds <= there[number] and f"number:{number}" not in derived:
            return f"unit differs: {number}"
    return ""


def _measures(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _NUMBER.finditer(text):
        unit = next((u for u in units() if text.startswith(u, match.end())), None)
        if unit:
            found.setdefault(canonical(match[0]), set()).add(units()[unit])
    return found


def binding(claim: str, cited: str, own: str) -> str:
    """No duty out of what the source only allows or tells, and no permission out of a duty."""
    words = f"{cited}。{own}"
    for match in pattern("duty").finditer(claim):
        if not pattern("duty_in_source").search(words) or _only(claim, match, words, "may", "must"):
            return "duty without source"
    for match in pattern("permission").finditer(claim):
        if _only(claim, match, words, "must", "may"):
            return "permission without source"
    for match in pattern("allows").finditer(claim):
        if _forbidden(claim, match, words):
            return "permission without source"
    free = next((m[0] for m in pattern("discretion").finditer(claim) if m[0] not in words), "")
    return f"permission without source: {free}" if free else ""


def _only(claim: str, match: re.Match[str], words: str, name: str, other: str) -> bool:
    """Whether the source binds what follows a word of duty or permission in one way, and never in the other."""
    skipped = pattern("before_act").match(claim, match.end())
    starts = {match.end(), skipped.end() if skipped else match.end()}
    acts = [claim[start : start + 2] for start in starts]
    return any(
        _binds(name, act, words) and not _binds(other, act, words) for act in acts if _CHINESE.fullmatch(act)
    )


def _binds(name: str, act: str, words: str) -> bool:
    return any(
        act in words[match.end() : match.end() + _REACH] and act in _BREAK.split(words[match.end() :], 1)[0]
        for match in pattern(name).finditer(words)
    )


def _forbidden(claim: str, match: re.Match[str], words: str) -> bool:
    """Whether the source only forbids what a claim allows."""
    behind = _BREAK.split(claim[match.end() :])[0]
    if pattern("negation").match(behind):
        return False
    acts = pairs(behind)
    free, bound = set[str](), set[str]()
    for part in _BREAK.split(words):
        forbidding = pattern("forbids").search(part)
        free |= pairs(part[: forbidding.start()] if forbidding else part)
        bound |= pairs(part[forbidding.end() :]) if forbidding else set()
    return len(acts & bound - free) >= min(_ENOUGH, max(1, len(acts))) and len(acts & bound - free) >= len(
        acts & free - bound
    )


def scope(claim: str, cited: str, own: str) -> str:
    """No `所有`, `仅` or `一定` that the source does not say, in the same or in other words."""
    words = f"{cited}。{own}"
    for name in ("every", "sole", "sure", "stays", "once"):
        for match in pattern(name).finditer(claim):
            if match[0] not in words and not pattern(f"{name}_in_source").search(words):
                return f"scope without source: {match[0]}"
    for match in pattern("often").finditer(claim):
        if not re.search(pattern("often_in_source").pattern.replace("UNIT", match[1]), words):
            return f"scope without source: {match[0]}"
    return ""
