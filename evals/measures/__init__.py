"""Measures of an answer beside the checks of `evals.judge`: 0 to 1 each, with a reason where it is below 1.

None of them trusts what the product says of itself, and none uses `assistant.grounding`: a fault in the verifier
must show here. What a measure does not apply to, it does not score.
"""

from evals.measures import coverage, deadlines, directness, quotes, silence, support, values
from evals.measures.sample import Measure

MEASURES: tuple[Measure, ...] = (
    silence.measure,
    values.measure,
    support.measure,
    quotes.measure,
    deadlines.measure,
    directness.measure,
    coverage.measure,
)
"""All measures. A new one is added here and in `LABELS`."""

LABELS = {
    "abstain_precision": "不答的精确率",
    "abstain_recall": "不答的召回率",
    "values": "数值有据",
    "citation_recall": "引文支持论断（召回）",
    "citation_precision": "引文必要（精确）",
    "quotes": "引文逐字一致",
    "deadlines": "天数推算正确",
    "directness": "开门见山",
    "coverage": "所需条款都引到（综合）",
}
"""Score → its name for people, in the order in which they are shown."""
