"""The checks, in the order in which their findings are shown. Each is a small rule in a file of its own."""

from collections.abc import Callable, Iterable

from assistant.models.review import Contradiction, RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks import (
    baseline,
    cumulative,
    date_order,
    directions,
    founding,
    instructions,
    late,
    parts,
    period,
    red_lines,
    same_amount,
    sums,
    superlatives,
    thin,
    unsourced,
    vague_goals,
    yearly,
)

CONTRADICTIONS: tuple[Callable[[Case], Iterable[Contradiction]], ...] = (
    same_amount.check,
    parts.check,
    sums.check,
    yearly.check,
    cumulative.check,
    baseline.check,
    date_order.check,
    founding.check,
)
"""Rules about statements that cannot all be true."""

FLAGS: tuple[Callable[[Case], Iterable[RedFlag]], ...] = (
    red_lines.check,
    instructions.check,
    late.check,
    period.check,
    directions.check,
    superlatives.check,
    unsourced.check,
    vague_goals.check,
    thin.check,
)
"""Rules about what a person must look at."""
