"""What a larger library costs: the built-in corpus, and 10 and 100 times as many documents, most of them fictional.

Everything is given as a ratio to the library of size 1, measured in the same run. `--sizes 1 10` is the quick half: 100
times takes as long as embedding some ten thousand sentences takes.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from assistant import settings
from assistant.app import Assistant
from assistant.knowledge import embedding
from evals.bench.frame import Figure, between, percentile, run, seconds
from evals.bench.notices import Notice, notices
from evals.bench.product import questions
from evals.scratch import scratch_settings
from evals.suites import AS_OF

SIZES = (1, 10, 100)
ASKED = 40
"""How many questions each library is asked."""
MEGABYTE = 1e6


@dataclass(frozen=True)
class Cost:
    """What a library costs: times in seconds, the index in MB.

    `found` is the share of its fictional notices that their own question finds first.
    """

    documents: int
    build: float
    retrieve_p50: float
    answer_p50: float
    answer_p95: float
    disk: float
    found: float | None


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description="what a larger library costs")
    parser.add_argument(
        "--sizes", type=between(1, 1000), nargs="+", default=SIZES, help="how many times the corpus"
    )
    return parser.parse_args(given)


def measure(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """The figures."""
    sizes = sorted({1, *sizes})
    # What a process loads once (libraries, the embedding's weights) belongs to no size.
    import_module("assistant.knowledge.ingestion")
    embedding.load(settings.load())
    costs = {size: _cost(size) for size in sizes}
    one, figures = costs[1], []
    for size in sizes[1:]:
        cost = costs[size]
        figures += [
            Figure(f"{size}×: build, ratio to 1×", cost.build / one.build, "×"),
            Figure(f"{size}×: build per document, ratio", _each(cost) / _each(one), "×"),
            Figure(f"{size}×: retrieval p50, ratio", cost.retrieve_p50 / one.retrieve_p50, "×"),
            Figure(f"{size}×: answer p50, ratio", cost.answer_p50 / one.answer_p50, "×"),
            Figure(f"{size}×: answer p95, ratio", cost.answer_p95 / one.answer_p95, "×"),
            Figure(f"{size}×: index on disk, ratio", cost.disk / one.disk, "×"),
            Figure(f"{size}×: fictional notice found first", cost.found or 0.0, ""),
            Figure(f"{size}×: documents", cost.documents, ""),
        ]
    return [
        *figures,
        Figure("1×: documents", one.documents, ""),
        Figure("1×: build", one.build, "s"),
        Figure("1×: retrieval p50", one.retrieve_p50 * 1000, "ms"),
        Figure("1×: answer p50", one.answer_p50 * 1000, "ms"),
        Figure("1×: index on disk", one.disk, "MB"),
    ]


def _each(cost: Cost) -> float:
    return cost.build / cost.documents


def _cost(size: int) -> Cost:
    """Build and ask a library of `size` times the built-in documents."""
    with scratch_settings() as scratch:
        opened = time.perf_counter()
        assistant = Assistant.open(scratch)
        build = time.perf_counter() - opened
        try:
            made = _enlarge(assistant, scratch.home / "made", size)
            if made:
                build += seconds(
                    partial(assistant.ingest, sorted((scratch.home / "made").iterdir()), kind="notice")
                )
            asked = questions()[:ASKED]
            assistant.ask(
                asked[0], as_of=AS_OF
            )  # what the first question loads is not the library's cost either
            retrievals = [seconds(partial(assistant.retrieve, question, 5)) for question in asked]
            answers = [seconds(partial(assistant.ask, question, as_of=AS_OF)) for question in asked]
            return Cost(
                documents=len(assistant.documents()),
                build=build,
                retrieve_p50=percentile(retrievals, 0.5),
                answer_p50=percentile(answers, 0.5),
                answer_p95=percentile(answers, 0.95),
                disk=sum(f.stat().st_size for f in (scratch.home / "index").rglob("*") if f.is_file())
                / MEGABYTE,
                found=_found(assistant, made),
            )
        finally:
            assistant.close()


def _enlarge(assistant: Assistant, folder: Path, size: int) -> list[Notice]:
    """Fictional notices as files, so many that there are `size` times the documents."""
    folder.mkdir()
    made = list(notices((size - 1) * len(assistant.documents())))
    for number, notice in enumerate(made):
        (folder / f"fictional-{number:05}.txt").write_text(notice.text, "utf-8")
    return made


def _found(assistant: Assistant, made: Sequence[Notice]) -> float | None:
    """The share of (some of) the fictional notices whose own question finds the notice first."""
    some = made[:: max(1, len(made) // ASKED)]
    if not some:
        return None
    first = [next(iter(assistant.retrieve(notice.question, 1)), None) for notice in some]
    pairs = zip(first, some, strict=True)
    return sum(1 for place, notice in pairs if place and notice.title in place.title) / len(some)


if __name__ == "__main__":
    options = arguments()
    sys.exit(run("a larger library", lambda: measure(options.sizes)))
