"""Does a claim deny what its source denies, and nothing else?

Each check gives why it fails, or "". Texts are comparable, with one word for each of its synonyms.
"""

import re

from assistant.grounding.pairs import pairs
from assistant.grounding.terms import in_full
from assistant.grounding.words import pattern

_BETWEEN = 3
_REACH = 6
_PAIR = 2
_FAR = 30
_NEAR = 3
_BEHIND = 10
_BEHIND_IN_SOURCE = 14
_EXCLUDED = 4
_TELLING = 3
_PART = re.compile("[。;,，；：:]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")


def negation(claim: str, cited: str, own: str) -> str:
    """A claim may negate only what its source negates, and must not leave a negation out."""
    return _added(claim, cited, own) or _left_out(claim, cited) or _told_as_done(claim, cited)


def _added(claim: str, cited: str, own: str) -> str:
    words = f"{cited}。{own}"
    unknown: list[str] = []
    found = _negations(claim)
    for match in found:
        if claim.startswith("不行", match.start()) and len(found) > 1:
            continue
        before, behind = _around(claim, match)
        same = claim[match.start() : match.end() + 1] in words or pattern("denial").match(
            claim, match.start()
        )
        follows = pattern("consequence").match(claim, match.start()) and _against_condition(
            claim, match, cited
        )
        if not (same or follows or _denied(claim, match, words)) or _affirms(before, behind, cited):
            unknown.append(f"negation without source: {match[0]}{behind}")
    if len(unknown) == len(found) == _PAIR and pattern("consequence").match(claim, found[-1].start()):
        return ""  # whoever does not meet the condition does not get what those get who do
    return unknown[0] if unknown else ""


def _against_condition(claim: str, match: re.Match[str], cited: str) -> bool:
    """Whether a claim tells what follows for those who have what nobody may have: `被列入…的不能申报`."""
    said = claim[: match.start()]
    return any(_turned(_around(cited, other)[1], said, cited) for other in _negations(cited))


def _left_out(claim: str, cited: str) -> str:
    for match in _negations(cited):
        before, behind = _around(cited, match)
        if _affirms(before, behind, claim) and not _affirms(before, behind, cited, anywhere=True):
            return f"negation left out: {match[0]}{behind}"
        if _turned(behind, claim, cited) and not pattern("consequence").search(claim):
            return f"negation left out: {match[0]}{behind}"
    for match in pattern("forbids").finditer(cited):
        rest = _segment(cited, match.end(), _FAR)[:_REACH]
        if len(rest) >= _EXCLUDED and rest in claim and not _behind_denial(rest, claim):
            return f"negation left out: {match[0]}{rest}"
    for match in pattern("exclusion").finditer(cited):
        what = match["what"][:_EXCLUDED]
        if pattern("forbids").search(cited, match.end(), match.end() + _BEHIND):
            if pairs(what) & pairs(claim) and pattern("forbids").search(claim) and "除" not in claim:
                return f"exclusion left out: {what}"
            continue
        denied = "除" in claim or pattern("denies").search(claim)
        if len(what) == _EXCLUDED and what in claim and not denied:
            return f"exclusion left out: {what}"
    return ""


def _told_as_done(claim: str, cited: str) -> str:
    """What the source only speaks of as forbidden, and a clause of the claim without any word that denies."""
    forbidden, free = set[str](), set[str]()
    for part in _PART.split(cited):
        match = pattern("forbids").search(part)
        free |= pairs(part[: match.start()] if match else part)
        forbidden |= pairs(part[match.end() : match.end() + _BEHIND]) if match else set()
    for part in _PART.split(claim):
        told = pairs(part) & forbidden - free
        if len(told) >= _TELLING and not (
            pattern("denies").search(part) or pattern("condition").search(part)
        ):
            return f"negation left out: {min(told)}"
    return ""


def _negations(text: str, name: str = "negation") -> list[re.Match[str]]:
    """The negations of a text, without 不断, 未来 and their like."""
    return [m for m in pattern(name).finditer(text) if not pattern("no_negation").match(text, m.start())]


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]


def _denied(claim: str, match: re.Match[str], words: str) -> bool:
    """Whether the source denies what follows a claim's negation, in whichever way it says so."""
    for name in ("unbound", "indirect", "short"):
        if pattern(name).match(claim, match.start()):
            return pattern(f"{name}_in_source").search(words) is not None
    excluded = pairs("。".join(m["what"] for m in pattern("exclusion").finditer(words)))
    if (
        len(excluded & pairs(claim)) > 1
        and "除" not in claim
        and pattern("outside").match(claim, match.start())
    ):
        return True
    said = _segment(claim, match.end(), _BEHIND)
    act = said[:2]
    if act in words and not _negated_somewhere(act, words):
        return False
    return any(
        pairs(said) & pairs(_segment(words, m.end(), _reach(m[0])))
        or any(word in words[m.end() : m.end() + _NEAR + len(word)] for word in in_full(said[:1]))
        for m in _negations(words, "denies")
    )


def _behind_denial(words: str, text: str) -> bool:
    place = text.index(words)
    before = re.split("[。;,，；：:]", text[:place])[-1]
    return pattern("denies").search(before) is not None


def _segment(text: str, start: int, length: int) -> str:
    return re.split("[。;,，；：:]", text[start : start + length])[0]


def _reach(denial: str) -> int:
    return _FAR if pattern("forbids").fullmatch(denial) else _BEHIND_IN_SOURCE


def _negated_somewhere(act: str, words: str) -> bool:
    return any(
        re.search(rf"(?:{pattern(name).pattern})[^。;,]{{0,{reach}}}?{act}", words)
        for name, reach in (("denies", _REACH), ("forbids", _FAR))
    )


def _turned(act: str, claim: str, cited: str) -> bool:
    """Whether the source has these words only behind a negation, and the claim has them without one."""
    if not _CHINESE.fullmatch(act) or act not in claim or pattern("no_act").match(act):
        return False
    return _bare(act, claim) and not _bare(act, cited)


def _bare(act: str, text: str) -> bool:
    """Whether words stand somewhere in a text without a negation before them in the same clause."""
    for match in re.finditer(act, text):
        before = re.split("[。;,，；：:()]", text[max(0, match.start() - _BEHIND) : match.start()])[-1]
        if not pattern("denies").search(before):
            return True
    return False


def _affirms(before: str, behind: str, text: str, anywhere: bool = False) -> bool:
    """Whether a text has the words that stand around a negation one soon after the other, and never negated.

    Args:
        before: The two characters in front of the negation.
        behind: The two behind it.
        text: Where they are looked for.
        anywhere: Whether one place without a negation is enough.
    """
    if not (_CHINESE.fullmatch(before) and _CHINESE.fullmatch(behind)):
        return False
    if before not in text or behind not in text:
        return False
    bridge = re.compile(f"(?={before}([^。；;，,]{{0,{_BETWEEN}}}){behind})")
    clear = [not pattern("denies").search(match[1]) for match in bridge.finditer(text)]
    return any(clear) if anywhere else bool(clear) and all(clear)
