from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.statements import Statement, statements
from evals.measures.tokens import Day, read
from evals.measures.values import Sources, unsourced

QUOTE = "请于2025年7月11日前填写试点申报表，于每年11月底前报送，联系电话:023—86868885，第三批共12项，补助1,500万元。"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025年7月11日", {Day(2025, 7, 11)}),
        ("７月１１日前", {Day(None, 7, 11)}),
        ("2025-07-11", {Day(2025, 7, 11)}),
        ("每年11月底", {Day(None, 11, None, end=True)}),
        ("12个月内", set()),
    ],
)
def test_days_are_read_as_days(text: str, days: set[Day]) -> None:
    assert read(text).days == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("86868885", set()),
        ("共九项", {"9"}),
        ("三十五周岁", {"35"}),
        ("百分之六十", {"60"}),
        ("1,500.50万元", {"1500.5"}),
        ("选一项", set()),
        ("第三批", set()),
        ("两年", {"2"}),
    ],
)
def test_numbers_are_whole(text: str, numbers: set[str]) -> None:
    assert read(text).numbers == numbers


@pytest.mark.parametrize(
    "claim",
    [
        "截止时间是2025年7月11日。",
        "7月11日截止。",
        "电话是86868885。",
        "共12项。",
        "补助1500万元。",
        "最近的一次是2025年11月30日。",
        "还有3天。",
        "某发〔2025〕13号说的。",
    ],
)
def test_what_stands_in_the_sources_or_follows_from_them_has_a_source(claim: str) -> None:
    sources = Sources([QUOTE], ["某发〔2025〕13号"], ["我问的"], date(2025, 7, 8))
    assert unsourced(claim, sources) == []


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("截止时间是2026年7月11日。", "2026年7月11日"),
        ("7月8号截止。", "7月8日"),
        ("共8项。", "8"),
        ("共2项。", "2"),
        ("电话是68888。", "68888"),
        ("电话是86868886。", "电话86868886"),
        ("补助150万元。", "150"),
        ("还有4天。", "4"),
        ("某发〔2025〕14号说的。", "文号2025-14"),
        ("写信到a@b.cn。", "邮箱a@b.cn"),
    ],
)
def test_what_stands_nowhere_has_none(claim: str, value: str) -> None:
    sources = Sources(
        [QUOTE], ["某发〔2025〕13号"], [], date(2025, 7, 9) if "4天" in claim else date(2025, 5, 8)
    )
    assert unsourced(claim, sources) == [value]


def test_a_value_of_the_person_needs_no_source() -> None:
    assert (
        unsourced("您说的8月15日不对。", Sources([QUOTE], own=["8月15日截止吧"], as_of=date(2025, 7, 8)))
        == []
    )


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_number_has_a_source_only_as_a_whole(said: int, there: int) -> None:
    found = unsourced(f"共{said}家", Sources([f"共{there}家。"]))
    assert (found == []) == (said == there or said == 1)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read(text)
    assert all(s.text for s in statements(text))


def test_statements_carry_the_marks_behind_them() -> None:
    found = list(statements("不能了。[1]\n粤社科通[2017]23号[1][2]；其余未说明。\n如需确认"))
    assert found == [
        Statement("不能了。", (1,)),
        Statement("粤社科通[2017]23号", (1, 2)),
        Statement("其余未说明。", ()),
        Statement("如需确认", ()),
    ]
