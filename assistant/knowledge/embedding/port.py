"""What an embedding is, whoever makes the vectors."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbeddingUnavailable

Vector = NDArray[np.float32]


class Embedding(Protocol):
    """Gives unit vectors, so that a dot product is the cosine.

    Attributes:
        name: The model; vectors of different names are never compared.
        batch: How many passages it takes at a time.
    """

    name: str
    batch: int

    @property
    def dimensions(self) -> int | None:
        """How long the vectors are; None while nobody has seen one."""
        ...

    def query(self, text: str) -> Vector:
        """The vector of a question. Raises EmbeddingUnavailable."""
        ...

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, one a row. Raises EmbeddingUnavailable."""
        ...


@runtime_checkable
class Remote(Embedding, Protocol):
    """An embedding somewhere else, which can fail.

    Attributes:
        model: What it is asked for.
        host: Where it is.
        trouble: What went wrong last; None while it works, or before anybody has asked.
        beside: The built-in model, for what was learnt from its vectors; None where it does not load.
    """

    model: str
    host: str
    trouble: EmbeddingUnavailable | None
    beside: Embedding | None

    def look(self) -> EmbeddingUnavailable | None:
        """Find out whether it works, and how long its vectors are; gives what is wrong."""
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...
