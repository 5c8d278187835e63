"""Train the weights of the retriever's signals: `.venv/bin/python scripts/train_weights.py`.

Learns, from the questions that scripts/train_answerable.py learns from, to put a clause that answers before the five
that come nearest to it, and moves the measured weights towards that. Prints the recall on each group of questions when
it was left out, with the weights as they are and as learnt, then writes assistant/knowledge/weights.yaml. A signal that
would count against a clause counts nothing.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from train_answerable import DAY, LONGEST, lies_in, notices, opened

from assistant.answering.guard import guard
from assistant.answering.searching import as_query, without_title
from assistant.answering.turn import Turn
from assistant.answering.understanding import about, understand
from assistant.knowledge.retriever import WEIGHTS, WEIGHTS_FILE, clause_signals, standard

NEAREST = 5
MEASURED = {"dense": 0.45, "questions": 0.70, "lexical": 0.60, "official": 0.25, "kind": 0.80, "holds": 0.60}
"""The weights that were measured on short questions; what is learnt, mostly on long ones, moves them by `SHARE`."""
SHARE = 0.3
TOTAL = 3.4
"""What the weights add up to, so that scores keep their scale."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question: the group that it belongs to, the clauses' signals (clauses × signals), and which answer it."""

    group: str
    signals: Vector
    answers: NDArray[np.bool_]


def examples(home: Path) -> Iterator[Example]:
    """Every question that its notice answers."""
    for path, cases in notices():
        with opened(path, home / path.stem) as (knowledge, shelf):
            for case in cases:
                expected = case.get("expect", case)
                if not expected.get("clauses") or expected.get("status", "answered") != "answered":
                    continue
                turn = Turn(case["question"], DAY, knowledge)
                understand(turn, LONGEST)
                if len(turn.asks) != 1 or guard(turn) is not None:
                    continue
                ask = about(turn.asks[0], without_title(turn.asks[0].focus, shelf), knowledge.embedding)
                query = as_query(ask, shelf)
                signals = clause_signals(query, shelf, knowledge.retriever.similarities(query))
                yield Example(
                    case.get("id", path.stem).partition("-")[0],
                    np.stack([standard(signals[name]) for name in WEIGHTS], axis=1),
                    np.array(
                        [
                            any(lies_in(c.path, gold) for gold in expected["clauses"])
                            for c in shelf.document.clauses
                        ]
                    ),
                )


def learn(found: Sequence[Example]) -> Vector:
    """The weights that put the answering clause before its nearest rivals."""
    now = np.array(list(WEIGHTS.values()))
    differences = []
    for example in found:
        right, wrong = example.signals[example.answers], example.signals[~example.answers]
        if len(right) and len(wrong):
            rivals = wrong[np.argsort(-(wrong @ now))[:NEAREST]]
            differences += list(right[np.argmax(right @ now)] - rivals)
    pairs = np.array([*differences, *(-d for d in differences)])
    first = np.arange(len(pairs)) < len(differences)
    weights = LogisticRegression(fit_intercept=False, C=0.3, max_iter=2000).fit(pairs, first).coef_[0]
    weights = np.maximum(weights, 0.0)
    measured = np.array([MEASURED[name] for name in WEIGHTS])
    return np.asarray(SHARE * weights / weights.sum() * TOTAL + (1 - SHARE) * measured)


def recall(weights: Vector, found: Sequence[Example], count: int) -> float:
    """The share of questions with an answering clause among the first `count`."""
    first = [np.argsort(-(e.signals @ weights), kind="stable")[:count] for e in found]
    return float(np.mean([e.answers[order].any() for e, order in zip(found, first, strict=True)]))


def main() -> None:
    """Gather, measure group by group, learn from all, write."""
    with tempfile.TemporaryDirectory() as scratch:
        found = list(examples(Path(scratch)))
    now = np.array(list(WEIGHTS.values()))
    for group in sorted({e.group for e in found}):
        held = [e for e in found if e.group == group]
        weights = learn([e for e in found if e.group != group])
        figures = (recall(w, held, k) for k in (1, 3) for w in (now, weights))
        print(group, len(held), "@1 {:.2f} -> {:.2f}  @3 {:.2f} -> {:.2f}".format(*figures))
    learnt = {name: round(float(w), 2) for name, w in zip(WEIGHTS, learn(found), strict=True)}
    head = "# Weights of the retriever's signals. Made by scripts/train_weights.py; do not edit.\n"
    WEIGHTS_FILE.write_text(head + yaml.safe_dump(learnt, sort_keys=False), "utf-8")
    print(learnt)


if __name__ == "__main__":
    main()
