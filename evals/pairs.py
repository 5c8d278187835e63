"""The verifier on labelled pairs: does it let true claims through and stop false ones?

Balanced accuracy, the mean of both, is what published detectors are measured by (75 to 77 % on LLM-AggreFact, which is
English news and dialogue: a bar, not a comparison). Beside it stands the same figure for the evaluation's own judge of
support (`measures.support`), which tells how far *that* can be trusted. Not measured: whether the right citations are
chosen, and claims that only a long chain of reasoning supports.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from assistant.app import Assistant
from assistant.grounding import support as verifier
from evals.cases import Identified, Words
from evals.cases import load as read
from evals.measures.support import supports
from evals.measures.values import Sources
from evals.results import CaseResult, Failing, Figure
from evals.statistics import RESAMPLES, SEED, interval, quantiles
from evals.suites import Batch, Options

TITLE = "核对器"
COMPONENT = True
SCORES: dict[str, str] = {}
_JUDGES = {"verifier": "核对器", "judge": "评测自己的判断"}


class Pair(Identified):
    """A claim, the words that it is checked against, and whether they support it. See `evals/cases/README.md`."""

    kind: Words
    claim: Words
    sources: Annotated[tuple[Words, ...], Field(min_length=1)]
    allowed: tuple[Words, ...] = ()
    supported: bool
    document: str | None = None
    holdout: bool = False


def load(batch: Batch) -> list[Pair]:
    """The pairs. Raises InvalidCases."""
    return read(batch.files, Pair)


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[Pair], options: Options
) -> Iterator[CaseResult]:
    """Hold each claim against its sources, as the product does, and as the evaluation does."""
    for pair in cases:
        started = time.perf_counter()
        verdict = verifier.check(pair.claim, pair.sources, pair.allowed)
        elapsed = (time.perf_counter() - started) * 1000
        judged = supports(pair.claim, Sources(quotes=pair.sources, own=pair.allowed))
        right = verdict.supported == pair.supported
        why = "放过了不成立的话" if verdict.supported else f"拦下了成立的话（{verdict.why}）"
        yield CaseResult(
            batch=batch.name,
            kind=batch.kind,
            id=pair.id,
            category=pair.kind,
            holdout=pair.holdout,
            asked=(pair.claim,),
            expected=_word(pair.supported),
            status=_word(verdict.supported),
            failing=() if right else (Failing(check="verifier", reason=why),),
            answer="\n".join(pair.sources),
            scores={"verifier": float(right), "judge": float(judged == pair.supported)},
            milliseconds=elapsed,
        )


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """Balanced accuracy of both judges, of the product's on what nothing was tuned on, and its accuracy by kind."""
    holdout = [r for r in results if r.holdout]
    found = [_balanced(results, name, f"{label}：平衡准确率") for name, label in _JUDGES.items()]
    if holdout:
        found.insert(1, _balanced(holdout, "verifier", f"{_JUDGES['verifier']}：平衡准确率（留出）"))
    kinds: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        kinds[result.category].append(result)
    for kind, mine in kinds.items():
        found.append(_accuracy(mine, f"{_JUDGES['verifier']}：{kind}"))
    return found


def _balanced(results: Sequence[CaseResult], name: str, label: str) -> Figure:
    """The mean of the accuracies on true and on false claims, resampled each for itself."""
    sides = [[r.scores[name] for r in results if r.expected == _word(side)] for side in (True, False)]
    sides = [side for side in sides if side]
    value = float(np.mean([np.mean(side) for side in sides]))
    generator = np.random.default_rng(SEED)
    drawn = [
        np.asarray(side)[generator.integers(0, len(side), size=(RESAMPLES, len(side)))].mean(axis=1)
        for side in sides
    ]
    low, high = quantiles(np.mean(drawn, axis=0))
    return Figure(name=f"balanced_{name}", label=label, value=value, low=low, high=high, cases=len(results))


def _accuracy(results: Sequence[CaseResult], label: str) -> Figure:
    values = [r.scores["verifier"] for r in results]
    low, high = interval(values)
    mean = sum(values) / len(values)
    return Figure(
        name=f"accuracy_{results[0].category}", label=label, value=mean, low=low, high=high, cases=len(values)
    )


def _word(supported: bool) -> str:
    return "supported" if supported else "unsupported"
