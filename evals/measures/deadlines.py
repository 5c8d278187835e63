"""Is the arithmetic of days right?"""

from collections.abc import Iterator
from datetime import date

from assistant.models.answer import Obligation, State
from evals.measures.sample import Sample, Score

_SOON = 14
_DATED = (State.PAST, State.DUE_SOON, State.UPCOMING)


def measure(sample: Sample) -> Iterator[Score]:
    """1 if `days_left` and `state` of every obligation follow from the day of asking and the day that is due.

    Not measured: whether the day itself is the document's (the facts of the case say so), and days counted in the
    text (`values` holds them against the same dates).
    """
    obligations = sample.answer.obligations
    if not obligations:
        return
    wrong = [fault for o in obligations if (fault := _fault(o, sample.answer.as_of))]
    yield Score("deadlines", float(not wrong), "；".join(wrong))


def _fault(obligation: Obligation, as_of: date) -> str:
    due = obligation.due or obligation.next_due
    if due is None:
        counted = obligation.days_left is not None and obligation.last_due is None
        return f"“{obligation.due_text}”没有日期，却算了 {obligation.days_left} 天" if counted else ""
    day = date(due.year, due.month, due.day)
    left = (day - as_of).days
    if obligation.days_left is not None and obligation.days_left != left:
        return f"“{obligation.due_text}”距 {as_of} 应为 {left} 天，写的是 {obligation.days_left}"
    state = State.PAST if left < 0 else State.DUE_SOON if left <= _SOON else State.UPCOMING
    if obligation.state in _DATED and obligation.state != state:
        return f"“{obligation.due_text}”在 {as_of} 的状态应为 {state}，写的是 {obligation.state}"
    return ""
