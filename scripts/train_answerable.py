"""Train the weights of the signs of an answer: `.venv/bin/python scripts/train_answerable.py`.

Learns from the invented notices, from those real ones that have no published cases (the published ones stay out, to
measure on), and from our own cases on the built-in notice; what is marked `holdout` stays out everywhere. Each
answerable question is also shown with its clauses taken out of the evidence, as one without an answer. Prints the
accuracy on each notice when it was left out, then writes assistant/answering/data/answerable.yaml.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answering.answerable import assess
from assistant.answering.guard import guard
from assistant.answering.knowledge import Knowledge
from assistant.answering.searching import search, without_title
from assistant.answering.turn import Evidence, Turn
from assistant.answering.understanding import about, understand
from assistant.knowledge import embedding as embeddings
from assistant.knowledge.index import IndexStore
from assistant.knowledge.library import Library

ROOT = Path(__file__).parent.parent
CASES, CORPORA = ROOT / "evals" / "cases", ROOT / "evals" / "corpora"
BUILT_IN, NUMBER = ROOT / "corpus" / "notices" / "cq-hrss-2025-13.md", "渝人社发〔2025〕13号"
REAL = ("real", "real_more")
OWN = ("notice", "second", "third")
OUTPUT = ROOT / "assistant" / "answering" / "data" / "answerable.yaml"
TAKEN_OUT_WEIGHT = 0.35
DAY = date(2025, 7, 8)
LONGEST = 8000
KEYS = {"gd-sheke2017": "sheke"}
"""Corpus file → what the ids of its cases hold, where that is not the first word of the file's name."""


@dataclass(frozen=True)
class Example:
    """A question on a notice: its signs, whether it has an answer, and how much it counts."""

    notice: str
    features: dict[str, float]
    answerable: bool
    weight: float


def notices() -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Each notice with its questions."""
    for path in sorted((CORPORA / "invented").glob("*.txt")):
        yield path, read(CASES / "invented" / f"{path.stem}.questions.jsonl")
    own = [c for name in REAL for c in read(CASES / "own" / f"{name}.jsonl") if not c.get("holdout")]
    for path in sorted((CORPORA / "real").iterdir()):
        cases = [c for c in own if KEYS.get(path.stem, path.stem.split("-")[0]) in c["id"]]
        if cases:
            yield path, cases
    yield BUILT_IN, [c for c in own_cases() if NUMBER in (c["expect"].get("document") or NUMBER)]


def own_cases() -> Iterator[dict[str, Any]]:
    """Our own single questions on the built-in notice that it answers or does not."""
    for name in OWN:
        path = CASES / "own" / f"{name}.jsonl"
        for case in read(path) if path.exists() else []:
            asked = "question" in case and not case.get("holdout") and "-re-" not in case["id"]
            if asked and case["expect"]["status"] in ("answered", "abstained"):
                yield case


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a case file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def examples(path: Path, cases: list[dict[str, Any]], home: Path) -> Iterator[Example]:
    """The examples that a notice's questions give."""
    corpus = home / "corpus"
    corpus.mkdir(parents=True)
    (corpus / path.name).write_bytes(path.read_bytes())
    embedding = embeddings.local()
    store = IndexStore(home, embedding)
    generation = store.current(Library(home, corpus, 10**8), lambda label, done, total: None)
    knowledge = Knowledge.of(generation, embedding, None)
    shelf = next(iter(knowledge.retriever.shelves.values()))
    for case in cases:
        expected = case.get("expect", case)
        gold = expected.get("clauses") or []
        said = bool(gold) if "type" in case else expected["status"] == "answered"
        turn = Turn(case["question"], DAY, knowledge)
        understand(turn, LONGEST)
        if len(turn.asks) != 1 or guard(turn) is not None:
            continue
        ask = about(turn.asks[0], without_title(turn.asks[0].focus, shelf), embedding)
        evidence = search(ask, shelf, knowledge)
        yield Example(path.stem, assess(ask, evidence).features, said, 1.0)
        kept = tuple(h for h in evidence.hits if not any(lies_in(h.clause.path, g) for g in gold))
        if gold and kept:
            yield Example(path.stem, assess(ask, Evidence(shelf, kept)).features, False, TAKEN_OUT_WEIGHT)
    generation.close()


def lies_in(path: str, gold: str) -> bool:
    """Whether a clause is, or lies in, the one that answers."""
    return path == gold or path.startswith(gold + "/")


def main() -> None:
    """Gather, cross-validate by notice, train on all, write."""
    found: list[Example] = []
    with tempfile.TemporaryDirectory() as scratch:
        for path, cases in notices():
            found += examples(path, cases, Path(scratch) / path.stem)
    names = list(found[0].features)
    signs = np.array([[e.features[name] for name in names] for e in found])
    answerable = np.array([e.answerable for e in found])
    weights = np.array([e.weight for e in found])
    groups = np.array([e.notice for e in found])
    asked = weights == 1.0
    for group in sorted(set(groups)):
        rest = groups != group
        model = LogisticRegression(C=1.0, max_iter=3000).fit(signs[rest], answerable[rest], weights[rest])
        held = ~rest & asked
        right = (model.predict(signs[held]) == answerable[held]).mean()
        print(f"{group}: {right:.2f} of {held.sum()} decided rightly when left out")
    model = LogisticRegression(C=1.0, max_iter=3000).fit(signs, answerable, weights)
    lines = [f"bias: {model.intercept_[0]:.3f}"]
    lines += [f"{name}: {value:.3f}" for name, value in zip(names, model.coef_[0], strict=True)]
    head = (
        "# Weights of the signs that a document answers. Made by scripts/train_answerable.py; do not edit.\n"
    )
    OUTPUT.write_text(head + "\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
