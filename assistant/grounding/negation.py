"""Does a claim deny what its source denies, and nothing else?

Each check gives why it fails, or "". Texts are comparable, with one word for each of its synonyms.
"""

import re

from assistant.grounding.words import pattern

_BETWEEN = 3
_REACH = 6
_BEHIND = 10
_BEHIND_IN_SOURCE = 14
_EXCLUDED = 4
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")


def negation(claim: str, cited: str, own: str) -> str:
    """A claim may negate only what its source negates, and must not leave a negation out."""
    return _added(claim, cited, own) or _left_out(claim, cited)


def _added(claim: str, cited: str, own: str) -> str:
    words = f"{cited}。{own}"
    for match in _negations(claim):
        before, behind = _around(claim, match)
        same = claim[match.start() : match.end() + 1] in words or pattern("denial").match(
            claim, match.start()
        )
        if not (same or _denied(claim, match, words)) or _affirms(before, behind, cited):
            return f"negation without source: {match[0]}{behind}"
    return ""


def _left_out(claim: str, cited: str) -> str:
    for match in _negations(cited):
        before, behind = _around(cited, match)
        if _affirms(before, behind, claim) and not _affirms(before, behind, cited, anywhere=True):
            return f"negation left out: {match[0]}{behind}"
        if _turned(behind, claim, cited):
            return f"negation left out: {match[0]}{behind}"
    for match in pattern("exclusion").finditer(cited):
        what = match["what"][:_EXCLUDED]
        if len(what) == _EXCLUDED and what in claim and not pattern("denies").search(claim):
            return f"exclusion left out: {what}"
    return ""


def _negations(text: str) -> list[re.Match[str]]:
    """The negations of a text, without 不断, 未来 and their like."""
    return [
        m for m in pattern("negation").finditer(text) if not pattern("no_negation").match(text, m.start())
    ]


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]


def _denied(claim: str, match: re.Match[str], words: str) -> bool:
    """Whether the source denies what follows a claim's negation, in whichever way it says so."""
    for name in ("unbound", "indirect", "short"):
        if pattern(name).match(claim, match.start()):
            return pattern(f"{name}_in_source").search(words) is not None
    said = _segment(claim, match.end(), _BEHIND)
    act = said[:2]
    if act in words and not _negated_somewhere(act, words):
        return False
    pairs = _pairs(said)
    return any(
        pairs & _pairs(_segment(words, m.end(), _BEHIND_IN_SOURCE))
        or (said[:1] and said[:1] == words[m.end() : m.end() + 1])
        for m in pattern("denies").finditer(words)
    )


def _segment(text: str, start: int, length: int) -> str:
    return re.split("[。;,，；：:]", text[start : start + length])[0]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if _CHINESE.fullmatch(text[i : i + 2])}


def _negated_somewhere(act: str, words: str) -> bool:
    return re.search(rf"(?:{pattern('denies').pattern})[^。;,]{{0,{_REACH}}}?{act}", words) is not None


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
    bridge = re.compile(f"(?={before}([^。；;，,]{{0,{_BETWEEN}}}){behind})")
    clear = [not pattern("negation").search(match[1]) for match in bridge.finditer(text)]
    return any(clear) if anywhere else bool(clear) and all(clear)
