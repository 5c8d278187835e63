"""From a question to evidence: which document it is about, and that document's clauses, best first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import lexicon
from assistant.answering.knowledge import Knowledge
from assistant.answering.shapes.quoting import phrase
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.answering.words import content_words
from assistant.documents.text import comparable
from assistant.knowledge.official import official_words
from assistant.knowledge.query import Query
from assistant.knowledge.retriever import Shelf
from assistant.knowledge.routing import Route
from assistant.models.answer import Reason, Status
from assistant.models.document import Provenance

_KINDS = 5
_EQUAL = 1.5
_TITLE_STRETCH = 4
_PARTICLES = "的地得了在和与及或、,，。;；:：?？ "


def route(ask: Ask, turn: Turn, asked_before: Shelf | None = None) -> Shelf | Reply:
    """The document of a question; a reply that asks which, where several notices fit equally.

    Args:
        ask: The question.
        turn: The message that it is part of.
        asked_before: The document of the question before it in the same message.
    """
    last = next((e.document for e in reversed(turn.history) if e.document), None)
    national = bool(re.search(lexicon.load("roles.yaml")["national"], ask.text))
    before = asked_before.document.id if asked_before else last
    routes = turn.knowledge.router.rank(ask.text, before, places=ask.places, national=national)
    equal = [
        r
        for r in routes
        if r.score >= routes[0].score - _EQUAL and r.shelf.document.meta.provenance is Provenance.ORIGINAL
    ]
    if len(equal) > 1 and not routes[0].named and turn.knowledge.governing is None:
        return _which(equal)
    return routes[0].shelf


def _which(routes: Sequence[Route]) -> Reply:
    reply = Reply(Status.CLARIFY, Reason.AMBIGUOUS)
    reply.choices = [r.shelf.document.meta.title for r in routes]
    return reply.say(phrase("clarify_documents"))


def search(ask: Ask, shelf: Shelf, knowledge: Knowledge) -> Evidence:
    """The clauses of a document, ranked for a question."""
    query = as_query(ask, shelf)
    return Evidence(
        shelf, tuple(knowledge.retriever.search(query, shelf, knowledge.retriever.similarities(query)))
    )


def as_query(ask: Ask, shelf: Shelf) -> Query:
    """The question as the retriever wants it, without the words of the document's own title."""
    signs = tuple(
        replace(lexicon.signs()[kind], weight=share)
        for kind, share in list(ask.kinds.items())[:_KINDS]
        if kind in lexicon.signs()
    )
    text = without_title(ask.text, shelf)
    own = [w for w in content_words(text) if comparable(w.text) not in shelf.title]
    # Without a subject of its own a question is answered by what its kind looks like; its words would only mislead.
    words = text if own else ""
    return Query(words, ask.vector, official_words(text), signs, tuple(a.hold for a in ask.attributes))


def without_title(text: str, shelf: Shelf) -> str:
    """`text` without stretches of four or more characters of the title: they choose the document, not the clause.

    A stretch that is the beginning of a longer word of the document (人力资源部, where the title has 人力资源) stays.
    """
    start, kept = 0, ""
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1].lower() in shelf.title:
            end += 1
        longer = text[start : end + 1].lower()
        goes_on = end < len(text) and text[end] not in _PARTICLES and longer in shelf.words
        if end - start >= _TITLE_STRETCH and not goes_on:
            start = end
            continue
        kept += text[start : max(end, start + 1)]
        start = max(end, start + 1)
    return kept if content_words(kept) else text
