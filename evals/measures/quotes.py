"""Are the quotes the documents' words?"""

from collections.abc import Iterator

from evals.judge import wrong_quotes
from evals.measures.sample import Sample, Score


def measure(sample: Sample) -> Iterator[Score]:
    """The share of citations whose quote is the document's text at its offsets.

    One that is not also fails the case. Not measured: whether the quote carries what is said (see `support`).
    """
    citations = sample.answer.citations
    if citations:
        wrong = list(wrong_quotes(sample.answer, sample.text_of))
        yield Score("quotes", 1 - len(wrong) / len(citations), "；".join(wrong))
