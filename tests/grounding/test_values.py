"""Values are whole tokens: a number inside a longer one, a telephone number or an address is not one of its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.values import days_in, month_days, values

NUMBERS = st.integers(0, 10**5)


@given(NUMBERS, st.text("0123456789", min_size=1, max_size=3))
def test_a_number_is_never_found_inside_a_longer_one(number: int, more: str) -> None:
    whole = int(f"{number}{more}")
    assert whole == number or values(f"共{number}家") - values(f"共{whole}家")
    assert values(f"共{whole}家") == {f"number:{whole}"}


@given(NUMBERS)
def test_a_number_is_the_same_however_it_is_written(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for written in (f"{number:,}", wide, f"0{number}", f"{number}.0"):
        assert values(f"共{written}元") == {f"number:{number}"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("百分之六十", {"number:60"}),
        ("三年内五个工作日", {"number:3", "number:5"}),
        ("第三章统一", set()),
        ("1.50万元", {"number:1.5"}),
        ("人社部发〔2024〕86号", {"document:202486"}),
        ("人社部发[2024]86号", {"document:202486"}),
        ("电话:023—86868885", {"phone:02386868885"}),
        ("电话：0898-6612-7734", {"phone:089866127734"}),
        ("13800138000", {"phone:13800138000"}),
        ("邮箱:Rsj13@163.com", {"mail:rsj13@163.com"}),
        ("", set()),
    ],
)  # fmt: skip
def test_each_kind_of_value_is_one_token(text: str, found: set[str]) -> None:
    assert values(text) == found


@given(st.text(alphabet="甲乙丙丁年月日个元，。0123456789", max_size=40))
def test_every_digit_of_a_text_is_part_of_one_of_its_values(text: str) -> None:
    assert bool(values(text)) == any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    "source", ["联系电话：86868885", "023—86868885", "rs8j@163.com", "人社部发〔2008〕18号", "18家"]
)
def test_eight_is_in_none_of_these(source: str) -> None:
    assert "number:8" not in values(source)


def test_a_day_is_month_and_day_together() -> None:
    assert month_days("7月11日至11月7日") == {("7", "11"), ("11", "7")}
    assert month_days("07月08日") == month_days("7月8号") == {("7", "8")}


@given(st.dates())
def test_every_full_day_is_found(day: date) -> None:
    assert days_in(f"自{day.year:04}年{day.month}月{day.day}日起施行") == [day]
