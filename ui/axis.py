"""Where days lie on the timeline's drawing, in per cent of its width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.models.answer import Obligation

# Room at both ends, so that the first and the last shape are not cut.
_MARGIN = timedelta(days=20)


@dataclass(frozen=True)
class Axis:
    """The days that the drawing spans."""

    first: date
    last: date

    @classmethod
    def over(cls, days: Iterable[date]) -> "Axis":
        """An axis that holds all `days`; there must be one."""
        ordered = sorted(days)
        return cls(ordered[0] - _MARGIN, ordered[-1] + _MARGIN)

    def at(self, day: date) -> float:
        """Where a day lies."""
        return round(100 * (day - self.first).days / (self.last - self.first).days, 2)

    def years(self) -> list[tuple[int, float]]:
        """The years that begin on the axis, and where."""
        begun = range(self.first.year + 1, self.last.year + 1)
        return [(year, self.at(date(year, 1, 1))) for year in begun]


def days_of(obligation: Obligation) -> list[date]:
    """Every day on which an obligation is due, as far as it is known: one, or one a year, or none."""
    due = _plain(obligation.next_due or obligation.due)
    if due is None:
        return []
    # What comes back yearly says its next day and its last one.
    last = obligation.last_due or due
    return [due, *(_in_year(last, year) for year in range(due.year + 1, last.year + 1))]


def due_day(obligation: Obligation) -> date | None:
    """The day that counts next, or counted last."""
    return _plain(obligation.next_due or obligation.due)


def _plain(due: date | datetime | None) -> date | None:
    return due.date() if isinstance(due, datetime) else due


def _in_year(day: date, year: int) -> date:
    """The same day of another year; the last of February where that year has no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
