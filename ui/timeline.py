"""The timeline: who owes what to whom by when, drawn along one axis with today's line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.answer import Obligation, State, Timeline
from ui import text
from ui.axis import Axis, days_of, due_day
from ui.place import Place, of_citation
from ui.render import failure, render
from ui.roles import Roles


@dataclass(frozen=True)
class Mark:
    """A shape on the axis."""

    at: float
    state: State
    day: date


@dataclass(frozen=True)
class Party:
    """Somebody on the way of a report, and whether it is whom the reader asked for."""

    name: str
    does: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """An obligation as the timeline shows it."""

    obligation: Obligation
    due: date | None
    left: str
    parties: tuple[Party, ...]
    marks: tuple[Mark, ...]
    place: Place | None
    next: bool


def show(assistant: Assistant, role: str = "") -> str:
    """The timeline as HTML.

    Args:
        assistant: What knows the obligations.
        role: Show only what this role has a part in; empty for everything.
    """
    try:
        timeline = assistant.timeline()
    except AssistantError as error:
        return failure(error)
    roles = Roles(timeline.obligations)
    role = role if role in roles.all else ""
    axis = Axis.over([timeline.as_of, *(d for o in timeline.obligations for d in days_of(o))])
    return render(
        "timeline",
        rows=[row for row in _rows(timeline, roles, axis, role) if not role or _has_part(row)],
        roles=[(name, _count(timeline, roles, name)) for name in roles.all],
        role=role,
        count=len(timeline.obligations),
        today=timeline.as_of,
        today_at=axis.at(timeline.as_of),
        years=axis.years(),
        legend=[state for state in State if any(o.state is state for o in timeline.obligations)],
    )


def following(timeline: Timeline) -> tuple[Obligation, date] | None:
    """What is due next, with its day; None when everything has passed."""
    ahead = [
        (obligation, due)
        for obligation in timeline.obligations
        if obligation.state in text.AHEAD
        and (due := due_day(obligation)) is not None
        and due >= timeline.as_of
    ]
    return min(ahead, key=lambda item: item[1], default=None)


def left(days: int) -> str:
    """How far a day is from today, for people."""
    if days == 0:
        return text.DUE_TODAY
    return text.DAYS_LEFT.format(days=days) if days > 0 else text.DAYS_PAST.format(days=-days)


def _rows(timeline: Timeline, roles: Roles, axis: Axis, role: str) -> Iterator[Row]:
    places = {citation.id: of_citation(citation).place for citation in timeline.citations}
    upcoming = following(timeline)
    for obligation in timeline.obligations:
        due = due_day(obligation)
        yield Row(
            obligation,
            due=due,
            left=left((due - timeline.as_of).days) if due else "",
            parties=tuple(_parties(obligation, roles, role)),
            marks=tuple(_marks(obligation, axis)),
            place=places.get(obligation.citation),
            next=upcoming is not None and upcoming[0] is obligation,
        )


def _parties(obligation: Obligation, roles: Roles, role: str) -> Iterator[Party]:
    ways = (
        (obligation.actor, text.ACTS),
        (obligation.via, text.PASSES_ON),
        (obligation.recipient, text.RECEIVES),
    )
    for name, does in ways:
        if name:
            yield Party(name, does, bool(role) and roles.of(name) == role)


def _marks(obligation: Obligation, axis: Axis) -> Iterator[Mark]:
    for number, due in enumerate(days_of(obligation)):
        # A later year's day is not soon, even if the next one is.
        state = State.UPCOMING if number and obligation.state is State.DUE_SOON else obligation.state
        yield Mark(axis.at(due), state, due)


def _has_part(row: Row) -> bool:
    return any(party.chosen for party in row.parties)


def _count(timeline: Timeline, roles: Roles, role: str) -> int:
    return sum(role in map(roles.of, (o.actor, o.via, o.recipient)) for o in timeline.obligations)
