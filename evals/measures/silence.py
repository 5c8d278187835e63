"""Does it hold back where the documents are silent, and only there?"""

from collections.abc import Iterator

from evals.judge import SILENT
from evals.measures.sample import Sample, Score


def measure(sample: Sample) -> Iterator[Score]:
    """Precision and recall of abstaining and declining, which count as one.

    Precision is over the answers that were held back, recall over the cases that should be. Not measured: whether
    the reason that is given is the right one, nor `clarify`, which is neither.
    """
    should, did = sample.case.expect.status in SILENT, sample.answer.status in SILENT
    if did:
        yield Score("abstain_precision", float(should), "" if should else "该答而没有答")
    if should:
        yield Score("abstain_recall", float(did), "" if did else "不该答而答了")
