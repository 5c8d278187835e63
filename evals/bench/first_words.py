"""How long a person waits for the first words: from sending a question until the first `delta` of the stream."""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence

import httpx

from evals.bench.frame import Figure, between, run
from evals.bench.product import questions, serving
from evals.suites import AS_OF

BAR = 300.0
TIMES = 5
_DELTA = "event: delta"


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=between(1, 50), default=TIMES, help="questions, each asked once")
    return parser.parse_args(given)


def measure(times: int = TIMES) -> list[Figure]:
    """The figures; no question is asked twice."""
    asked = questions()
    with serving() as served:
        served.ask("你好")  # what is loaded with the first question is not this question's
        waits = [first_words(served.http, question) for question in asked[:: len(asked) // times][:times]]
    return [
        Figure("sent until first words, median", statistics.median(waits) * 1000, "ms", BAR),
        Figure("quickest", min(waits) * 1000, "ms"),
        Figure("slowest", max(waits) * 1000, "ms"),
        Figure("questions", len(waits), ""),
    ]


def first_words(http: httpx.Client, question: str) -> float:
    """Seconds until the first piece of the answer; the rest is read too, so that the server is idle afterwards."""
    body = {"question": question, "as_of": AS_OF.isoformat(), "stream": True}
    waited = None
    started = time.perf_counter()
    with http.stream("POST", "/api/v1/ask", json=body) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            if waited is None and line == _DELTA:
                waited = time.perf_counter() - started
    if waited is None:
        raise SystemExit(f"the stream ended without any words: {question}")
    return waited


if __name__ == "__main__":
    options = arguments()
    sys.exit(run("first words", lambda: measure(options.times)))
