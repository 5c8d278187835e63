"""How much of a claim's words stand in its sources: by the characters that mean something, or by pairs of them."""

import re

from assistant.grounding.words import pattern

_CONTENT = re.compile(r"[\u4e00-\u9fffa-z]")
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]{2}")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]")


def character_share(claim: str, cited: str, allowed: str) -> float:
    """The share of the claim's characters with a meaning of their own that stand in the cited or the allowed words.

    A paraphrase puts the same characters in another order, between other particles; what is made up brings new ones.
    """
    told = pattern("framing").sub("", claim)
    meant = [c for c in told if _CONTENT.fullmatch(c) and not pattern("light").fullmatch(c)]
    return sum(1 for c in meant if c in cited or c in allowed) / len(meant) if meant else 1.0


def content_share(claim: str, cited: str, allowed: str) -> float:
    """The share of the claim's character pairs that stand in the cited or the allowed words.

    Pairs with a numeral are left out: numbers are values, and have been checked as such.
    """
    pairs = [claim[i : i + 2] for i in range(len(claim) - 1)]
    pairs = [pair for pair in pairs if _WORDS.fullmatch(pair) and not _NUMERAL.search(pair)]
    if not pairs:
        return 1.0
    return sum(1 for pair in pairs if pair in cited or pair in allowed) / len(pairs)
