"""Vectors kept by model and text, so that a rebuild embeds only what is new."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.embedding import Embedding


class VectorCache:
    """A file of vectors. Losing it costs time, never an answer.

    Args:
        path: The SQLite file; made when missing.
        embedding: What makes the vectors that are not there.
    """

    def __init__(self, path: Path, embedding: Embedding) -> None:
        self._path = path
        self._embedding = embedding
        self.dimensions = embedding.dimensions
        """How long the vectors are; None until there is one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)

    def passages(
        self, texts: Sequence[str], advance: Callable[[int], None] = lambda done: None
    ) -> NDArray[np.float32]:
        """The vectors of `texts`, one a row. `advance` is told how many have just been done.

        Raises:
            EmbeddingUnavailable: Some are not there, and cannot be made.
        """
        keys = [self._key(text) for text in texts]
        try:
            known = self._read(keys)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
            known = {}
        # A model that now gives longer or shorter vectors under its old name: those of before are of no use.
        wanted = self._embedding.dimensions or next((len(vector) for vector in known.values()), None)
        known = {key: vector for key, vector in known.items() if len(vector) == wanted}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        advance(len(texts) - len(missing))
        pending = list(missing.items())
        size = self._embedding.batch  # it may become smaller on the way
        for start in range(0, len(pending), size):
            batch = pending[start : start + size]
            rows = self._embedding.passages([text for _, text in batch])
            fresh = {key: row for (key, _), row in zip(batch, rows, strict=True)}
            self._write(fresh)
            known |= fresh
            advance(len(batch))
        if not keys:
            return np.zeros((0, 0), dtype=np.float32)
        vectors = [known[key] for key in keys]
        if len({len(vector) for vector in vectors}) > 1:
            return self.passages(texts)  # how long they are became known only now
        self.dimensions = len(vectors[0])
        return np.stack(vectors)

    def _prepare(self) -> None:
        with closing(self._connect()) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)"
            )

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        """Throw a damaged file away; `error` is raised again when it says something else, such as a full disk."""
        if isinstance(error, sqlite3.OperationalError):
            raise error
        self._path.unlink(missing_ok=True)
        self._prepare()

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._embedding.name}\n{text}".encode()).hexdigest()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)

    def _read(self, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found: dict[str, NDArray[np.float32]] = {}
        with closing(self._connect()) as connection:
            for start in range(0, len(keys), 500):
                chunk = keys[start : start + 500]
                marks = ",".join("?" * len(chunk))
                rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", chunk)
                found |= {key: np.frombuffer(blob, dtype=np.float32) for key, blob in rows}
        return found

    def _write(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        with closing(self._connect()) as connection, connection:
            rows = [(key, np.asarray(v, dtype=np.float32).tobytes()) for key, v in vectors.items()]
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
