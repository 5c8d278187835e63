"""Cases to learn from: which there are, and that none of them binds."""

import re
from collections.abc import Callable

from assistant.answering.classify import marked
from assistant.answering.shapes.quoting import answered, phrase, whole
from assistant.answering.turn import Ask, Evidence, Reply, Span, Turn
from assistant.knowledge.retriever import Retriever, Shelf
from assistant.models.document import DocumentKind, Provenance

_BINDING = re.compile("必须|照做|照搬|依据|强制|一定要|算数|有效力|要求吗|硬性|遵守")
_MOST = 4


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when cases are asked for and the library holds some."""
    if ask.share("cases") < 0.5 or marked(ask.text, "where_submit"):
        return None
    cases = [
        s for s in turn.knowledge.retriever.shelves.values() if s.document.meta.kind is DocumentKind.CASE
    ]
    if not cases:
        return None
    if _BINDING.search(ask.text):
        return lambda turn: answered().say(phrase("sample_binding"))
    ranked = _ranked(ask, cases, turn.knowledge.retriever)
    return lambda turn: _compose(ranked)


def _ranked(ask: Ask, cases: list[Shelf], retriever: Retriever) -> list[Shelf]:
    """Real ones first, then the samples nearest to the question."""
    from assistant.knowledge.query import Query

    query = Query(ask.text, ask.vector)
    similar = retriever.similarities(query)

    def nearness(shelf: Shelf) -> float:
        return max((similar.get(u, 0.0) for u in shelf.unit_clause), default=0.0)

    return sorted(cases, key=lambda s: (s.document.meta.provenance is Provenance.SAMPLE, -nearness(s)))


def _compose(ranked: list[Shelf]) -> Reply:
    reply = answered()
    reply.verbatim = True
    real = [s for s in ranked if s.document.meta.provenance is not Provenance.SAMPLE]
    samples = [s for s in ranked if s.document.meta.provenance is Provenance.SAMPLE]
    for provenance, shelves in (("digest", real[:2]), ("sample", samples[: _MOST - 1])):
        if shelves:
            reply.say(phrase(provenance))
        for shelf in shelves:
            span = _gist(shelf)
            title = shelf.document.meta.title
            reply.say(whole(f"《{title}》：{span.text}"), span, derived=True)
    return reply


def _gist(shelf: Shelf) -> Span:
    """The first sentence that says something of the case itself."""
    for passage in shelf.passages:
        text = passage.sentence.text
        if (
            len(text) >= 16
            and not passage.sentence.heading
            and not re.search("非官方原文|均为虚构|虚构样例", text)
        ):
            return Span(shelf.document, passage.sentence.start, passage.sentence.end)
    first = shelf.passages[0].sentence
    return Span(shelf.document, first.start, first.end)
