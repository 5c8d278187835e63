"""A served answer over HTTP, as a ratio to embedding its question alone, in one run.

On a machine that is busy for a while, embedding takes up to fifty times as long (its threads wait for one another), and
every answer would look quick beside it. So both are measured in rounds, the embedding while the server rests, and
of each the best round counts. No question is asked twice: the second answer may come from a cache.
"""

import sys
import time
from collections.abc import Callable
from functools import partial

from assistant.knowledge import embedding
from evals.bench.frame import Figure, percentile, run, seconds
from evals.bench.product import questions, serving

BAR = 4.0
"""For the median."""
ROUNDS = 3
REST_SECONDS = 1.0


def measure() -> list[Figure]:
    """The figures."""
    model = embedding.local()
    if model is None:
        raise SystemExit("no embedding loads on this machine, so there is nothing to compare with")
    asked = questions()
    embedded, answered = [], []
    with serving() as served:
        model.query("你好")
        served.ask("你好")
        for number in range(ROUNDS):
            time.sleep(REST_SECONDS)
            embedded.append(_each(model.query, asked))
            answered.append(_each(served.ask, asked[number::ROUNDS]))
    base = min(percentile(durations, 0.5) for durations in embedded)
    p50 = min(percentile(durations, 0.5) for durations in answered)
    p95 = min(percentile(durations, 0.95) for durations in answered)
    return [
        Figure("questions", len(asked), ""),
        Figure("p50 / embedding the question", p50 / base, "×", BAR),
        Figure("p95 / embedding the question", p95 / base, "×"),
        Figure("p50", p50 * 1000, "ms"),
        Figure("p95", p95 * 1000, "ms"),
        Figure("embedding the question, p50", base * 1000, "ms"),
    ]


def _each(action: Callable[[str], object], texts: list[str]) -> list[float]:
    return [seconds(partial(action, text)) for text in texts]


if __name__ == "__main__":
    sys.exit(run("a served answer", measure))
