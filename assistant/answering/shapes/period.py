"""How long: the period that the document sets, with its length worked out."""

import re
from collections.abc import Callable
from functools import partial

from assistant.answering.answerable import coverage, holds_attributes, subject_words, weigh
from assistant.answering.shapes.quoting import answered, phrase, preface, quote
from assistant.answering.turn import Ask, Evidence, Reply, Turn, sentence_span
from assistant.documents.dates import years_in
from assistant.documents.numbering import han_to_int, int_to_han
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import FactKind

_CANDIDATES = 6
_COVERED = 0.2
_SURE = 0.6
_CLAIMED = re.compile(r"(?<!\d)([一二两三四五六七八九十]|\d{1,2})年(?!度|级)")
_RANGE = re.compile(r"(\d{4})\s*年?\s*(?:至|到|-|—|~)\s*(\d{4})\s*年")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a length or the years of a period are asked for and a near passage sets a range of years."""
    if ask.share("duration") < 0.35:
        return None
    words = weigh(subject_words(ask, evidence.shelf), evidence.shelf)
    for passage, _ in evidence.passages(_CANDIDATES):
        sets_period = any(f.kind is FactKind.PERIOD for f in passage.facts) and _RANGE.search(passage.plain)
        if (
            sets_period
            and holds_attributes(ask, passage)
            and (not words or coverage(words, passage.context) > _COVERED or ask.share("duration") > _SURE)
        ):
            return partial(_compose, ask, evidence.shelf, passage)
    return None


def _compose(ask: Ask, shelf: Shelf, passage: Passage, turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    years = years_in(passage.plain)
    first, last = years[0], years[-1]
    count = last - first + 1
    claimed = _CLAIMED.search(ask.premise or ask.text) if ask.yes_no or ask.premise else None
    if claimed and han_to_int(claimed[1].replace("两", "二")) != count:
        right = f"{int_to_han(count)}年"
        text = phrase("correct", right=right, wrong=claimed[0])
        reply.say(text, sentence_span(shelf, passage), derived=True, lead=True)
    reply.say(
        phrase("period", first=first, last=last, han=int_to_han(count), count=count),
        sentence_span(shelf, passage),
        derived=True,
    )
    quote(reply, shelf, [passage])
    return reply
