"""Which place a clause has among its siblings: `管出海的那条排第几`."""

import re
from collections.abc import Callable

from assistant.answering.answerable import assess
from assistant.answering.shapes.direction import is_item
from assistant.answering.shapes.quoting import answered, clause_span, phrase, preface
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.documents.facts import topic
from assistant.documents.numbering import int_to_han

_ASKS_PLACE = re.compile(r"排第?几|(是|在|属|算)第几(个|条|项|款|点|步|部分|方向)?|第几(个|条|项|款|点|步)")
_LEAST = 0.3


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a place is asked for and one of a list of parallel clauses is meant."""
    if not _ASKS_PLACE.search(ask.text):
        return None
    shelf = evidence.shelf
    hits = [h for h in evidence.hits if is_item(shelf, h)]
    if not hits or assess(ask, evidence).probability < _LEAST:
        return None
    clause = hits[0].clause
    document = shelf.document
    parent = document.clause(clause.path.rpartition("/")[0], clause.part)
    siblings = document.children(parent) if parent else tuple(c for c in document.clauses if c.depth == 0)
    place = 1 + next(i for i, sibling in enumerate(siblings) if sibling.key == clause.key)

    def compose(turn: Turn) -> Reply:
        reply = answered()
        preface(reply, shelf)
        span = clause_span(shelf, clause.path, clause.part)
        words = phrase("place", heading=topic(clause), han=int_to_han(place))
        return reply.say(words, span, derived=True)

    return compose
