"""The last step before a person reads it: every statement of fact is held against the words that it cites."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from assistant.answering.lexicon import load
from assistant.answering.turn import Reply, Span, Statement, Turn
from assistant.documents.dates import deadlines, next_due, years_in
from assistant.grounding.support import Verdict, check
from assistant.grounding.values import days_in
from assistant.models.answer import Verification


def verify(turn: Turn, reply: Reply) -> tuple[list[Statement], Verification]:
    """The statements that stand, and what became of the others.

    A statement that fails is dropped. A statement without spans states no fact of the documents; it may hold no
    value that is not the user's own.
    """
    kept: list[Statement] = []
    claims = dropped = 0
    for statement in reply.statements:
        if not statement.spans and not statement.derived:
            kept.append(statement)
            continue
        claims += 1
        if _verdict(turn, statement).supported:
            kept.append(statement)
        else:
            dropped += 1
    return kept, Verification(claims=claims, dropped=dropped)


def _verdict(turn: Turn, statement: Statement) -> Verdict:
    documents = {span.document.id: span.document for span in statement.spans}
    sources = [span.text for span in statement.spans]
    if not statement.spans:
        return Verdict(True)
    meta = [
        f"{d.meta.title}{d.meta.number}{''.join(d.meta.issuers)}{d.meta.issued or ''}"
        for d in documents.values()
    ]
    headings = [h for s in statement.spans for h in s.document.clause_at(s.start).trail]
    allowed = [turn.text, turn.resolved, *meta, *headings, *_phrases()] if statement.derived else [turn.text]
    return check(
        statement.text,
        sources,
        allowed,
        frozenset(_derived(turn, statement)) if statement.derived else frozenset(),
        familiar=_phrases(),
    )


@cache
def _phrases() -> tuple[str, ...]:
    """The assistant's fixed phrases, without their fields."""
    return tuple(re.sub(r"\{\w+\}|\d", " ", str(text)) for text in load("phrases.yaml").values())


def _years(turn: Turn, span: Span) -> set[int]:
    """The years that a day without one may be of: the title's, the issue's, the day's of asking."""
    meta = span.document.meta
    return {turn.as_of.year, *years_in(meta.title), *([meta.issued.year] if meta.issued else [])}


def _derived(turn: Turn, statement: Statement) -> Iterable[str]:
    """Values that follow from the cited ones: the day of asking, days between, the next due day, a count of spans."""
    days: set[date] = {turn.as_of}
    for span in statement.spans:
        for due in (due for year in _years(turn, span) for _, _, due in deadlines(span.text, year)):
            upcoming = next_due(due, turn.as_of)
            for day in (upcoming, due.on):
                if day is not None:
                    days.add(date(day.year, day.month, day.day))
    days |= {day for day in days_in(statement.text) if day in days}
    for day in days:
        yield from (f"number:{day.year}", f"number:{day.month}", f"number:{day.day}")
        yield f"number:{abs((day - turn.as_of) // timedelta(days=1))}"
    yield f"number:{len(statement.spans)}"
