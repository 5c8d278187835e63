"""Does this sentence answer that question? The kind of value asked for, about the subject asked about.

No similarity score can tell that a document is silent. What can: whether one sentence (with its headings) holds the
value of the asked kind, the asked attribute, and the question's content words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answering import lexicon
from assistant.answering.turn import Ask, Evidence
from assistant.answering.words import Word, content_words
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Passage, Shelf

_CANDIDATES = 10


@dataclass(frozen=True)
class Fit:
    """How a passage fits a question.

    Attributes:
        passage: The passage.
        rank: Its place among the candidates, from 0.
        value: Whether it holds the kind of value asked for; None when none in particular is asked for.
        attribute: Share of the asked attributes that it holds; None when none is asked for.
        covered: Share of the question's content words that it, or its headings, hold (0 to 1).
        unknown: Content words (things) that the whole document does not hold in any form.
    """

    passage: Passage
    rank: int
    score: float
    value: bool | None
    attribute: float | None
    covered: float
    unknown: tuple[str, ...]


@cache
def needs() -> dict[str, re.Pattern[str]]:
    """Kind → the value that an answering sentence holds."""
    return {kind: re.compile(pattern) for kind, pattern in lexicon.load("needs.yaml").items()}


def fits(ask: Ask, evidence: Evidence) -> list[Fit]:
    """How the best passages fit, in the order of retrieval."""
    words = subject_words(ask, evidence.shelf)
    unknown = tuple(w.text for w in words if w.noun and not known(w.text, comparable(evidence.shelf.document.text)))
    return [
        fit(ask, passage, rank, score, words, unknown)
        for rank, (passage, score) in enumerate(evidence.passages(_CANDIDATES))
    ]


def fit(
    ask: Ask, passage: Passage, rank: int, score: float, words: Sequence[Word], unknown: tuple[str, ...]
) -> Fit:
    """How one passage fits."""
    trail = "".join(passage.sentence.clause.trail)
    context = comparable(trail + passage.plain)
    need = needs().get(ask.kind)
    held = [a for a in ask.attributes if a.hold.search(passage.plain) or a.hold.search(trail)]
    return Fit(
        passage=passage,
        rank=rank,
        score=score,
        value=bool(need.search(passage.plain)) if need else None,
        attribute=len(held) / len(ask.attributes) if ask.attributes else None,
        covered=coverage(words, context),
        unknown=unknown,
    )


def subject_words(ask: Ask, shelf: Shelf) -> list[Word]:
    """The content words of a question without those of the document's own title, which choose the document only."""
    title = comparable(shelf.document.meta.title)
    words = content_words(ask.text)
    kept = [w for w in words if comparable(w.text) not in title]
    return kept or words


def coverage(words: Sequence[Word], context: str) -> float:
    """The share of `words` that stand in `context`, themselves or as an official word; things count double."""
    if not words:
        return 0.0
    weights = [2.0 if w.noun else 1.0 for w in words]
    found = [weight for w, weight in zip(words, weights, strict=True) if known(w.text, context)]
    return sum(found) / sum(weights)


def known(word: str, context: str) -> bool:
    """Whether a word, an official word for it, or most of its characters in a row stand in `context`."""
    bare = comparable(word)
    if bare in context:
        return True
    if any(comparable(official) in context for words in lexicon.official_words(bare).values() for official in words):
        return True
    return len(bare) >= 4 and any(bare[i : i + 3] in context for i in range(len(bare) - 2))
