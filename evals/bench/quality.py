"""How often the right clause is found: our index beside a plain LlamaIndex pipeline, same documents, same embedding.

A place counts as found if it shares at least half of the shorter of the two with an expected clause. The peer's chunks
are longer than clauses, which helps it here and costs whoever must read them: the characters are printed beside. That
the small embedding reads long chunks badly is most of the difference; with a larger one the peer would do better.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import settings
from assistant.app import Assistant
from assistant.knowledge import embedding
from assistant.models.library import DocumentView
from evals.bench.frame import Figure, run
from evals.bench.plain import Plain
from evals.cases import RetrievalCase, load
from evals.judge import lies_in
from evals.retrieval import DEPTHS
from evals.scratch import scratch_assistant
from evals.suites import named

Place = tuple[str, int, int]
"""Document, and from where to where in its text."""


def measure() -> list[Figure]:
    """The figures."""
    model = embedding.load(settings.load())
    if model is None:
        raise SystemExit("no embedding loads on this machine, so there is no peer with the same one")
    (batch,) = named("retrieval")
    cases = [case for case in load(batch.files, RetrievalCase) if case.clauses]
    with scratch_assistant() as assistant, TemporaryDirectory(prefix="bench-") as folder:
        documents = [assistant.document(summary.id) for summary in assistant.documents()]
        peer = Plain(Path(folder), model)
        peer.ingest([document.text for document in documents])
        expected = [_expected(case, assistant) for case in cases]

        def ours(question: str, count: int) -> list[Place]:
            return [(c.document, c.start, c.end) for c in assistant.retrieve(question, count)]

        def plain(question: str, count: int) -> list[Place]:
            return [(documents[n].id, start, end) for n, start, end in peer.places(question, count)]

        sides = {"ours": _found(ours, cases, expected), "peer": _found(plain, cases, expected)}
        peer.close()
    figures = []
    for depth in DEPTHS:
        shares = {
            name: sum(rank <= depth for rank in ranks) / len(cases) for name, (ranks, _) in sides.items()
        }
        figures.append(Figure(f"recall@{depth}: ours / peer", shares["ours"] / (shares["peer"] or 1), "×"))
        figures += [Figure(f"recall@{depth}: {name}", share, "") for name, share in shares.items()]
    for name, (_, characters) in sides.items():
        figures.append(Figure(f"characters in {max(DEPTHS)} places: {name}", characters, ""))
    return [*figures, Figure("questions", len(cases), ""), Figure("documents", len(documents), "")]


def _expected(case: RetrievalCase, assistant: Assistant) -> list[Place]:
    """The clauses of which one should be found, as places."""
    notice = assistant.notice()
    assert notice is not None  # the built-in corpus has one
    document: DocumentView = assistant.document(notice.id)
    return [
        (document.id, clause.start, clause.end)
        for clause in document.clauses
        if any(lies_in(clause.path, wanted) for wanted in case.clauses)
    ]


def _found(
    retrieve: Callable[[str, int], Sequence[Place]],
    cases: Sequence[RetrievalCase],
    expected: Sequence[Sequence[Place]],
) -> tuple[list[int], float]:
    """At which place, from 1, each case was found (far behind if nowhere), and the mean characters of all places."""
    nowhere = max(DEPTHS) + 1
    ranks, characters = [], 0
    for case, wanted in zip(cases, expected, strict=True):
        places = retrieve(case.question, max(DEPTHS))
        characters += sum(end - start for _, start, end in places)
        hits = (n for n, place in enumerate(places, start=1) if any(_same(place, w) for w in wanted))
        ranks.append(next(hits, nowhere))
    return ranks, characters / len(cases)


def _same(one: Place, other: Place) -> bool:
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and shared * 2 >= min(one[2] - one[1], other[2] - other[1]) > 0


if __name__ == "__main__":
    sys.exit(run("finding the right clause", measure))
