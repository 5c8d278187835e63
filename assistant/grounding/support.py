"""Is a claim supported by the words it cites? Values and names first, then what it makes of them, then content.

A claim that stands verbatim in its source is supported without further work.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.text import comparable, plain
from assistant.grounding import bodies, extent
from assistant.grounding.binding import contrary, moved, swapped
from assistant.grounding.implied import counted, implied, listed, month_ends
from assistant.grounding.negation import negation
from assistant.grounding.periods import other_period
from assistant.grounding.roles import given_to_another
from assistant.grounding.terms import fresh_words, unified
from assistant.grounding.values import month_days, values

_NEWS = 1.2
"""How much news a claim may hold, in characters that come from nowhere."""

_ACT, _THING = 0.4, 1.5
"""A character of an act weighs less, as acts have more names; a name of a thing is news if one of it is."""


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
    said, cited, own = comparable(claim), comparable("。".join(sources)), comparable("。".join(allowed))
    bare = said.rstrip("。;,")
    if bare in cited:
        return Verdict(True)
    same = unified(said), unified(cited), unified(own)
    known = unified("。".join([own, *map(comparable, familiar)]))
    why = (
        _without_source(claim, sources, allowed, derived)
        or _named_wrongly(*same)
        or given_to_another(*same[:2])
        or moved(*same[:2])
        or swapped(*same[:2])
        or contrary(*same[:2])
        or negation(*same)
        or extent.bounds(said, cited)
        or extent.measures(said, f"{cited}。{own}", derived)
        or extent.binding(*same)
        or _told_too_little(*same[:2], known)
        or extent.scope(said, cited, own)
    )
    return Verdict(not why, why)


def _without_source(
    claim: str, sources: Sequence[str], allowed: Sequence[str], derived: frozenset[str]
) -> str:
    """Every value is in the sources, in the user's own words, or follows from them; a day as a whole."""
    words = "\n".join([*sources, *allowed])
    known = values(words) | implied(claim, words) | derived
    counts = counted(claim)
    said = values(claim) if derived else values(claim) | counts - counted(words)
    if missing := said - known - (counts & listed(words)):
        return f"value without source: {min(missing)}"
    for month, day in sorted(month_days(claim) - month_days(words) - month_ends(words)):
        if not {f"number:{month}", f"number:{day}"} <= derived:
            return f"day without source: {month}月{day}日"
    period = other_period(plain(claim), plain(words))
    return f"value without source: {period}" if period else ""


def _named_wrongly(said: str, cited: str, own: str) -> str:
    unknown = bodies.missing(said, f"{cited}。{own}")
    if unknown:
        return f"body without source: {unknown}"
    turned = bodies.misplaced(said, cited) or bodies.sending(said, cited)
    return f"body in another part: {turned}" if turned else ""


def _told_too_little(said: str, cited: str, own: str) -> str:
    words = f"{cited}。{own}"
    fresh = fresh_words(said, words, bodies.short_names(said, words))
    news = sum(
        _ACT * word.fresh if word.tag == "v" else max(word.fresh, _THING * word.thing) for word in fresh
    )
    return f"content not cited: {'、'.join(word.text for word in fresh)}" if news > _NEWS else ""
