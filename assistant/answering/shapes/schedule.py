"""All deadlines in order, or the next one."""

from collections.abc import Callable
from datetime import date, datetime

from assistant.answering.shapes.quoting import (
    answered,
    chinese_day,
    deadline_facts,
    due_sentence,
    due_words,
    phrase,
    preface,
)
from assistant.answering.turn import Ask, Evidence, Reply, Turn, sentence_span
from assistant.documents.dates import as_day, next_due
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Fact

_MOST = 10


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a schedule, or the next thing to do, is asked for and the document sets deadlines."""
    dated = [(f, p) for f, p in deadline_facts(evidence.shelf) if f.due and (f.due.on or f.due.recurring)]
    if not dated or any(not any(a.hold.search(p.context) for _, p in dated) for a in ask.attributes):
        return None
    if ask.kind == "next_due":
        return lambda turn: _next(evidence.shelf, dated, turn.as_of)
    if ask.kind == "timeline":
        return lambda turn: _all(evidence.shelf, dated, turn.as_of)
    return None


def order(pair: tuple[Fact, Passage]) -> tuple[date, int]:
    """Order of deadlines: by day; a yearly one stands where it first comes up."""
    due = pair[0].due
    assert due is not None  # only deadlines come here
    if due.on is not None:
        return as_day(due.on), 0
    first = next_due(due, date(due.first, 1, 1)) if due.first else None
    return first or date.max, 1


def _all(shelf: Shelf, dated: list[tuple[Fact, Passage]], as_of: date) -> Reply:
    reply = answered()
    preface(reply, shelf)
    for fact, passage in sorted(dated, key=order)[:_MOST]:
        assert fact.due is not None  # filtered by the caller
        actor = f"{fact.actor}：" if fact.actor else ""
        past = fact.due.on is not None and as_day(fact.due.on) < as_of
        note = "（已过）" if past else ""
        reply.say(
            f"{due_words(fact.due)}{note}，{actor}{fact.action}；", sentence_span(shelf, passage), point=True
        )
        reply.deadlines.append((shelf, passage))
    return reply


def _next(shelf: Shelf, dated: list[tuple[Fact, Passage]], as_of: date) -> Reply:
    reply = answered()
    preface(reply, shelf)
    upcoming = [(day, f, p) for f, p in dated if f.due and (day := next_due(f.due, as_of))]
    if not upcoming:
        last = max(dated, key=order)
        return reply.say(
            phrase("none_next", as_of=chinese_day(as_of)), sentence_span(shelf, last[1]), derived=True
        )
    first = min(day for day, _, _ in upcoming)
    reply.say(phrase("steps_next"))
    for _, fact, passage in (item for item in upcoming if item[0] == first):
        reply.say(due_sentence(fact, as_of), sentence_span(shelf, passage), derived=True)
        reply.say(passage.sentence.text, sentence_span(shelf, passage))
        reply.deadlines.append((shelf, passage))
    return reply


def moment(value: date | datetime) -> str:
    """A day, with the hour where there is one."""
    if isinstance(value, datetime):
        return f"{chinese_day(value.date())}{value.hour}时"
    return chinese_day(value)
