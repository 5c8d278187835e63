"""The ordinary answer: the sentence that holds the asked value about the asked subject, in the document's words."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.answerable import Fit, assess, needed
from assistant.answering.shapes.eligibility import foreign_place
from assistant.answering.shapes.quoting import answered, application_deadline, preface, window
from assistant.answering.turn import Ask, Evidence, Reply, Span, Turn, sentence_span
from assistant.documents.text import plain
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Provenance

_LONG = 130
_MOST = 3
_NEAR = 1.6
_NEAR_IN_CLAUSE = 2.6
_MORE_WORDS = 0.3
_COVER = 3.0
_ANSWERABLE = 0.5
_DESCRIBED = 0.3
_OPEN = ("direction", "support", "penalty", "benefit")
_OPEN_SHARE = 0.5
_WINDOW_KINDS = ("where_submit", "materials", "direction")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when the evidence, weighed, says that the document answers."""
    if foreign_place(ask, evidence.shelf) and ask.share("scope", "eligible_me", "eligible_who") > 0.3:
        return None
    assessment = assess(ask, evidence)
    described = ask.share(*_OPEN) >= _OPEN_SHARE and not ask.attributes
    # A digest or a sample is asked only when the question names what it is about.
    chosen_by_name = evidence.shelf.document.meta.provenance is not Provenance.ORIGINAL
    bar = _DESCRIBED if described or chosen_by_name else _ANSWERABLE
    if not assessment.fits or assessment.probability < bar:
        return None
    chosen = choose(assessment.fits)
    return lambda turn: _compose(ask, evidence.shelf, chosen, turn)


def choose(fits: Sequence[Fit]) -> list[Passage]:
    """The passages to say: the best that holds the value and the attribute, and those that add to it."""
    first = max(fits, key=lambda f: (_holds(f), f.score + _COVER * f.covered))
    further = [f for f in fits if f is not first and _adds(f, first)]
    return [f.passage for f in [first, *further][:_MOST]]


def _holds(fit: Fit) -> float:
    """Whether it holds what was asked: the value, and the attributes."""
    return float(fit.value is not False) + (fit.attribute if fit.attribute is not None else 1.0)


def _adds(fit: Fit, first: Fit) -> bool:
    """Whether a further passage is worth saying.

    It holds as much of what was asked and is nearly as near (a little less near in the same clause), or it holds
    words of the question that the first lacks.
    """
    same = fit.passage.sentence.clause.key == first.passage.sentence.clause.key
    if same and fit.covered >= first.covered + _MORE_WORDS and fit.attribute in (None, 1.0):
        return True
    if _holds(fit) < _holds(first):
        return False
    return fit.score >= first.score - (_NEAR_IN_CLAUSE if same else _NEAR) and (
        same or fit.covered >= first.covered
    )


def _compose(ask: Ask, shelf: Shelf, passages: list[Passage], turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    lead = _segment(ask, shelf, passages[0])
    if lead is not None:
        reply.say(f"{lead.text.strip()}。", lead, point=True)
    for passage in [passages[0], *sorted(passages[1:], key=lambda p: p.sentence.start)]:
        text = passage.sentence.text
        reply.say(
            text if text[-1:] in "。！？" else f"{text.rstrip('；;，,')}。", sentence_span(shelf, passage)
        )
    application = application_deadline(shelf)
    if ask.kind in _WINDOW_KINDS or (application and application[1] in passages):
        window(reply, shelf, turn.as_of)
    return reply


def _segment(ask: Ask, shelf: Shelf, passage: Passage) -> Span | None:
    """The part of a long sentence that holds the value and most of the question's words; it goes first."""
    text = passage.sentence.text
    need = needed(ask)
    if len(text) < _LONG or need is None:
        return None
    best, best_score, start = None, 0.0, 0
    for piece in re.split(r"(?<=[，,；;：:])", text):
        bare = plain(piece)
        if need.search(bare) and len(piece.strip()) >= 6:
            grams = {ask.text[i : i + 2] for i in range(len(ask.text) - 1)}
            score = sum(1 for g in grams if g in bare) + 0.5
            if score > best_score:
                best, best_score = (start, start + len(piece.rstrip("，,；;：: "))), score
        start += len(piece)
    if best is None:
        return None
    return Span(shelf.document, passage.sentence.start + best[0], passage.sentence.start + best[1])
