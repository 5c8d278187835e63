"""Is a claim supported by the words it cites? Values first, then polarity and modality, then content.

A claim that stands verbatim in its source is supported without further work.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.text import comparable, plain
from assistant.grounding.values import values

_ENOUGH = 0.6
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]{2}")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]")
_FORBIDS = re.compile("不得|严禁|禁止|不予|不再|不能|不可以|不准")
_MUST = re.compile("必须|应当|务必")
_MAY = re.compile("可以|可由|鼓励|支持|原则上|优先")


@dataclass(frozen=True)
class Verdict:
    """Whether a claim stands, and if not, why (for logs and evaluations)."""

    supported: bool
    why: str = ""


def check(
    claim: str, sources: Sequence[str], allowed: Sequence[str] = (), derived: frozenset[str] = frozenset()
) -> Verdict:
    """Check a claim.

    Args:
        claim: The sentence.
        sources: The cited words.
        allowed: Words that need no source: the user's own, and the assistant's fixed phrases.
        derived: Values that were worked out from the cited ones (days left, a count).
    """
    if not sources:
        return Verdict(False, "no source")
    cited = comparable("".join(sources))
    bare = comparable(claim).rstrip("。;,")
    if bare in cited:
        return Verdict(True)
    missing = values(claim) - values("\n".join(sources)) - values("\n".join(allowed)) - derived
    if missing:
        return Verdict(False, f"value without source: {sorted(missing)[0]}")
    if _turned(claim, sources, allowed):
        return Verdict(False, "polarity or modality differs")
    share = content_share(bare, cited, comparable("".join(allowed)))
    return Verdict(share >= _ENOUGH, "" if share >= _ENOUGH else f"only {share:.2f} of the content is cited")


def _turned(claim: str, sources: Sequence[str], allowed: Sequence[str]) -> bool:
    """Whether the claim forbids what the source does not, or makes a duty of what it only supports."""
    text, cited = plain(claim), plain("".join(sources))
    own = plain("".join(allowed))
    if _FORBIDS.search(text) and not _FORBIDS.search(cited) and not _FORBIDS.search(own):
        return True
    return bool(_MUST.search(text) and not _MUST.search(cited + own) and _MAY.search(cited))


def content_share(claim: str, cited: str, allowed: str) -> float:
    """The share of the claim's character pairs that stand in the cited or the allowed words.

    Pairs with a numeral are left out: numbers are values, and have been checked as such.
    """
    pairs = [claim[i : i + 2] for i in range(len(claim) - 1)]
    pairs = [pair for pair in pairs if _WORDS.fullmatch(pair) and not _NUMERAL.search(pair)]
    if not pairs:
        return 1.0
    return sum(1 for pair in pairs if pair in cited or pair in allowed) / len(pairs)
