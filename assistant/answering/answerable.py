"""Does the document answer that question? The kind of value asked for, about the subject asked about.

No similarity score can tell that a document is silent. What can: whether one sentence (with its headings) holds the
value of the asked kind, the asked attribute, and the question's content words. A small logistic model weighs these
signs; its weights are made by `scripts/train_answerable.py` on notices of other subjects.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.answering import lexicon
from assistant.answering.lexicon import utterance
from assistant.answering.turn import Ask, Evidence
from assistant.answering.words import Word, content_words
from assistant.documents.text import comparable
from assistant.knowledge.official import official_words
from assistant.knowledge.retriever import Passage, Shelf

CANDIDATES = 10
_TOP = 3
_SURE_OF_KIND = 0.35
_PHRASE = 3
_PART = re.compile("[,，。;；]")


@dataclass(frozen=True)
class Weighed:
    """A content word and what it tells: rare words of the document, and words that it lacks, tell most.

    `holders` is the number of passages that hold the word in some form.
    """

    text: str
    weight: float
    holders: int


@dataclass(frozen=True)
class Fit:
    """How a passage fits a question.

    Attributes:
        passage: The passage.
        rank: Its place among the candidates, from 0.
        score: Its score in retrieval.
        value: Whether it holds the kind of value asked for; None when none in particular is asked for.
        attribute: Share of the asked attributes that it holds; None when none is asked for.
        covered: Share of the question's content words that it, or its headings, hold (0 to 1).
    """

    passage: Passage
    rank: int
    score: float
    value: bool | None
    attribute: float | None
    covered: float


@dataclass(frozen=True)
class Assessment:
    """What the evidence says about a question: how each of the best passages fits, and what the document lacks.

    Attributes:
        fits: The candidates, in the order of retrieval.
        unknown: Share of the question's content words that the whole document does not hold in any form.
        features: The signs that the model weighs, by name.
    """

    fits: tuple[Fit, ...]
    unknown: float
    features: dict[str, float]

    @property
    def probability(self) -> float:
        """How likely it is that the document answers; 0 where a value is asked for that no candidate holds."""
        if self.features["value_asked"] and self.features["no_value"]:
            return 0.0
        weights = _weights()
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in self.features.items())
        return 1.0 / (1.0 + math.exp(-total))


@cache
def needs() -> dict[str, re.Pattern[str]]:
    """Kind → the value that an answering sentence holds."""
    return {kind: re.compile(pattern) for kind, pattern in lexicon.load("needs.yaml").items()}


@cache
def _asked_values() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(e["ask"]), re.compile(e["hold"])) for e in lexicon.load("asked_values.yaml"))


def asked_value(ask: Ask) -> re.Pattern[str] | None:
    """The value that the question's own words ask for (`几个`, `多少元`), or None."""
    # Only the parts that ask: `好几百号人要转岗` tells of a number, and asks for none.
    asking = "，".join(part for part in _PART.split(ask.focus) if utterance("questioning").search(part))
    return next((hold for words, hold in _asked_values() if words.search(asking)), None)


def needed(ask: Ask) -> re.Pattern[str] | None:
    """The value that an answer must hold: by the question's words, else by its kind where that is sure enough."""
    by_words = asked_value(ask)
    if by_words is not None:
        return by_words
    return needs().get(ask.kind) if ask.kinds[ask.kind] >= _SURE_OF_KIND else None


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = lexicon.load("answerable.yaml")
    return weights


def assess(ask: Ask, evidence: Evidence) -> Assessment:
    """Weigh the evidence for a question."""
    words = weigh(subject_words(ask, evidence.shelf), evidence.shelf)
    total = sum(w.weight for w in words)
    unknown = sum(w.weight for w in words if not w.holders) / total if total else 0.0
    rated = tuple(
        _fit(ask, passage, rank, score, words)
        for rank, (passage, score) in enumerate(evidence.passages(CANDIDATES))
    )
    return Assessment(rated, unknown, _features(ask, evidence, rated, unknown, len(words)))


def _fit(ask: Ask, passage: Passage, rank: int, score: float, words: Sequence[Weighed]) -> Fit:
    trail = "".join(passage.sentence.clause.trail)
    need = needed(ask)
    held = [a for a in ask.attributes if a.hold.search(passage.plain) or a.hold.search(trail)]
    return Fit(
        passage=passage,
        rank=rank,
        score=score,
        value=bool(need.search(passage.plain)) if need else None,
        attribute=len(held) / len(ask.attributes) if ask.attributes else None,
        covered=coverage(words, passage.context),
    )


def _features(
    ask: Ask, evidence: Evidence, rated: Sequence[Fit], unknown: float, words: int
) -> dict[str, float]:
    """The signs, each between about 0 and 1."""
    top = rated[:_TOP]
    strict = needed(ask) is not None
    best = max((_together(f) for f in rated), default=0.0)
    return {
        "together": best,
        "together_top": max((_together(f) for f in top), default=0.0),
        "covered_first": rated[0].covered if rated else 0.0,
        "covered_top": max((f.covered for f in top), default=0.0),
        "value_top": float(any(f.value for f in top)) if strict else 0.0,
        "no_value": float(strict and not any(f.value for f in rated)),
        "attribute_top": max((f.attribute or 0.0 for f in top), default=0.0),
        "attribute_missing": float(bool(ask.attributes) and not any(f.attribute == 1.0 for f in rated)),
        "value_asked": float(asked_value(ask) is not None),
        "no_attribute": float(not ask.attributes),
        "unknown": unknown,
        "strict": float(strict),
        "strict_unknown": unknown if strict else 0.0,
        "few_words": float(words <= 1),
        "lead": min(2.0, evidence.hits[0].score - evidence.hits[1].score) / 2
        if len(evidence.hits) > 1
        else 0.0,
        "score": min(6.0, evidence.hits[0].score) / 6 if evidence.hits else 0.0,
        "similar": max(0.0, (evidence.hits[0].signals["dense"] - 0.8) * 5) if evidence.hits else 0.0,
        "like_question": max(0.0, (evidence.hits[0].signals["questions"] - 0.8) * 5)
        if evidence.hits
        else 0.0,
        "sure": ask.kinds[ask.kind],
    }


def _together(fit: Fit) -> float:
    """One sentence with the value, the attribute and the words: the strongest sign of all."""
    if fit.value is False:
        return 0.0
    return fit.covered * (fit.attribute if fit.attribute is not None else 0.7)


def holds_attributes(ask: Ask, passage: Passage) -> bool:
    """Whether a passage, with the headings above it, holds every attribute that the question asks about."""
    return all(a.hold.search(passage.plain) or a.hold.search(passage.context) for a in ask.attributes)


def subject_words(ask: Ask, shelf: Shelf) -> list[Word]:
    """The content words of a question without those of the document's own title, which choose the document only."""
    title = shelf.title
    text = (ask.focus or ask.text).lower()
    words = content_words(text)
    # An everyday phrase (`拧成一股绳`) says one thing; its single words say something else.
    phrases = [p for p in official_words(text) if len(p) >= _PHRASE]
    words = [w for w in words if not any(w.text in phrase for phrase in phrases)]
    words += [Word(phrase, noun=True) for phrase in phrases]
    kept = [w for w in words if comparable(w.text) not in title]
    return kept or words


@lru_cache(maxsize=4096)
def _official(word: str) -> tuple[str, ...]:
    found = official_words(word).values()
    return tuple(official.lower() for words in found for official in words if len(official) > 1)


def weigh(words: Sequence[Word], shelf: Shelf) -> list[Weighed]:
    """Weigh words by how few passages of the document hold them; things count double."""
    contexts = [p.context for p in shelf.passages]
    weighed = []
    for word in words:
        holders = sum(1 for context in contexts if known(word.text, context))
        rarity = math.log((1 + len(contexts)) / (1 + holders)) + 0.3
        weighed.append(Weighed(word.text, rarity * (2.0 if word.noun else 1.0), holders))
    return weighed


def coverage(words: Sequence[Weighed], context: str) -> float:
    """The share of `words`, by weight, that stand in `context`, themselves or as an official word."""
    total = sum(w.weight for w in words)
    return sum(w.weight for w in words if known(w.text, context)) / total if total else 0.0


def known(word: str, context: str) -> bool:
    """Whether a word, an official word for it, or most of its characters in a row stand in `context`."""
    bare = comparable(word)
    if bare in context:
        return True
    if any(comparable(official) in context for words in official_words(bare).values() for official in words):
        return True
    return len(bare) >= 4 and any(bare[i : i + 3] in context for i in range(len(bare) - 2))
