"""A served answer over HTTP, as a ratio to embedding its question alone, in one run.

"Alone" is taken seriously: the embedding is measured before the server starts and after it has ended, and the
faster of the two rounds counts. Beside a serving process, or on a machine that is busy for a moment, embedding can take
fifty times as long (its threads wait for one another), and every answer would look quick.
"""

import sys
from collections.abc import Callable
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
    before = _median(model.query)
    with serving() as served:
        served.ask("你好")
        answered = [seconds(partial(served.ask, question)) for question in questions()]
    base = min(before, _median(model.query))
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


def _median(embed: Callable[[str], object]) -> float:
    """Seconds for one question, after one that pays for what is loaded on first use."""
    embed("你好")
    return percentile([seconds(partial(embed, question)) for question in questions()], 0.5)


if __name__ == "__main__":
    sys.exit(main())
