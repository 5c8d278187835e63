"""Two runs side by side: which cases changed, in both directions, and whether that can be chance."""

from collections.abc import Sequence

from assistant.models.document import Frozen
from evals.kinds import KINDS
from evals.report import Report
from evals.results import CaseResult, Tally, tally
from evals.statistics import mcnemar

SIGNIFICANT = 0.05


class Change(Frozen):
    """A case that one run passed and the other did not; `why` it fails now, or failed before."""

    key: str
    asked: str
    why: str


class Shift(Frozen):
    """A measure in both runs, over the cases that both scored: how many went down, up, and its means."""

    batch: str
    label: str
    before: float
    after: float
    down: int
    up: int
    cases: int
    p: float


class Paired(Frozen):
    """The cases that both runs asked: what passed, what changed, and how probable that is by chance (McNemar)."""

    name: str
    before: Tally
    after: Tally
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    p: float

    @property
    def significantly_worse(self) -> bool:
        """Whether more cases are lost than won, by more than chance explains."""
        return len(self.worse) > len(self.better) and self.p < SIGNIFICANT


class Comparison(Frozen):
    """A run beside an earlier one.

    `pairs` are what a person gets, all batches together, and then each part inside (retrieval, the verifier).
    `only_now` and `only_before` count cases that are not in both; they say nothing about better or worse. `different`
    names what the two runs were not made alike with.
    """

    pairs: tuple[Paired, ...]
    shifts: tuple[Shift, ...]
    only_now: int
    only_before: int
    different: tuple[str, ...]

    @property
    def worse(self) -> list[Paired]:
        """Those that became significantly worse."""
        return [paired for paired in self.pairs if paired.significantly_worse]


def compare(before: Report, after: Report) -> Comparison:
    """Pair two runs case by case."""
    old = {r.key: r for r in before.results}
    new = {r.key: r for r in after.results}
    groups = {"": [r for r in after.results if not KINDS[r.kind].COMPONENT]}
    for result in after.results:
        if KINDS[result.kind].COMPONENT:
            groups.setdefault(result.batch, []).append(result)
    return Comparison(
        pairs=tuple(
            _paired(name, [(old[r.key], r) for r in results if r.key in old])
            for name, results in groups.items()
            if any(r.key in old for r in results)
        ),
        shifts=_shifts(before, after),
        only_now=len(new.keys() - old.keys()),
        only_before=len(old.keys() - new.keys()),
        different=_different(before, after),
    )


def _paired(name: str, cases: Sequence[tuple[CaseResult, CaseResult]]) -> Paired:
    worse = [(old, new) for old, new in cases if old.passed and not new.passed]
    better = [(old, new) for old, new in cases if new.passed and not old.passed]
    return Paired(
        name=name,
        before=tally([old for old, _ in cases]),
        after=tally([new for _, new in cases]),
        worse=tuple(_change(new, new) for _, new in worse),
        better=tuple(_change(new, old) for old, new in better),
        p=mcnemar(len(worse), len(better)),
    )


def _change(case: CaseResult, failed: CaseResult) -> Change:
    why = "；".join(f.reason for f in failed.failing)
    return Change(key=case.key, asked=case.asked[-1] if case.asked else "", why=why)


def _shifts(before: Report, after: Report) -> tuple[Shift, ...]:
    """The measures that changed for some case."""
    old = {r.key: r.scores for r in before.results}
    shifts = []
    for batch, section in after.batches.items():
        results = [r for r in after.results if r.batch == batch]
        for figure in section.figures:
            pairs = _pairs(results, old, figure.name)
            down, up = sum(b < a for a, b in pairs), sum(b > a for a, b in pairs)
            if down or up:
                shifts.append(
                    Shift(
                        batch=batch,
                        label=figure.label,
                        before=sum(a for a, _ in pairs) / len(pairs),
                        after=sum(b for _, b in pairs) / len(pairs),
                        down=down,
                        up=up,
                        cases=len(pairs),
                        p=mcnemar(down, up),
                    )
                )
    return tuple(shifts)


def _pairs(
    results: Sequence[CaseResult], old: dict[str, dict[str, float]], name: str
) -> list[tuple[float, float]]:
    """The score of each case before and after, where both have it."""
    return [
        (old[r.key][name], r.scores[name]) for r in results if name in r.scores and name in old.get(r.key, {})
    ]


def _different(before: Report, after: Report) -> tuple[str, ...]:
    """What makes the two hard to compare: other documents, other cases, another vector model or engine."""
    one, other = before.versions, after.versions
    shared = one.corpus.keys() & other.corpus.keys()
    found = {
        "文件": any(one.corpus[name] != other.corpus[name] for name in shared),
        "题目": any(one.cases[name] != other.cases[name] for name in one.cases.keys() & other.cases.keys()),
        "向量模型": one.embedding != other.embedding,
        "引擎": before.engine != after.engine,
        "提问日": before.as_of != after.as_of,
        "完整程度": before.complete != after.complete,
    }
    return tuple(name for name, differs in found.items() if differs)
