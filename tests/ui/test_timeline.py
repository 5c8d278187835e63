import re
from datetime import date, datetime

import pytest
from made import TODAY, Library, obligation

from assistant.models.answer import Obligation, State, Timeline
from ui import header, timeline
from ui.axis import Axis, days_of
from ui.roles import Roles
from ui.timeline import following


def next_day(*obligations: Obligation) -> date | None:
    found = following(Timeline(as_of=TODAY, obligations=list(obligations), citations=[]))
    return found[1] if found else None


def drawn(*obligations: Obligation, role: str = "") -> str:
    return timeline.show(Library(obligations=obligations), role)  # type: ignore[arg-type]


def test_the_nearest_day_ahead_is_the_next_one() -> None:
    assert next_day(
        obligation(State.PAST, due=date(2025, 7, 11)),
        obligation(State.UPCOMING, due=date(2027, 11, 30)),
        obligation(State.RECURRING, next_due=date(2026, 11, 30)),
        obligation(State.RELATIVE),
    ) == date(2026, 11, 30)


def test_what_is_due_today_is_still_ahead() -> None:
    assert next_day(obligation(State.DUE_SOON, due=TODAY)) == TODAY


def test_nothing_is_next_when_everything_has_passed() -> None:
    assert next_day(obligation(State.PAST, due=date(2025, 7, 11)), obligation(State.RELATIVE)) is None


@pytest.mark.parametrize("notices", [0, 1])
def test_the_head_does_without_a_notice_or_without_deadlines(notices: int) -> None:
    from made import view

    html = header.show(Library(*[view()] * notices))  # type: ignore[arg-type]
    assert ("还没有收录通知" in html) == (notices == 0)
    assert "今天 2026年11月25日" in html


def test_a_yearly_duty_is_drawn_every_year_until_its_last() -> None:
    yearly = obligation(State.RECURRING, next_due=date(2026, 2, 28), last_due=date(2028, 2, 29))
    assert days_of(yearly) == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]
    assert drawn(yearly).count('class="mark"') == 3


def test_an_hour_counts_as_its_day_and_a_relative_duty_has_none() -> None:
    assert days_of(obligation(due=datetime(2025, 9, 20, 17))) == [date(2025, 9, 20)]
    html = drawn(obligation(State.RELATIVE, due_text="自立项起10个工作日内"))
    assert "自立项起10个工作日内" in html and 'class="mark"' not in html


def test_days_lie_on_the_axis_in_their_order() -> None:
    axis = Axis.over([date(2027, 11, 30), date(2025, 7, 11), TODAY])
    places = [axis.at(day) for day in (date(2025, 7, 11), TODAY, date(2027, 11, 30))]
    assert 0 < places[0] < places[1] < places[2] < 100
    assert [year for year, _ in axis.years()] == [2026, 2027]


def test_an_axis_of_one_day_has_a_width() -> None:
    assert Axis.over([TODAY]).at(TODAY) == 50


def test_one_body_under_several_names_is_one_role() -> None:
    duties = [
        obligation(
            actor="有条件和意愿承担试点任务的主体",
            via="所在区县(自治县)人力社保部门",
            recipient="市人力社保局",
        ),
        obligation(actor="各试点主体", via="区县(自治县)人力社保部门", recipient="市人力社保局"),
        obligation(actor="各试点项目所在区县(自治县)人力社保部门", recipient="市人力社保局"),
    ]
    assert Roles(duties).all == ["试点主体", "区县(自治县)人力社保部门", "市人力社保局"]


def test_bodies_that_only_end_alike_stay_apart() -> None:
    duties = [obligation(actor="市商务局", via="区商务局", recipient="商务局")]
    assert Roles(duties).all == ["市商务局", "区商务局", "商务局"]


def test_a_role_sees_its_own_duties_with_its_name_marked() -> None:
    duties = (
        obligation(actor="甲方", action="申报"),
        obligation(actor="乙方", action="批复", recipient="甲方"),
    )
    html = drawn(*duties, obligation(actor="丙方", action="备案"), role="甲方")
    assert "备案" not in html and html.count('class="chosen"') == 2
    assert drawn(*duties, role="<没有>").count('class="duty ') == 2


def test_nothing_of_a_notice_becomes_markup() -> None:
    html = drawn(obligation(actor="<b>甲</b>", action="<script>", due_text="<i>"))
    assert not re.search(r"<(script|b|i)>", html)


def test_a_notice_without_deadlines_says_so() -> None:
    assert "没有写明时间节点" in drawn()
