"""Is a claim supported by the words it cites? Values and names first, then what it makes of them, then content.

A claim that stands verbatim in its source is supported without further work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.text import comparable, plain
from assistant.grounding import bodies, polarity
from assistant.grounding.implied import in_their_words, other_period
from assistant.grounding.parts import elsewhere
from assistant.grounding.values import month_days, values
from assistant.grounding.words import pattern

_ENOUGH = 0.88
_ENOUGH_IN_PAIRS = 0.25
_CONTENT = re.compile(r"[\u4e00-\u9fffa-z]")
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]{2}")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]")


@dataclass(frozen=True)
class Verdict:
    """Whether a claim stands, and if not, why (for logs and evaluations)."""

    supported: bool
    why: str = ""


def check(
    claim: str,
    sources: Sequence[str],
    allowed: Sequence[str] = (),
    derived: frozenset[str] = frozenset(),
    familiar: Sequence[str] = (),
) -> Verdict:
    """Check a claim.

    Args:
        claim: The sentence.
        sources: The cited words.
        allowed: Words that need no source: the user's own, and the assistant's fixed phrases.
        derived: Values that were worked out from the cited ones (days left, a count).
        familiar: Words that a claim may use, though they give it no value, no name and no permission.
    """
    if not sources:
        return Verdict(False, "no source")
    claim = in_their_words(plain(claim), plain("\n".join([*sources, *allowed])))
    said, cited, own = comparable(claim), comparable("。".join(sources)), comparable("。".join(allowed))
    known = "。".join([own, *map(comparable, familiar)])
    bare = said.rstrip("。;,")
    if bare in cited:
        return Verdict(True)
    why = (
        _without_source(claim, sources, allowed, derived)
        or _named_wrongly(said, cited, own)
        or polarity.negation(said, cited, own)
        or polarity.bounds(said, cited)
        or polarity.measures(said, f"{cited}。{own}", derived)
        or elsewhere(said, cited)
        or polarity.binding(said, cited, own)
        or polarity.scope(said, cited, own)
        or _told_too_little(bare, cited, known)
    )
    return Verdict(not why, why)


def _without_source(
    claim: str, sources: Sequence[str], allowed: Sequence[str], derived: frozenset[str]
) -> str:
    """Every value is in the sources, in the user's own words, or worked out from them; a day as a whole."""
    words = "\n".join([*sources, *allowed])
    missing = values(claim) - values(words) - derived
    if missing:
        return f"value without source: {min(missing)}"
    for month, day in sorted(month_days(claim) - month_days(words)):
        if not {f"number:{month}", f"number:{day}"} <= derived:
            return f"day without source: {month}月{day}日"
    period = other_period(plain(claim), plain(words))
    return f"period without source: {period}" if period else ""


def _named_wrongly(said: str, cited: str, own: str) -> str:
    unknown = bodies.missing(said, f"{cited}。{own}")
    if unknown:
        return f"body without source: {unknown}"
    turned = bodies.misplaced(said, cited)
    return f"body in another part: {turned}" if turned else ""


def _told_too_little(bare: str, cited: str, own: str) -> str:
    same = polarity.with_one_prohibition
    words = (same(bare), same(cited), same(own))
    share = character_share(*words)
    enough = share >= _ENOUGH and content_share(*words) >= _ENOUGH_IN_PAIRS
    return "" if enough else f"only {share:.2f} of the content is cited"


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
