"""Statements become an Answer: the text with its numbered citations, and the fields of the contract."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from assistant.answering.shapes.quoting import deadline_facts
from assistant.answering.turn import Reply, Span, Statement, Turn
from assistant.documents.dates import as_day, days_between, last_due, next_due
from assistant.grounding.places import Citations
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.answer import Answer, Claim, Obligation, Related, State, Verification
from assistant.models.document import Fact

_SOON = 14
MOST_CITATIONS = 15


def assemble(
    turn: Turn, reply: Reply, statements: Sequence[Statement], verification: Verification, conversation: str
) -> Answer:
    """The answer that the contract describes."""
    citations = Citations(MOST_CITATIONS)
    text, claims = worded(statements, citations)
    obligations = [
        obligation(fact, citations.number(_span(shelf, passage)), turn.as_of)
        for shelf, passage in reply.deadlines
        for fact, place in deadline_facts(shelf)
        if place is passage and citations.room_for(_span(shelf, passage))
    ]
    return Answer(
        id=uuid4().hex,
        answer=text,
        status=reply.status,
        reason=reply.reason,
        as_of=turn.as_of,
        conversation=conversation,
        claims=claims,
        citations=citations.listed,
        related=[_related(*item) for item in reply.related],
        obligations=obligations,
        choices=reply.choices,
        follow_ups=reply.follow_ups,
        warnings=list(turn.warnings),
        verification=verification,
    )


def worded(statements: Sequence[Statement], citations: Citations) -> tuple[str, list[Claim]]:
    """The text with its citation marks, a line a statement, and the claims in it. More statements only add to it."""
    claims: list[Claim] = []
    lines: list[str] = []
    for statement in statements:
        numbers = [citations.number(span) for span in statement.spans if citations.room_for(span)]
        lines.append(statement.text + "".join(f"[{n}]" for n in numbers))
        if statement.spans:
            claims.append(Claim(text=statement.text, citations=numbers))
    return "\n".join(line for line in lines if line), claims


def _span(shelf: Shelf, passage: Passage) -> Span:
    return Span(shelf.document, passage.sentence.start, passage.sentence.end)


def _related(shelf: Shelf, path: str, part: str | None) -> Related:
    clause = shelf.document.clause(path, part)
    heading = clause.breadcrumb if clause else path
    return Related(document=shelf.document.id, part=part, clause=path, heading=heading)


def obligation(fact: Fact, citation: int, as_of: date) -> Obligation:
    """A deadline as the timeline shows it, seen from a day."""
    due = fact.due
    assert due is not None  # only deadlines become obligations
    upcoming = next_due(due, as_of)
    target = as_day(due.on) if due.on is not None else upcoming
    days = days_between(as_of, target) if target else None
    return Obligation(
        actor=fact.actor,
        action=fact.action,
        via=fact.via,
        recipient=fact.recipient,
        due_text=due.text,
        due=due.on,
        next_due=upcoming,
        last_due=last_due(due),
        state=_state(fact, days),
        days_left=days,
        citation=citation,
    )


def _state(fact: Fact, days: int | None) -> State:
    due = fact.due
    assert due is not None  # as above
    if due.on is None and not due.recurring:
        return State.RELATIVE
    if days is None or days < 0:
        return State.PAST
    if days <= _SOON:
        return State.DUE_SOON
    return State.RECURRING if due.recurring else State.UPCOMING
