import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import interval, kappa, mcnemar, percentile, resampled


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_an_interval_holds_the_mean_and_is_repeatable(values: list[float]) -> None:
    low, high = interval(values)
    assert -1e-9 <= low <= high <= 1 + 1e-9
    assert (low, high) == interval(values)


def test_more_cases_make_it_narrower() -> None:
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 200)
    assert few[1] - few[0] > 3 * (many[1] - many[0])


def test_cases_that_are_all_alike_still_leave_doubt() -> None:
    assert interval([1.0] * 20) == (pytest.approx(0.832, abs=0.001), 1.0)
    assert interval([0.0] * 20) == (0.0, pytest.approx(0.168, abs=0.001))
    assert interval([]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("worse", "better", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 2, 0.109375), (3, 3, 1.0)],
)
def test_mcnemar_is_exact(worse: int, better: int, p: float) -> None:
    assert mcnemar(worse, better) == pytest.approx(p)
    assert mcnemar(better, worse) == pytest.approx(p)


def test_a_great_many_changes_do_not_overflow() -> None:
    assert 0 <= mcnemar(1500, 100) < 1e-9


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa([(True, True)] * 4 + [(False, False)] * 4) == 1.0
    assert kappa([(True, True), (True, False)] * 4) == 0.0
    assert kappa([(True, False), (False, True)] * 4) == -1.0
    # Cohen's own example: 20 and 15 agreed, 5 and 10 not.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    low, high = resampled(pairs, kappa)
    assert low < 0.4 < high


def test_percentiles() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([], 0.5) == 0.0
