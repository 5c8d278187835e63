"""Does a claim say as much as its source, and no more: negations, bounds of numbers, duty and permission, scope.

Each check gives why it fails, or "". Texts are comparable: half width, lower case, without white space.
"""

import re

from assistant.grounding.values import canonical, in_digits
from assistant.grounding.words import pattern, units

_BETWEEN = 3
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_SIDES = ("at_most", "at_least")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def negation(claim: str, cited: str, own: str) -> str:
    """A claim may negate only what its source negates, and must not leave a negation out."""
    words = f"{cited}。{own}"
    for match in _negations(claim):
        before, behind = _around(claim, match)
        same = claim[match.start() : match.end() + 1] in words or pattern("denial").match(
            claim, match.start()
        )
        if not (same or _negated(behind, words)) or _affirms(before, behind, cited):
            return f"negation without source: {match[0]}{behind}"
    for match in _negations(cited):
        before, behind = _around(cited, match)
        if _affirms(before, behind, claim) and not _affirms(before, behind, cited):
            return f"negation left out: {match[0]}{behind}"
    return ""


def _negations(text: str) -> list[re.Match[str]]:
    """The negations of a text, without 不断, 未来 and their like."""
    return [
        m for m in pattern("negation").finditer(text) if not pattern("no_negation").match(text, m.start())
    ]


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]


def _negated(words: str, text: str) -> bool:
    """Whether the text negates what begins with these words, in whichever of the ways to say it."""
    return len(words) > 1 and any(words in text[m.end() : m.end() + 2 + _BETWEEN] for m in _negations(text))


def _affirms(before: str, behind: str, text: str) -> bool:
    """Whether a text has the words that stand around a negation one soon after the other, and never negated."""
    if not (_CHINESE.fullmatch(before) and _CHINESE.fullmatch(behind)):
        return False
    bridge = re.compile(f"{before}([^。；;，,]{{0,{_BETWEEN}}}){behind}")
    between = [match[1] for match in bridge.finditer(text)]
    return bool(between) and not any(pattern("negation").search(words) for words in between)


def with_one_prohibition(text: str) -> str:
    """`text` with every way to forbid written the same way."""
    return pattern("prohibition").sub("不得", text)


def bounds(claim: str, cited: str) -> str:
    """`不超过` must not become `不低于`: where both bound a number, they bound it on the same side."""
    said, there = _bounds(in_digits(claim)), _bounds(in_digits(cited))
    for number, sides in said.items():
        if number in there and not sides & there[number]:
            return f"bound turned: {number}"
    return ""


def _bounds(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _NUMBER.finditer(text):
        before, behind = text[max(0, match.start() - 5) : match.start()], text[match.end() : match.end() + 6]
        sides = {side for side in _SIDES if _in_front(side, before) or _behind(side, behind)}
        if sides:
            found.setdefault(canonical(match[0]), set()).update(sides)
    return found


def _in_front(side: str, text: str) -> bool:
    return re.search(f"(?:{pattern(side).pattern})$", text) is not None


def _behind(side: str, text: str) -> bool:
    return re.match(rf"[^\d，,。；;]{{0,4}}?(?:{pattern(f'{side}_behind').pattern})", text) is not None


def measures(claim: str, cited: str, derived: frozenset[str]) -> str:
    """`150万元` must not become `150元`: where the source gives a number a unit, the claim gives it no other."""
    said, there = measures_in(claim), measures_in(cited)
    for number, kinds in said.items():
        if number in there and not kinds <= there[number] and f"number:{number}" not in derived:
            return f"unit differs: {number}"
    return ""


def measures_in(text: str) -> dict[str, set[str]]:
    """The numbers of a text that have a unit, each with its units."""
    text = in_digits(text)
    found: dict[str, set[str]] = {}
    for match in _NUMBER.finditer(text):
        unit = next((u for u in units() if text.startswith(u, match.end())), None)
        if unit:
            found.setdefault(canonical(match[0]), set()).add(units()[unit])
    return found


def binding(claim: str, cited: str, own: str) -> str:
    """No duty out of what the source only allows or tells, and no permission out of a duty or a prohibition."""
    words = f"{cited}。{own}"
    if pattern("duty").search(claim) and not pattern("duty_in_source").search(words):
        return "duty without source"
    if weakened := next(
        (m[0] for m in pattern("permission").finditer(claim) if _is_duty(claim, m, cited)), ""
    ):
        return f"permission instead of a duty: {weakened}"
    permits = pattern("permission").search(claim) and not pattern("permission_in_source").search(words)
    binds = pattern("duty").search(cited) or pattern("prohibition").search(cited)
    return "permission without source" if permits and binds else ""


def _is_duty(claim: str, permission: re.Match[str], cited: str) -> bool:
    """Whether the source demands what stands behind a word of permission, and does not permit it anywhere."""
    behind = claim[permission.end() : permission.end() + 2]
    if not _CHINESE.fullmatch(behind):
        return False
    demanded = any(cited.startswith(behind, m.end()) for m in pattern("duty").finditer(cited))
    return demanded and not re.search(f"可以?{behind}", cited)


def scope(claim: str, cited: str, own: str) -> str:
    """No `所有` or `仅` that the source does not say."""
    words = f"{cited}。{own}"
    wide = next((m[0] for m in pattern("scope").finditer(claim) if m[0] not in words), "")
    return f"scope without source: {wide}" if wide else ""
