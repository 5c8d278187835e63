"""Which direction fits: the clauses whose words make it fit, ranked; two that fit equally are both given."""

from collections.abc import Callable

from assistant.answering.answerable import holds_attributes
from assistant.answering.shapes.listing import leading_clause
from assistant.answering.shapes.quoting import answered, clause_span, phrase, preface, quote, window
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.documents.facts import topic
from assistant.knowledge.retriever import Hit, Shelf

_CLOSE = 0.9
_FLOOR = 0.5
_SIBLINGS = 3
_CANDIDATES = 10
_SURE = 0.5


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a direction is asked for and one of a list of parallel clauses stands out."""
    if ask.share("direction", "support") < 0.4 or ask.share("direction") < 0.25:
        return None
    described = (
        ask.share("direction") >= _SURE
    )  # then what it names belongs to the situation that is described
    if (
        ask.attributes
        and not described
        and not any(holds_attributes(ask, p) for p, _ in evidence.passages(_CANDIDATES))
    ):
        return None
    hits = [h for h in evidence.hits if is_item(evidence.shelf, h) and h.passages]
    leading = leading_clause(evidence.shelf)
    hits = [h for h in hits if leading is None or (h.clause.is_under(leading) and h.clause != leading)]
    if not hits or hits[0].score < _FLOOR:
        return None
    chosen = [hits[0]] + [h for h in hits[1:2] if h.score >= _CLOSE * hits[0].score]
    return lambda turn: _compose(evidence.shelf, chosen, turn)


def is_item(shelf: Shelf, hit: Hit) -> bool:
    """Whether a clause is one of several parallel items with a heading."""
    parent = shelf.document.clause(hit.clause.path.rpartition("/")[0], hit.clause.part)
    siblings = (
        shelf.document.children(parent) if parent else [c for c in shelf.document.clauses if c.depth == 0]
    )
    return bool(hit.clause.heading) and len(siblings) >= _SIBLINGS


def _compose(shelf: Shelf, chosen: list[Hit], turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    for index, hit in enumerate(chosen):
        name = "direction_fits" if index == 0 else "direction_also"
        span = clause_span(shelf, hit.clause.path, hit.clause.part)
        reply.say(phrase(name, heading=topic(hit.clause)), span, derived=True)
        own = [p for p, _ in hit.passages if not p.sentence.heading]
        quote(reply, shelf, own[: 2 if len(chosen) == 1 else 1])
    window(reply, shelf, turn.as_of)
    return reply
