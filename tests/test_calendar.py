from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from assistant.calendar import render
from assistant.models.answer import Citation, Obligation, State, Timeline
from assistant.models.document import Provenance

AS_OF = date(2026, 11, 24)


def obligation(**changes: object) -> Obligation:
    fields: dict[str, object] = {
        "actor": "试点主体",
        "action": "报送启动情况报告",
        "recipient": "市局",
        "due_text": "2026年12月1日前",
        "due": date(2026, 12, 1),
        "state": State.DUE_SOON,
        "days_left": 7,
        "citation": 1,
    }
    return Obligation.model_validate({**fields, **changes})


def events(*obligations: Obligation, as_of: date = AS_OF) -> list[Event]:
    citation = Citation(
        id=1,
        document="notice",
        title="关于试点的通知",
        number="某发〔2026〕1号",
        provenance=Provenance.ORIGINAL,
        clause="二",
        heading="二、步骤",
        quote="于2026年12月1日前报送启动情况报告;逾期不候,特此通知",
        start=0,
        end=27,
    )
    data = render(Timeline(as_of=as_of, obligations=list(obligations), citations=[citation]))
    return Calendar.from_ical(data).walk("VEVENT")  # type: ignore[no-any-return]


def test_a_day_becomes_a_whole_day_event_with_its_source_and_reminders() -> None:
    [event] = events(obligation())
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    assert "报送启动情况报告" in str(event["summary"])
    assert "于2026年12月1日前报送启动情况报告;逾期不候,特此通知" in str(event["description"])
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
    ]


def test_an_hour_is_an_hour_in_china() -> None:
    [event] = events(obligation(due=datetime(2026, 12, 1, 17, 0)))
    assert event.decoded("dtstart").isoformat() == "2026-12-01T09:00:00+00:00"


def test_what_comes_back_yearly_ends_with_its_period() -> None:
    [event] = events(
        obligation(
            due_text="每年2月底前",
            due=None,
            next_due=date(2027, 2, 28),
            last_due=date(2028, 2, 29),
            state=State.RECURRING,
        )
    )
    rule = event["rrule"]
    assert (rule["FREQ"], rule["UNTIL"], rule["BYMONTHDAY"]) == (["YEARLY"], [date(2028, 2, 29)], [-1])


def test_what_has_passed_does_not_remind_and_what_is_relative_has_no_day() -> None:
    past = obligation(due=date(2025, 7, 11), state=State.PAST, days_left=-501)
    relative = obligation(due_text="自印发之日起10个工作日内", due=None, state=State.RELATIVE, days_left=None)
    [event] = events(past, relative)
    assert event.walk("VALARM") == []


def test_importing_again_replaces_and_does_not_double() -> None:
    today, tomorrow = events(obligation()), events(obligation(days_left=6), as_of=AS_OF + timedelta(days=1))
    assert today[0]["uid"] == tomorrow[0]["uid"]
