"""How far a figure can be trusted: intervals, paired comparisons, agreement. All of it repeatable."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from evals.results import CaseResult, Figure

T = TypeVar("T")
Floats = NDArray[np.float64]
RESAMPLES = 2000
SEED = 20250708
LEVEL = 0.95
_TAIL = (1 - LEVEL) / 2


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a mean; (0, 0) of no values.

    Resampling values that are all 0 or all 1 gives no width at all, as if nothing could ever come out otherwise; there
    the exact (Clopper-Pearson) bound is given. Not measured: that cases resemble one another, which makes every
    interval wider than this one.
    """
    if not values:
        return 0.0, 0.0
    if set(values) in ({0.0}, {1.0}):
        bound = _TAIL ** (1 / len(values))
        return (bound, 1.0) if values[0] else (0.0, 1 - bound)
    generator = np.random.default_rng(SEED)
    sample = np.asarray(values, dtype=float)
    rows = sample[generator.integers(0, len(sample), size=(RESAMPLES, len(sample)))]
    return quantiles(rows.mean(axis=1))


def resampled(values: Sequence[T], statistic: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of any statistic of the values (slower than `interval`)."""
    generator = np.random.default_rng(SEED)
    draws = generator.integers(0, len(values), size=(RESAMPLES, len(values)))
    return quantiles(np.asarray([statistic([values[i] for i in draw]) for draw in draws]))


def quantiles(resampled: Floats) -> tuple[float, float]:
    """The bounds of the interval that resampled values leave."""
    low, high = np.quantile(resampled, [_TAIL, 1 - _TAIL])
    return float(low), float(high)


def means(results: Sequence[CaseResult], labels: dict[str, str]) -> list[Figure]:
    """The mean of every score that the results hold, in the order of `labels` (score → Chinese label)."""
    found = []
    for name, label in labels.items():
        values = [r.scores[name] for r in results if name in r.scores]
        if values:
            low, high = interval(values)
            mean = sum(values) / len(values)
            found.append(Figure(name=name, label=label, value=mean, low=low, high=high, cases=len(values)))
    return found


def mcnemar(worse: int, better: int) -> float:
    """Exact two-sided McNemar test: how probable so uneven a change is if neither run is better.

    Args:
        worse: Cases that only the earlier run passed.
        better: Cases that only the later one passes.
    """
    changed = worse + better
    tail = sum(math.comb(changed, k) for k in range(min(worse, better) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**changed)))


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two judges of the same cases: 1 full agreement, 0 no more than chance; nan of none.

    Where one judge gives every case the same verdict, chance alone explains all agreement, and kappa is 0 unless
    the two agree on everything.
    """
    if not pairs:
        return math.nan
    count = len(pairs)
    observed = sum(a == b for a, b in pairs) / count
    first, second = sum(a for a, _ in pairs) / count, sum(b for _, b in pairs) / count
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if observed == 1.0 else (observed - chance) / (1 - chance)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; 0 of none."""
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0
