"""Does an answer that needs several clauses cite all of them (RGB's information integration)?"""

from collections.abc import Iterator

from assistant.models.answer import Status
from evals.judge import lies_in
from evals.measures.sample import Sample, Score
from evals.measures.statements import statements

CATEGORY = "integration"
"""Only there are all clauses of a case needed; elsewhere they are alternatives."""


def measure(sample: Sample) -> Iterator[Score]:
    """The share of the needed clauses that the text cites.

    Not measured: whether what is said brings the clauses together, or only sets one beside the other.
    """
    expect = sample.case.expect
    if sample.case.category != CATEGORY or expect.status != Status.ANSWERED or not expect.clauses:
        return
    # An obligation beside the text has citations of its own; here the words that a person reads count.
    marks = {number for statement in statements(sample.answer.answer) for number in statement.citations}
    cited = [citation.clause for citation in sample.answer.citations if citation.id in marks]
    missing = [clause for clause in expect.clauses if not any(lies_in(path, clause) for path in cited)]
    reason = f"没有引用 {'、'.join(missing)}" if missing else ""
    yield Score("coverage", 1 - len(missing) / len(expect.clauses), reason)
