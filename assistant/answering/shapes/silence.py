"""The documents do not say: said plainly, with what was asked, where to ask, and the nearest clause as related."""

import re
from collections.abc import Callable

from assistant.answering.shapes.contacts import where_to_ask
from assistant.answering.shapes.quoting import phrase
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.knowledge.retriever import Shelf
from assistant.models.answer import Reason, Status

_LONGEST = 24
_RELATED = 2


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Always fits."""
    return lambda turn: silence(turn, evidence.shelf, topic_of(ask), evidence)


def silence(turn: Turn, shelf: Shelf, topic: str, evidence: Evidence) -> Reply:
    """The reply that says that the document does not say `topic`."""
    reply = Reply(Status.ABSTAINED, Reason.NOT_STATED)
    meta = shelf.document.meta
    if meta.number:
        reply.say(phrase("not_stated_number", number=meta.number, topic=topic))
    else:
        reply.say(phrase("not_stated", title=meta.title, topic=topic))
    where_to_ask(reply, shelf)
    hits = [h for h in evidence.hits if h.clause.heading][:_RELATED]
    reply.related = [(shelf, h.clause.path, h.clause.part) for h in hits]
    return reply


def topic_of(ask: Ask) -> str:
    """What was asked, short enough to name."""
    text = re.sub(r"^(请问|那么|那|我想问|想问|麻烦问)(一?下)?[,，]?", "", ask.text)
    text = re.sub(r"[?？!！。,，\s]+$", "", text)
    last = re.split(r"[,，。;；!！?？]", text)[-1].strip()
    chosen = text if len(text) <= _LONGEST else last if 4 <= len(last) <= _LONGEST else ""
    return f"“{chosen}”" if chosen and not re.search(r"\d", chosen) else phrase("topic_default")
