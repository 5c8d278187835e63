"""Does the right clause come first? Measured at the level of clauses."""

import math
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.app import Assistant
from assistant.models.answer import Citation
from evals.cases import RetrievalCase, normalise
from evals.cases import load as read
from evals.judge import lies_in
from evals.results import CaseResult, Cited, Failing, Figure
from evals.suites import Batch, Options

TITLE = "检索"
COMPONENT = True
DEPTHS = (1, 3, 5)
PASSING_DEPTH = 3
"""As many clauses as the pipeline composes an answer from; deeper ones help nobody."""
_DEEPEST = max(DEPTHS)
SCORES = {
    **{f"recall@{k}": f"前 {k} 条命中" for k in DEPTHS},
    "mrr": "倒数排名（MRR）",
    f"ndcg@{_DEEPEST}": f"nDCG@{_DEEPEST}",
}

Retrieve = Callable[[str, int], Sequence[Citation]]
"""Names the k clauses nearest to a question, best first."""


def load(batch: Batch) -> list[RetrievalCase]:
    """The cases on which something should be found: where the documents are silent, recall has no meaning."""
    return [case for case in read(batch.files, RetrievalCase) if case.clauses]


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[RetrievalCase], options: Options
) -> Iterator[CaseResult]:
    """Ask for the nearest clauses of each case."""
    notice = assistant.notice()
    for case in cases:
        started = time.perf_counter()
        places = assistant.retrieve(case.question, _DEEPEST)
        elapsed = (time.perf_counter() - started) * 1000
        ranks = found(case, places, notice.id if notice else None)
        missed = not ranks or ranks[0] > PASSING_DEPTH
        yield CaseResult(
            batch=batch.name,
            kind=batch.kind,
            id=case.id,
            category="retrieval",
            asked=(case.question,),
            status=f"第 {ranks[0]} 条" if ranks else "未命中",
            failing=(Failing(check="rank", reason=_miss(case, places)),) if missed else (),
            citations=tuple(
                Cited(document=p.document, part=p.part, clause=p.clause, title=p.title) for p in places
            ),
            scores=scores(ranks, len(case.clauses)),
            milliseconds=elapsed,
        )


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """None that is not a mean."""
    return []


def found(case: RetrievalCase, places: Sequence[Citation], notice: str | None) -> list[int]:
    """At which places, from 1, expected clauses stand, each of the expected ones counted where it comes first.

    Args:
        case: What should be found.
        places: What was found, best first.
        notice: Id of the document that a case means when it names none; None lets every document count.
    """
    ranks = []
    for clause in case.clauses:
        at = (
            position
            for position, place in enumerate(places, start=1)
            if _meant(case, place, notice) and lies_in(place.clause, clause)
        )
        ranks.append(next(at, 0))
    return sorted(rank for rank in ranks if rank)


def scores(ranks: Sequence[int], expected: int) -> dict[str, float]:
    """The measures of one case.

    Recall@k and MRR ask for one expected clause only; nDCG counts all of them, earlier ones more. Not measured:
    whether what is found besides is of any use.

    Args:
        ranks: Where expected clauses were found, in order.
        expected: How many are expected.
    """
    first = ranks[0] if ranks else 0
    gain = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= _DEEPEST)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(expected, _DEEPEST) + 1))
    return {
        **{f"recall@{k}": float(0 < first <= k) for k in DEPTHS},
        "mrr": 1 / first if first else 0.0,
        f"ndcg@{_DEEPEST}": min(1.0, gain / ideal),
    }


def _miss(case: RetrievalCase, places: Sequence[Citation]) -> str:
    got = "、".join(place.clause for place in places[:PASSING_DEPTH]) or "无"
    return f"应找到 {'、'.join(case.clauses)}，前 {PASSING_DEPTH} 条是：{got}"


def _meant(case: RetrievalCase, place: Citation, notice: str | None) -> bool:
    if normalise(case.part) not in normalise(place.part):
        return False
    if case.document is not None:
        return normalise(case.document) in normalise(f"{place.number} {place.title}")
    return notice is None or place.document == notice
