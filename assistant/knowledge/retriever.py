"""Hybrid retrieval of clauses: six signals, each put on one scale over a document's clauses, then added.

    dense       the nearest sentence of the clause, by embedding
    questions   the nearest question made by rule from the clause's facts
    lexical     BM25 of the clause with its headings
    official    BM25 of official words for everyday words that the document does not use
    kind        headings and sentences that look like an answer to the kind of question asked
    holds       one sentence holds the attribute asked for

The weights (`weights.yaml`) are learnt by `scripts/train_weights.py`; a signal that says nothing adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.documents.loading import Parsed
from assistant.documents.sentences import Sentence, sentences
from assistant.documents.text import comparable, plain
from assistant.knowledge.generation import Generation, Held
from assistant.knowledge.lexical import LexicalIndex
from assistant.knowledge.query import Query
from assistant.knowledge.units import units
from assistant.models.document import Clause, Document, Fact

WEIGHTS_FILE = Path(__file__).parent / "weights.yaml"
WEIGHTS: dict[str, float] = yaml.safe_load(WEIGHTS_FILE.read_text("utf-8"))
NEAREST = 400
"""How many units the vector search gives; what is not among them counts as the farthest of them."""


@dataclass(frozen=True)
class Passage:
    """A sentence as the retriever sees it.

    `plain` is its text in half width; `context` is that with the headings above it, made comparable.
    """

    sentence: Sentence
    plain: str
    context: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Shelf:
    """A document prepared for search; `words` and `title` are its text and title, made comparable."""

    parsed: Parsed
    built_in: bool
    words: str = field(repr=False)
    title: str
    passages: tuple[Passage, ...]
    lexical: LexicalIndex
    sentence_lexical: LexicalIndex
    unit_clause: dict[str, int] = field(repr=False)
    unit_passage: dict[str, int] = field(repr=False)
    questions: frozenset[str] = field(repr=False)

    @property
    def document(self) -> Document:
        """The document."""
        return self.parsed.document


@dataclass(frozen=True)
class Hit:
    """A clause found: its score among the document's clauses, and its passages, best first, with their scores."""

    shelf: Shelf
    clause: Clause
    score: float
    signals: dict[str, float]
    passages: tuple[tuple[Passage, float], ...]


class Retriever:
    """Finds clauses in the documents of one generation."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.shelves: dict[str, Shelf] = {h.parsed.document.id: _shelve(h) for h in generation.documents}

    def similarities(self, query: Query) -> dict[str, float]:
        """Unit id → cosine, for the units nearest to the question; empty without vectors."""
        return {} if query.vector is None else self._generation.nearest(query.vector, NEAREST)

    def search(self, query: Query, shelf: Shelf, similar: dict[str, float]) -> list[Hit]:
        """The clauses of one document, best first.

        Args:
            query: The question.
            shelf: The document.
            similar: What `similarities` gave for the question.
        """
        clauses = shelf.document.clauses
        signals = clause_signals(query, shelf, similar)
        total = sum(
            (WEIGHTS[name] * standard(values) for name, values in signals.items()), np.zeros(len(clauses))
        )
        passage_scores = _passage_scores(query, shelf, similar)
        order = np.argsort(-total, kind="stable")
        return [
            Hit(
                shelf=shelf,
                clause=clauses[i],
                score=float(total[i]),
                signals={name: float(values[i]) for name, values in signals.items()},
                passages=_ranked(shelf, clauses[i], passage_scores),
            )
            for i in order
        ]


def _shelve(held: Held) -> Shelf:
    document = held.parsed.document
    index = {clause.key: i for i, clause in enumerate(document.clauses)}
    facts: dict[tuple[int, int], list[Fact]] = {}
    for fact in held.parsed.facts:
        facts.setdefault((fact.start, fact.end), []).append(fact)
    passages = tuple(
        Passage(
            s,
            plain(s.text),
            comparable("".join(s.clause.trail) + s.text),
            tuple(facts.get((s.start, s.end), ())),
        )
        for s in sentences(document)
    )
    starts = {p.sentence.start: i for i, p in enumerate(passages)}
    made = units(held.parsed)
    return Shelf(
        parsed=held.parsed,
        built_in=held.built_in,
        words=comparable(document.text),
        title=comparable(document.meta.title),
        passages=passages,
        lexical=LexicalIndex([_with_headings(document, clause) for clause in document.clauses]),
        sentence_lexical=LexicalIndex([p.plain for p in passages]),
        unit_clause={u.id: index[(u.part, u.clause)] for u in made},
        unit_passage={u.id: starts[u.start] for u in made if u.start in starts},
        questions=frozenset(u.id for u in made if u.question),
    )


def _with_headings(document: Document, clause: Clause) -> str:
    """The clause's own text, with the headings above it, and those of its children where it only leads them."""
    below = [child.heading for child in document.children(clause)] if len(clause.heading) > 0 else []
    own = document.own_text(clause)
    return "\n".join([*clause.trail[:-1], own, *(below if len(own) < 80 else [])])


def clause_signals(query: Query, shelf: Shelf, similar: dict[str, float]) -> dict[str, NDArray[np.float64]]:
    """Each signal's value for every clause of a document, on its own scale."""
    count = len(shelf.document.clauses)
    floor = min(similar.values(), default=0.0)
    dense, questions = np.full(count, floor), np.full(count, floor)
    for unit, cosine in similar.items():
        index = shelf.unit_clause.get(unit)
        if index is not None:
            target = questions if unit in shelf.questions else dense
            target[index] = max(target[index], cosine)
    kind, holds = np.zeros(count), np.zeros(count)
    position = {clause.key: i for i, clause in enumerate(shelf.document.clauses)}
    for passage in shelf.passages:
        index = position[passage.sentence.clause.key]
        kind[index] = max(kind[index], sentence_kind(query, passage))
        holds[index] = max(holds[index], held(query, passage.plain))
    kind += np.array([_heading_kind(query, clause) for clause in shelf.document.clauses])
    return {
        "dense": dense,
        "questions": questions,
        "lexical": shelf.lexical.scores(query.text).astype(np.float64),
        "official": shelf.lexical.scores(_official(query, shelf)).astype(np.float64),
        "kind": kind,
        "holds": holds,
    }


def sentence_kind(query: Query, passage: Passage) -> float:
    """How much a sentence looks like an answer to the kind of question asked: 0 to 1."""
    total = 0.0
    for sign in query.signs:
        if sign.text:
            matched = sum(1 for pattern in sign.text if pattern.search(passage.plain))
            total += sign.weight * min(1.0, matched / 2)
    return total


def _heading_kind(query: Query, clause: Clause) -> float:
    trail = "".join(clause.trail)
    total = 0.0
    for sign in query.signs:
        if sign.frame and clause.path in sign.frame:
            total += sign.weight
        elif any(word in trail for word in sign.heads):
            total += 0.5 * sign.weight
    return total


def held(query: Query, text: str) -> float:
    """The share of the asked attributes that `text` holds; 0 when none is asked."""
    if not query.holds:
        return 0.0
    return sum(1 for pattern in query.holds if pattern.search(text)) / len(query.holds)


def _official(query: Query, shelf: Shelf) -> str:
    """The official words, only for everyday words that the document does not contain."""
    text = shelf.document.text
    return " ".join(" ".join(words) for everyday, words in query.official.items() if everyday not in text)


def standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values in standard deviations from their mean; zeros where they do not differ."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)


def _passage_scores(query: Query, shelf: Shelf, similar: dict[str, float]) -> NDArray[np.float64]:
    """A score for each passage on the same footing: dense, lexical, kind and attribute."""
    count = len(shelf.passages)
    if count == 0:
        return np.zeros(0)
    floor = min(similar.values(), default=0.0)
    dense = np.full(count, floor)
    for unit, cosine in similar.items():
        index = shelf.unit_passage.get(unit)
        if index is not None:
            dense[index] = max(dense[index], cosine)
    lexical = shelf.sentence_lexical.scores(query.text).astype(np.float64)
    official = shelf.sentence_lexical.scores(_official(query, shelf)).astype(np.float64)
    kind = np.array([sentence_kind(query, p) for p in shelf.passages])
    holds = np.array([held(query, p.plain) for p in shelf.passages])
    parts = {"dense": dense, "lexical": lexical, "official": official, "kind": kind, "holds": holds}
    return np.asarray(
        sum((WEIGHTS[name] * standard(values) for name, values in parts.items()), np.zeros(count))
    )


def _ranked(shelf: Shelf, clause: Clause, scores: NDArray[np.float64]) -> tuple[tuple[Passage, float], ...]:
    own = [(p, float(scores[i])) for i, p in enumerate(shelf.passages) if p.sentence.clause.key == clause.key]
    return tuple(sorted(own, key=lambda pair: -pair[1]))


def best(hits: Sequence[Hit], count: int) -> list[Hit]:
    """The first `count` hits that hold any text of their own."""
    return [hit for hit in hits if hit.passages][:count]
