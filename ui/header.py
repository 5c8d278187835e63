"""The page's head: which notice, what day it is, and what is due next."""

from datetime import date, datetime
from html import escape

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.answer import Obligation, Timeline
from ui import text


def render(assistant: Assistant) -> str:
    """The head as HTML; computed whenever the page is opened, because the day moves on."""
    try:
        notice, timeline = assistant.notice(), assistant.timeline()
    except AssistantError as error:
        return _frame(escape(str(error)), "")
    if notice is None:
        return _frame(text.NO_NOTICE, "")
    number = f'<span class="number">{escape(notice.number)}</span>' if notice.number else ""
    return _frame(f"{escape(notice.title)} {number}", _status(timeline))


def _frame(notice: str, status: str) -> str:
    return (
        f'<header class="masthead"><h1>{text.TITLE}<small>{text.SLOGAN}</small></h1>'
        f'<p class="notice">{notice}</p>{status}</header>'
    )


def _status(timeline: Timeline) -> str:
    today = f'<span class="today">{text.TODAY} {_day(timeline.as_of)}</span>'
    upcoming = next_obligation(timeline)
    if upcoming is None:
        following = f'<span class="next none">{text.NO_NEXT}</span>'
    else:
        obligation, due = upcoming
        who = f"{escape(obligation.actor)}：" if obligation.actor else ""
        following = (
            f'<span class="next"><span class="label">{text.NEXT}</span> <strong>{_day(due)}</strong>'
            f"（{_left((due - timeline.as_of).days)}）{who}{escape(obligation.action)}</span>"
        )
    link = f'<a class="calendar" href="/api/v1/timeline.ics" download="timeline.ics">{text.CALENDAR}</a>'
    return f'<p class="status">{today}{link}{following}</p>'


def next_obligation(timeline: Timeline) -> tuple[Obligation, date] | None:
    """What is due next, with its day; None when everything has passed."""
    ahead = [
        (obligation, due)
        for obligation in timeline.obligations
        if obligation.state in text.AHEAD and (due := _due(obligation)) is not None and due >= timeline.as_of
    ]
    return min(ahead, key=lambda item: item[1], default=None)


def _due(obligation: Obligation) -> date | None:
    due = obligation.next_due or obligation.due
    return due.date() if isinstance(due, datetime) else due


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _left(days: int) -> str:
    return text.DAYS_LEFT.format(days=days) if days else text.DUE_TODAY
