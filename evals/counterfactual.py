"""Questions on a corpus that says something else (RGB's counterfactual robustness).

The cases are those of other suites, swapped as the corpus is: what they ask, the day on which they ask, and what they
expect. Only those are asked whose facts the swap changes, and the original values are forbidden: whoever gives one of
them has it from somewhere else than the documents.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.app import Assistant
from evals import answers
from evals.cases import Case, normalise
from evals.judge import check_facts
from evals.measures.sample import Measure, Sample, Score
from evals.results import CaseResult, Figure
from evals.suites import Batch, Options
from evals.swaps import Swaps
from evals.swaps import load as read_swaps

TITLE = "反事实"
COMPONENT = False
SCORES = {"plain_fails": "原来的事实不再出现", **answers.SCORES}
_COUNT_OF_DAYS = re.compile(r"[\d一二三四五六七八九十两]+天")
"""How many days are left follows from the day of asking; it is no fact of a document."""


@dataclass(frozen=True)
class Changed:
    """A case as it was, and as it is on the changed corpus."""

    plain: Case
    case: Case


def load(batch: Batch) -> list[Changed]:
    """The cases whose facts the swap changes. Raises InvalidCases, InvalidInput."""
    swaps = [read_swaps(file) for file in batch.swaps]
    found = []
    for case in answers.load(batch):
        changed = case
        for each in swaps:
            changed = swapped(changed, each)
        if changed.expect.facts != case.expect.facts and changed.expect.forbidden != case.expect.forbidden:
            found.append(Changed(case, changed))
    return found


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[Changed], options: Options
) -> Iterator[CaseResult]:
    """Ask the swapped questions; judge them by what is expected now, and by what was expected before."""
    day = options.as_of
    for each in (read_swaps(file) for file in batch.swaps):
        day = each.day(day)
    options = Options(options.engine, day)
    for pair in cases:
        yield answers.evaluate_case(assistant, batch, pair.case, options, [_plain(pair.plain)])


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """Those of any answers."""
    return answers.figures(results)


def swapped(case: Case, swaps: Swaps) -> Case:
    """The case as it is on the changed corpus, with the original values forbidden.

    Of a fact that is changed only the changed wordings count: one that the swap does not know (7月11日 as July 11)
    would still be the original. Counts of days are left out.
    """
    expect = case.expect
    pairs = [[(wording, swaps.text(wording)) for wording in fact] for fact in expect.facts]
    facts = [tuple(_wordings(fact)) for fact in pairs]
    now = normalise("\n".join([*map(swaps.text, case.asked), *(w for fact in facts for w in fact)]))
    originals = [old for fact in pairs for old, new in fact if old != new and normalise(old) not in now]
    return case.model_copy(
        update={
            "question": swaps.text(case.question) if case.question else None,
            "turns": tuple(map(swaps.text, case.turns)) if case.turns else None,
            "as_of": swaps.day(case.as_of) if case.as_of else None,
            "expect": expect.model_copy(
                update={
                    "facts": tuple(fact for fact in facts if fact),
                    "forbidden": (*map(swaps.text, expect.forbidden), *originals),
                    "document": swaps.text(expect.document) if expect.document else None,
                }
            ),
        }
    )


def _wordings(fact: list[tuple[str, str]]) -> Iterator[str]:
    changed = [new for old, new in fact if old != new]
    yield from changed or (old for old, _ in fact if not _COUNT_OF_DAYS.fullmatch(old))


def _plain(case: Case) -> Measure:
    def measure(sample: Sample) -> Iterator[Score]:
        """What was right must be wrong now: else the case would pass whatever the documents say."""
        fails = any(check_facts(case.expect, sample.answer, sample.text_of))
        yield Score("plain_fails", float(fails), "" if fails else "仍说到原来的全部事实，没有随文件改变")

    return measure
