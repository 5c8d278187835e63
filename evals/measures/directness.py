"""Does the answer come first?"""

from collections.abc import Iterator

from assistant.models.answer import Status
from evals.cases import normalise
from evals.measures.sample import Sample, Score

FIRST_PART = 100
"""Characters, as `normalise` counts them, in which the first expected fact should have begun."""


def measure(sample: Sample) -> Iterator[Score]:
    """1 if the first expected fact to come begins within the first characters; 0 if later, or if none comes.

    Not measured: whether all facts come early, which a list of nine cannot do, nor how the answer reads.
    """
    expect = sample.case.expect
    if expect.status != Status.ANSWERED or sample.answer.status != Status.ANSWERED or not expect.facts:
        return
    said = normalise(sample.answer.answer)
    places = [said.find(normalise(w)) for fact in expect.facts for w in fact if normalise(w) in said]
    first = min(places, default=len(said))
    direct = first < FIRST_PART
    yield Score("directness", float(direct), "" if direct else f"第 {first + 1} 字才说到所问的内容")
