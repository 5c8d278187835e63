"""The words of a chosen direction that a section can be tied to: short, exact, and each used once in a draft."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.documents.text import comparable, plain
from assistant.drafting.material import Material
from assistant.grounding.places import Span
from assistant.models.document import Clause

_SHORTEST, _LONGEST = 8, 38
_WHOLE = 0.05
_SMOOTH = 3.0
# What only says where, when or for whom something is to be done.
_CIRCUMSTANCE = re.compile("在|聚焦|围绕|对|针对|以|为.*的$|.*的(?:需求|困难|企业|要求)$")
_WIDE = str.maketrans({",": "，", ";": "；", "(": "（", ")": "）", ":": "："})


class Quotable:
    """The quotable words of some clauses; what has been taken is not offered again.

    Args:
        material: The notice.
        clauses: The directions of the draft, the main one first.
    """

    def __init__(self, material: Material, clauses: Sequence[Clause]) -> None:
        self._options = [
            (rank, span) for rank, clause in enumerate(clauses) for span in _phrases(material, clause)
        ]
        self._taken: list[Span] = []
        self._rarity = _rarity(material)

    def take(self, near: Sequence[str], *, rank: int = 0, least: float = 0.0) -> Span | None:
        """The words of one clause that have most in common with `near`.

        Args:
            near: What the section says.
            rank: Which of the clauses.
            least: How much they must have in common, 0 to 1.

        Returns:
            None when all words have been taken, or none has enough in common.
        """
        free = [span for place, span in self._options if place == rank and not self._used(span)]
        wanted = _pairs("".join(near))
        best = max(free, key=lambda span: self._overlap(span, wanted) + _whole(span), default=None)
        if best is None or self._overlap(best, wanted) < least:
            return None
        self._taken.append(best)
        return best

    def _overlap(self, span: Span, wanted: set[str]) -> float:
        """The share of a span's pairs of characters that stand in `wanted`, rare ones counting more."""
        weights = {pair: self._rarity.get(pair, 1.0) for pair in _pairs(span.text)}
        return sum(w for p, w in weights.items() if p in wanted) / (sum(weights.values()) + _SMOOTH)

    def _used(self, span: Span) -> bool:
        return any(span.start < other.end and other.start < span.end for other in self._taken)


def shown(span: Span) -> str:
    """A span's words inside quotation marks: Chinese punctuation, inner quotation marks single."""
    text = span.text.translate(_WIDE)
    return text.replace("“", "‘").replace("”", "’").strip("，；。 ")


def _phrases(material: Material, clause: Clause) -> Iterator[Span]:
    for sentence in material.sentences(clause):
        cuts = [0, *(m.end() for m in re.finditer("[,，;；]", sentence.text)), len(sentence.text)]
        for first in range(len(cuts) - 1):
            for last in range(first + 1, min(first + 3, len(cuts))):
                words = sentence.text[cuts[first] : cuts[last]].rstrip(",，;；。 ")
                if last == first + 1 and _CIRCUMSTANCE.match(words):
                    continue
                if _SHORTEST <= len(words) <= _LONGEST and words.count("“") == words.count("”"):
                    start = sentence.start + cuts[first]
                    yield Span(material.document, start, start + len(words))


def _whole(span: Span) -> float:
    """Words that go on to the end of a sentence say what is to come of it."""
    return _WHOLE if span.document.text[span.end : span.end + 1] in "。；;" else 0.0


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[^\u4e00-\u9fffa-z]", "", comparable(plain(text)))
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _rarity(material: Material) -> dict[str, float]:
    """Pair of characters → 1 divided by the number of directions that have it: 人力 says nothing of a direction."""
    found = Counter(
        pair for clause in material.directions for pair in _pairs(material.document.own_text(clause))
    )
    return {pair: 1.0 / count for pair, count in found.items()}
