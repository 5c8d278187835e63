"""The kinds of suites: questions, retrieval, verifier pairs, …

A kind is a module with the names of `Kind`. To add one (drafts, reviews):

1. Write `evals/drafts.py`: `TITLE`, `COMPONENT`, `SCORES`, `load(batch)`, `evaluate(assistant, batch, cases,
   options)` and `figures(results)`.
2. Add it to `KINDS` below.
3. Add a line to `_ENTRIES` of `evals/suites.py` that says where its cases are.
4. If a folder of somebody else's can take the place of ours (`--profiles`, `--submissions`), add it to
   `suites.FOLDERS`.

Everything else (scratch home, progress, Ctrl-C, intervals, comparison with a baseline, table, page, JSON) follows.
`evals/retrieval.py` is the shortest example.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from assistant.app import Assistant
from evals import answers, counterfactual, drafts, pairs, retrieval, reviews
from evals.results import CaseResult, Figure
from evals.suites import Batch, Options


class Kind(Protocol):
    """What a suite of one kind consists of, and how it is evaluated."""

    @property
    def TITLE(self) -> str:
        """What is being done, in Chinese, for the progress bar."""

    @property
    def COMPONENT(self) -> bool:
        """Whether it measures a part inside (retrieval, the verifier) and not what a person gets.

        The pass rate of a run counts components only where there is nothing else.
        """

    @property
    def SCORES(self) -> dict[str, str]:
        """The measures of `CaseResult.scores` with their Chinese labels, in the order in which they are shown."""

    def load(self, batch: Batch) -> Sequence[Any]:
        """The cases. Raises InvalidCases, naming file and line, before anything has been asked."""

    def evaluate(
        self, assistant: Assistant, batch: Batch, cases: Sequence[Any], options: Options
    ) -> Iterator[CaseResult]:
        """One result for each case, in order, as it comes. A case that cannot be asked is a result with `failing`."""

    def figures(self, results: Sequence[CaseResult]) -> list[Figure]:
        """Figures over one batch that are no mean of a score; mostly none."""


KINDS: dict[str, Kind] = {
    "answers": answers,
    "counterfactual": counterfactual,
    "retrieval": retrieval,
    "pairs": pairs,
    "drafts": drafts,
    "reviews": reviews,
}
