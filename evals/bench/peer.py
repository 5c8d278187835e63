"""Our index beside a plain LlamaIndex pipeline over the same documents and with the same embedding, in one run.

Each side builds in one process and is asked in another, in turns, and of each the best round counts. Ours does more
(it parses, embeds every sentence and rule-made questions, and fuses six signals): the ratios say what that costs.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from assistant.knowledge import embedding
from assistant.knowledge.library import Library
from assistant.settings import load
from evals.bench.frame import Figure, between, percentile, run
from evals.bench.memory import resident
from evals.bench.product import questions
from evals.bench.side import MATERIAL, SIDES

ROUNDS = 2
STEP_SECONDS = 600
"""A process that has not ended by then is killed."""


@dataclass(frozen=True)
class Cost:
    """What one side took in one round: times in seconds, memory in MB; `pieces` is how many texts it embedded."""

    ingest: float
    pieces: int
    p50: float
    p95: float
    building: float
    asked: float


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description="our index beside a plain LlamaIndex pipeline")
    parser.add_argument("--rounds", type=between(1, 5), default=ROUNDS, help="how often each side builds")
    return parser.parse_args(given)


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """The figures."""
    if embedding.local() is None:
        raise SystemExit("no embedding loads on this machine, so there is no peer with the same one")
    settings = load()
    with TemporaryDirectory(prefix="bench-") as home:
        library = Library(Path(home), settings.corpus, settings.max_file_mb * 2**20)
        texts = [entry.parsed.document.text for entry in library.entries()]
    material = {"texts": texts, "questions": questions()}
    costs: dict[str, list[Cost]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            costs[side].append(_cost(side, material))
    ours, plain = costs["ours"], costs["plain"]
    return [
        *_compared("ingest", "s", *(min(c.ingest for c in x) for x in (ours, plain))),
        *_compared("retrieval p50", "ms", *(1000 * min(c.p50 for c in x) for x in (ours, plain))),
        *_compared("retrieval p95", "ms", *(1000 * min(c.p95 for c in x) for x in (ours, plain))),
        *_compared("memory, after building", "MB", *(min(c.building for c in x) for x in (ours, plain))),
        *_compared("memory, after questions", "MB", *(min(c.asked for c in x) for x in (ours, plain))),
        *_compared("texts embedded", "", *(float(x[0].pieces) for x in (ours, plain))),
        Figure("documents", len(texts), ""),
        Figure("questions", len(material["questions"]), ""),
    ]


def _compared(name: str, unit: str, ours: float, plain: float) -> list[Figure]:
    return [
        Figure(f"{name}: ours / peer", ours / plain, "×"),
        Figure(f"{name}: ours", ours, unit),
        Figure(f"{name}: peer", plain, unit),
    ]


def _cost(side: str, material: dict[str, list[str]]) -> Cost:
    """Build and ask one side in a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="bench-") as folder:
        (Path(folder) / MATERIAL).write_text(json.dumps(material), "utf-8")
        built, building = _step(side, "ingest", folder)
        answered, asked = _step(side, "ask", folder)
    each = answered["each"]
    return Cost(
        built["seconds"], built["pieces"], percentile(each, 0.5), percentile(each, 0.95), building, asked
    )


def _step(side: str, step: str, folder: str) -> tuple[dict[str, Any], float]:
    """What the process of one side says, and its memory while everything is still open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "evals.bench.side", side, step, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    timer = Timer(STEP_SECONDS, process.kill)
    timer.start()
    try:
        assert process.stdout is not None  # asked for above
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"{side} {step} ended without a result (exit status {process.wait()})")
        memory = resident(process.pid)
        process.communicate()
        return json.loads(line), memory
    finally:
        timer.cancel()
        process.kill()
        process.wait()


if __name__ == "__main__":
    options = arguments()
    sys.exit(run("our index beside plain LlamaIndex", lambda: measure(options.rounds)))
