"""What an evaluation finds, whatever was evaluated: one result a case, and figures over the results.

Every kind of suite gives these, so that tables, pages, intervals and comparisons are written once.
"""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from assistant.models.document import Frozen


class Failing(Frozen):
    """A check that was not passed, or a measure that is below its best, and why."""

    check: str
    reason: str


class Cited(Frozen):
    """A citation, as far as a report needs it. `context` is the clause's own text, kept where the case failed."""

    document: str
    part: str | None
    clause: str
    title: str = ""
    quote: str = ""
    context: str = ""
    at: int = 0
    """Where in `context` the quote begins."""


class CaseResult(Frozen):
    """What became of one case.

    Attributes:
        batch: The batch that it belongs to.
        kind: The kind of suite, a name of `evals.kinds.KINDS`.
        id: The case's id, unique in the batch.
        category: What the tables are grouped by.
        holdout: Nothing was tuned on it.
        asked: What was asked or handed in, for people: the turns, a profile's name, a claim.
        as_of: The day for which it was asked.
        expected: What should have come, in one word (a status); "" where that has no meaning.
        status: What came; None if asking itself failed.
        failing: Why it did not pass; empty if it did.
        remarks: What the measures found; it does not fail the case.
        answer: What was answered or written.
        citations: What it cites.
        scores: Measure → 0 to 1, only where the measure applies; see the kind's `SCORES`.
        engine: What answered.
        milliseconds: How long one turn took.
    """

    batch: str
    kind: str
    id: str
    category: str
    holdout: bool = False
    asked: tuple[str, ...] = ()
    as_of: date | None = None
    expected: str = ""
    status: str | None = None
    failing: tuple[Failing, ...] = ()
    remarks: tuple[Failing, ...] = ()
    answer: str = ""
    citations: tuple[Cited, ...] = ()
    scores: dict[str, float] = Field(default_factory=dict)
    engine: str = ""
    milliseconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong with it."""
        return not self.failing

    @property
    def key(self) -> str:
        """Names the case in all batches."""
        return f"{self.batch}:{self.id}"


class Figure(Frozen):
    """A measure over the results of one batch, with its 95 % interval; `cases` is how many it rests on."""

    name: str
    label: str
    value: float
    low: float
    high: float
    cases: int


class Tally(Frozen):
    """How many cases passed."""

    passed: int
    cases: int

    @property
    def rate(self) -> float:
        """The share that passed; 0 of nothing."""
        return self.passed / self.cases if self.cases else 0.0


def tally(results: Sequence[CaseResult]) -> Tally:
    """How many of these passed."""
    return Tally(passed=sum(1 for r in results if r.passed), cases=len(results))
