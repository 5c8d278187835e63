"""The timeline as a calendar file (RFC 5545). Pure: a timeline in, bytes out."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from assistant.models.answer import Citation, Obligation, Timeline

ZONE = ZoneInfo("Asia/Shanghai")
"""Where the notice's days begin and end."""

NAME = "试点时间节点"
"""What the calendar is called where it is imported."""

# A week and a day ahead; for a whole day at nine in the morning, because at midnight nobody reads a reminder.
_REMINDERS = ((7, "还有7天截止"), (1, "明天截止"))
_NINE = timedelta(hours=9)


def render(timeline: Timeline) -> bytes:
    """The timeline as an iCalendar file.

    Every obligation with a day becomes an event; one that comes back yearly recurs until its last day. What is not
    over yet reminds a week and a day ahead. A relative obligation ("起10个工作日内") has no day and stays out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pilot-assistant//timeline//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", ZONE.key)
    citations = {citation.id: citation for citation in timeline.citations}
    for obligation in timeline.obligations:
        due = obligation.next_due or obligation.due
        if due is not None:
            calendar.add_component(
                _event(obligation, due, citations.get(obligation.citation), timeline.as_of)
            )
    data: bytes = calendar.to_ical()
    return data


def _event(obligation: Obligation, due: date | datetime, citation: Citation | None, as_of: date) -> Event:
    # A recurring obligation says its next day; an hour, where one is given, stands in `due` alone.
    if isinstance(obligation.due, datetime):
        due = obligation.due
    moment = due.replace(tzinfo=due.tzinfo or ZONE) if isinstance(due, datetime) else None
    day = moment.astimezone(ZONE).date() if moment else due
    event = Event()
    event.add("uid", _uid(obligation, citation))
    # Not the clock: the same timeline gives the same file.
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add(
        "summary",
        f"截止：{obligation.action}（{obligation.actor}）" if obligation.actor else obligation.action,
    )
    event.add("description", _description(obligation, citation))
    event.add("transp", "TRANSPARENT")
    if moment:
        event.add("dtstart", moment.astimezone(UTC))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    if obligation.last_due and obligation.last_due > day:
        event.add("rrule", _yearly(obligation, day, obligation.last_due))
    if day >= as_of:
        for days, text in _REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", f"{text}：{obligation.action}")
            alarm.add("trigger", -timedelta(days=days) + (timedelta() if moment else _NINE))
            event.add_component(alarm)
    return event


def _yearly(obligation: Obligation, day: date, last: date) -> dict[str, object]:
    rule: dict[str, object] = {"freq": "yearly", "until": last}
    if (day + timedelta(days=1)).day == 1 and any(word in obligation.due_text for word in ("底", "末")):
        # "每年2月底前" is the 29th in a leap year.
        rule |= {"bymonth": day.month, "bymonthday": -1}
    return rule


def _uid(obligation: Obligation, citation: Citation | None) -> str:
    """The same for the same sentence and duty, so that importing again replaces and does not double."""
    place = f"{citation.document}:{citation.start}" if citation else ""
    words = "|".join((place, obligation.actor, obligation.action, obligation.due_text))
    return f"{sha256(words.encode()).hexdigest()[:32]}@pilot-assistant"


def _description(obligation: Obligation, citation: Citation | None) -> str:
    lines = [f"时限：{obligation.due_text}"]
    if obligation.recipient:
        lines.append("报送：" + " → ".join(body for body in (obligation.via, obligation.recipient) if body))
    if citation:
        lines.append(f"出处：{citation.title} {citation.number} {citation.heading}".replace("  ", " "))
        lines.append(f"原文：{citation.quote}")
    lines.append("以官方发布的文件原文为准。")
    return "\n".join(lines)
