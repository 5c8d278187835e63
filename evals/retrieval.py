"""Does the right clause come first? Recall at clause level."""

from collections.abc import Callable, Sequence

from assistant.models.answer import Citation
from assistant.models.document import Frozen
from evals.cases import RetrievalCase, normalise
from evals.judge import lies_in

DEPTHS = (1, 3)


Retrieve = Callable[[str, int], Sequence[Citation]]
"""Names the k clauses nearest to a question, best first."""


class Recall(Frozen):
    """`at[k]` is the share of the cases of which one expected clause is among the first k."""

    cases: int
    at: dict[int, float]
    missed: tuple[str, ...]


def measure(
    cases: Sequence[RetrievalCase],
    retrieve: Retrieve,
    notice: str | None,
    advance: Callable[[], None] = lambda: None,
) -> Recall:
    """Recall at each of `DEPTHS`. Not measured: whether *all* clauses of a question are found.

    Args:
        cases: Those on which the documents are silent are left out: recall has no meaning there.
        retrieve: What is measured.
        notice: Id of the document that a case means when it names none; None lets every document count.
        advance: Called after each case.
    """
    said = [case for case in cases if case.clauses]
    ranks = {}
    for case in said:
        ranks[case.id] = rank(case, retrieve(case.question, max(DEPTHS)), notice)
        advance()
    found = {k: sum(1 for r in ranks.values() if r is not None and r <= k) for k in DEPTHS}
    return Recall(
        cases=len(said),
        at={k: count / len(said) if said else 0.0 for k, count in found.items()},
        missed=tuple(case for case, r in ranks.items() if r is None or r > max(DEPTHS)),
    )


def rank(case: RetrievalCase, places: Sequence[Citation], notice: str | None) -> int | None:
    """At which place, from 1, the first expected clause stands; None if nowhere."""
    for position, place in enumerate(places, start=1):
        if _meant(case, place, notice) and any(lies_in(place.clause, clause) for clause in case.clauses):
            return position
    return None


def _meant(case: RetrievalCase, place: Citation, notice: str | None) -> bool:
    if normalise(case.part) not in normalise(place.part):
        return False
    if case.document is not None:
        return normalise(case.document) in normalise(f"{place.number} {place.title}")
    return notice is None or place.document == notice
