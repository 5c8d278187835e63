"""The words of a chosen direction that a section can be tied to: short, exact, and each used once in a draft."""

import re
from collections.abc import Iterator, Sequence

from assistant.documents.text import comparable, plain
from assistant.drafting.material import Material
from assistant.grounding.places import Span
from assistant.models.document import Clause

_SHORTEST, _LONGEST = 8, 38
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

    def take(self, near: Sequence[str]) -> Span | None:
        """The words that have most in common with `near`; None when all have been taken."""
        free = [(rank, span) for rank, span in self._options if not self._used(span)]
        if not free:
            return None
        wanted = _pairs("".join(near))
        best = max(
            range(len(free)), key=lambda i: (_overlap(free[i][1].text, wanted) - 0.05 * free[i][0], -i)
        )
        self._taken.append(free[best][1])
        return free[best][1]

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
                if _SHORTEST <= len(words) <= _LONGEST and words.count("“") == words.count("”"):
                    start = sentence.start + cuts[first]
                    yield Span(material.document, start, start + len(words))


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[^\u4e00-\u9fffa-z]", "", comparable(plain(text)))
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _overlap(text: str, wanted: set[str]) -> float:
    pairs = _pairs(text)
    return len(pairs & wanted) / (len(pairs) + 6) if pairs else 0.0
