from datetime import date

from assistant.models.answer import Obligation, State, Timeline
from ui.header import next_obligation

AS_OF = date(2026, 11, 24)


def obligation(state: State, due: date | None = None, next_due: date | None = None) -> Obligation:
    return Obligation(
        actor="某主体",
        action="报送",
        recipient="",
        due_text="",
        due=due,
        next_due=next_due,
        state=state,
        citation=1,
    )


def following(*obligations: Obligation) -> date | None:
    found = next_obligation(Timeline(as_of=AS_OF, obligations=list(obligations), citations=[]))
    return found[1] if found else None


def test_the_nearest_day_ahead_is_the_next_one() -> None:
    assert following(
        obligation(State.PAST, date(2025, 7, 11)),
        obligation(State.UPCOMING, date(2027, 11, 30)),
        obligation(State.RECURRING, next_due=date(2026, 11, 30)),
        obligation(State.RELATIVE),
    ) == date(2026, 11, 30)


def test_what_is_due_today_is_still_ahead() -> None:
    assert following(obligation(State.DUE_SOON, AS_OF)) == AS_OF


def test_nothing_is_next_when_everything_has_passed() -> None:
    assert following(obligation(State.PAST, date(2025, 7, 11)), obligation(State.RELATIVE)) is None
