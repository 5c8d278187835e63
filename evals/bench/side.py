"""One side of the comparison with the peer, in a process of its own: `python -m evals.bench.side plain ask FOLDER`.

It prints what it measured as one line of JSON, and then waits for its input to end, so that its memory can be read
from outside. Imports are not timed; loading the embedding is. What one side does not need is not imported for it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.bench.frame import seconds

SIDES = ("ours", "plain")
STEPS = ("ingest", "ask")
MATERIAL = "material.json"
"""In the folder: `texts`, which the peer ingests, and `questions`, which both are asked."""
COUNT = 5
"""How many places a question asks for."""
_FIRST = "这份通知的总体目标是什么？"

Material = dict[str, list[str]]
HandIn = Callable[[dict[str, Any]], None]


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(description="one side of the comparison with the peer")
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("folder", type=Path)
    return parser.parse_args(given)


def ours(step: str, folder: Path, material: Material, hand_in: HandIn) -> None:
    """The assistant, in a home inside `folder`: it reads, parses and indexes its corpus, or is asked."""
    from assistant.app import Assistant
    from assistant.knowledge.generation import Manifest
    from assistant.settings import load

    if step == "ingest":
        # A build imports it anyway; imported here, it is not timed.
        import_module("assistant.knowledge.ingestion")

    home = folder / "ours"
    settings = load().model_copy(update={"home": home, "notice": None, "database_url": None})
    started = time.perf_counter()
    assistant = Assistant.open(settings)
    took = time.perf_counter() - started
    try:
        if step == "ingest":
            (manifest,) = home.glob("index/*/manifest.json")
            hand_in({"seconds": took, "pieces": Manifest.read(manifest.parent).units})
        else:
            hand_in({"each": _each(assistant.retrieve, material["questions"])})
    finally:
        assistant.close()


def plain(step: str, folder: Path, material: Material, hand_in: HandIn) -> None:
    """The peer: it is given texts that have been read already, or is asked."""
    from assistant.knowledge import embedding
    from evals.bench.plain import Plain

    started = time.perf_counter()
    model = embedding.local()
    assert model is not None  # the parent has loaded one
    peer = Plain(folder / "plain", model)
    try:
        if step == "ingest":
            peer.ingest(material["texts"])
            hand_in({"seconds": time.perf_counter() - started, "pieces": peer.pieces()})
        else:
            hand_in({"each": _each(peer.retrieve, material["questions"])})
    finally:
        peer.close()


def _each(retrieve: Callable[[str, int], Sequence[object]], questions: Sequence[str]) -> list[float]:
    """How long each question takes, after one that loads what is loaded with the first."""
    if not retrieve(_FIRST, COUNT):
        raise SystemExit("nothing was found: there is no index")
    return [seconds(partial(retrieve, question, COUNT)) for question in questions]


def main() -> None:
    """Do the step, say how it went, and stay as it is until the input ends."""
    options = arguments()
    material: Material = json.loads((options.folder / MATERIAL).read_text("utf-8"))

    def hand_in(result: dict[str, Any]) -> None:
        print(json.dumps(result), flush=True)
        sys.stdin.read()

    {"ours": ours, "plain": plain}[options.side](options.step, options.folder, material, hand_in)


if __name__ == "__main__":
    main()
