"""A served answer over HTTP, as a ratio to embedding its question alone, question by question in one run."""

import sys
from functools import partial

from assistant.knowledge import embedding
from evals.bench.frame import Figure, percentile, seconds, show
from evals.bench.product import questions, serving

BAR = 4.0
"""For the median."""


def main() -> int:
    """Measure and print; gives the exit status."""
    model = embedding.load()
    if model is None:
        print("no embedding loads on this machine, so there is nothing to compare with", file=sys.stderr)
        return 1
    embedded, answered = [], []
    with serving() as served:
        model.query("你好")
        served.ask("你好")
        for question in questions():
            embedded.append(seconds(partial(model.query, question)))
            answered.append(seconds(partial(served.ask, question)))
    base = percentile(embedded, 0.5)
    return show(
        f"a served answer, {len(answered)} questions",
        [
            Figure("p50 / embedding the question", percentile(answered, 0.5) / base, "×", BAR),
            Figure("p95 / embedding the question", percentile(answered, 0.95) / base, "×"),
            Figure("p50", percentile(answered, 0.5) * 1000, "ms"),
            Figure("p95", percentile(answered, 0.95) * 1000, "ms"),
            Figure("embedding the question, p50", base * 1000, "ms"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
