"""Searching the library: the places that hold the words, then those that come nearest to their meaning."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.answering.knowledge import Knowledge
from assistant.answering.turn import sentence_span
from assistant.documents.text import comparable, simplified, visible
from assistant.grounding.places import Citations
from assistant.knowledge.embedding import vector_of
from assistant.knowledge.query import Query
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.answer import Citation

_LONGEST = 200
_WORDS = re.compile(r"\w")
_DAMPING = 60
"""What keeps the first place of one ranking from outweighing good places in both (reciprocal rank fusion)."""

Place = tuple[Shelf, Passage]


def search(text: str, count: int, knowledge: Knowledge) -> list[Citation]:
    """At most `count` places, best first; none for a text without words."""
    words = simplified(visible(text)).strip()[:_LONGEST]
    if not _WORDS.search(words):
        return []
    shelves = list(knowledge.retriever.shelves.values())
    places = [(s, p) for s in shelves for p in s.passages if not p.sentence.heading]
    citations = Citations()
    for shelf, passage in [*_holding(words, places), *_near(words, places, knowledge)]:
        if len(citations.listed) == count:
            break
        citations.number(sentence_span(shelf, passage))
    return citations.listed


def _holding(words: str, places: Sequence[Place]) -> Iterator[Place]:
    wanted = comparable(words)
    return ((s, p) for s, p in places if wanted in comparable(p.plain))


def _near(words: str, places: Sequence[Place], knowledge: Knowledge) -> list[Place]:
    """The places that one of two rankings finds: by meaning (without an embedding, none), and by shared words."""
    scores: dict[tuple[str, int], float] = {}
    for ranking in (_by_meaning(words, knowledge), _by_words(words, knowledge)):
        for rank, key in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + 1 / (_DAMPING + rank)
    found = [(scores.get((s.document.id, p.sentence.start), 0.0), (s, p)) for s, p in places]
    return [place for score, place in sorted(found, key=lambda pair: -pair[0]) if score]


def _by_meaning(words: str, knowledge: Knowledge) -> list[tuple[str, int]]:
    vector = vector_of(words, knowledge.embedding)
    similar = knowledge.retriever.similarities(Query(words, vector))
    best: dict[tuple[str, int], float] = {}
    for name, shelf in knowledge.retriever.shelves.items():
        for unit in shelf.unit_passage.keys() & similar.keys():
            key = name, shelf.passages[shelf.unit_passage[unit]].sentence.start
            best[key] = max(best.get(key, -1.0), similar[unit])
    return sorted(best, key=lambda key: -best[key])


def _by_words(words: str, knowledge: Knowledge) -> list[tuple[str, int]]:
    scored = [
        (float(score), (name, shelf.passages[i].sentence.start))
        for name, shelf in knowledge.retriever.shelves.items()
        for i, score in enumerate(np.asarray(shelf.sentence_lexical.scores(words)))
        if score > 0
    ]
    return [key for _, key in sorted(scored, key=lambda pair: -pair[0])]
