"""May this body apply? Yes where the sentence that lists the bodies names its category; silence where it does not."""

import re
from collections.abc import Callable

from assistant.answering import lexicon
from assistant.answering.answerable import holds_attributes
from assistant.answering.shapes.quoting import answered, phrase, preface, quote, window
from assistant.answering.shapes.silence import silence
from assistant.answering.turn import Ask, Evidence, Reply, Turn, sentence_span
from assistant.documents.text import comparable, plain
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import FactKind

_PER_CATEGORY = 1.6


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when somebody asks who may apply, or whether they may."""
    if ask.share("eligible_me", "eligible_who") < 0.4 and not ask.kind.startswith("eligible"):
        return None
    if ask.share("eligible_who") < 0.4 and not re.search(lexicon.load("roles.yaml")["applies"], ask.text):
        return None
    shelf = evidence.shelf
    listing = _listing(evidence)
    if foreign := foreign_place(ask, shelf):
        topic = phrase("foreign_place", place=foreign)
        return lambda turn: silence(turn, shelf, topic, evidence)
    if listing is None:
        return None
    if ask.share("eligible_who") > ask.share("eligible_me"):
        return lambda turn: _who(shelf, listing, turn)
    if not holds_attributes(ask, listing):
        return None
    category = next((c for c in ask.bodies if _names(c, listing)), None)
    if category is not None:
        return lambda turn: _yes(shelf, listing, category, turn)
    if ask.bodies:
        topic = f"{'、'.join(ask.bodies[:1])}能否申报"
        return lambda turn: silence(turn, shelf, topic, evidence)
    return None


def _listing(evidence: Evidence) -> Passage | None:
    """The best passage that lists who may: naming many kinds of body speaks for it."""
    parties = [(p, s) for p, s in evidence.passages(12) if any(f.kind is FactKind.PARTY for f in p.facts)]
    rated = [(s + _PER_CATEGORY * sum(_names(c, p) for c in lexicon.bodies()), p) for p, s in parties]
    return max(rated, key=lambda pair: pair[0])[1] if rated else None


def _item(named: str, listing: Passage) -> str:
    """The item of the list that holds `named`, with the words that narrow it down (`龙头人力资源服务机构`)."""
    items = [item for fact in listing.facts if fact.kind is FactKind.LIST for item in fact.items]
    return min((item for item in items if named in plain(item)), key=len, default=named)


def _names(category: str, passage: Passage) -> bool:
    words = (category, *lexicon.bodies()[category])
    return any(word in passage.plain for word in words)


def foreign_place(ask: Ask, shelf: Shelf) -> str:
    """A place that the question names and the document does not; "" if none."""
    known = comparable(shelf.document.text + shelf.document.meta.title + "".join(shelf.document.meta.issuers))
    return next((place for place in ask.places if place not in known), "")


def _who(shelf: Shelf, listing: Passage, turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    quote(reply, shelf, [listing])
    window(reply, shelf, turn.as_of)
    return reply


def _yes(shelf: Shelf, listing: Passage, category: str, turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    named = next(w for w in (category, *lexicon.bodies()[category]) if w in listing.plain)
    item = _item(named, listing)
    name = "yes_listed" if named == item or comparable(item) in comparable(turn.text) else "yes_if"
    reply.say(phrase(name, category=item), sentence_span(shelf, listing), derived=True, lead=True)
    quote(reply, shelf, [listing])
    window(reply, shelf, turn.as_of, always=True)
    return reply
