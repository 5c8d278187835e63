"""Values are whole tokens: a number inside another one is not there."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.values import values

NUMBERS = st.integers(min_value=0, max_value=10**9)


def test_a_number_inside_a_telephone_number_is_no_value_of_it() -> None:
    assert "number:8" not in values("联系电话:023—86868885")
    assert values("8家") - values("联系电话:023—86868885") == {"number:8"}


def test_width_zeros_and_thousands_do_not_matter() -> None:
    assert values("１，２００元") == values("1200元")
    assert values("07月05日") == values("7月5日")


def test_document_numbers_are_one_value_however_bracketed() -> None:
    assert values("人社部发〔2024〕86号") == values("人社部发[2024]86号")
    assert values("人社部发〔2024〕86号") != values("人社部发〔2025〕86号")


@given(NUMBERS, NUMBERS)
def test_two_numbers_are_the_same_value_only_if_they_are_equal(first: int, second: int) -> None:
    assert (values(f"共{first}个") == values(f"共{second}个")) == (first == second)


@given(st.text(alphabet="甲乙丙丁年月日个元，。0123456789", max_size=40))
def test_every_digit_of_a_text_is_part_of_one_of_its_values(text: str) -> None:
    assert bool(values(text)) == any(c.isdigit() for c in text)
