"""One generation of the index: a folder with its documents and, in Chroma, their vectors. Written once, then read."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from pydantic import BaseModel

from assistant.documents.loading import Parsed
from assistant.errors import IndexUnavailable
from assistant.knowledge.embedding import Embedding, Vector
from assistant.knowledge.units import units
from assistant.knowledge.vectors import VectorCache
from assistant.models.document import Document, Fact

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

FORMAT = 4
_COLLECTION = "clauses"
_DOCUMENTS = "documents.jsonl"
_MANIFEST = "manifest.json"
_CHROMA = "chroma"
_REWRITTEN = ("length.bin",)
"""Even a reader writes these again."""
Advance = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Manifest:
    """What a generation was made from; written last, so that a folder without it was never finished."""

    fingerprint: str
    embedding: str
    units: int
    files: dict[str, str]
    format: int = FORMAT
    dimensions: int = 0
    """How long the vectors are; 0 where there are none, or nobody has noted it."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a generation. Raises OSError, ValueError or TypeError when it is damaged."""
        return cls(**json.loads((folder / _MANIFEST).read_text("utf-8")))

    def fits(self, embedding: Embedding | None) -> bool:
        """Whether the vectors are those of `embedding`, as far as it can tell."""
        name, length = (embedding.name, embedding.dimensions) if embedding else ("", None)
        return self.embedding == name and (not length or not self.dimensions or length == self.dimensions)


class _Stored(BaseModel):
    """A line of documents.jsonl."""

    document: Document
    facts: tuple[Fact, ...]
    built_in: bool


@dataclass(frozen=True)
class Held:
    """A document as the generation holds it."""

    parsed: Parsed
    built_in: bool


class Generation:
    """An opened generation.

    Args:
        folder: Where it lies.
        vectors: Whether to open them too. Chroma writes even to read, so on a full disk it cannot.

    Raises:
        Exception: It is damaged; of many kinds, because each part has its own reader.
    """

    def __init__(self, folder: Path, *, vectors: bool = True) -> None:
        self.name = folder.name
        self.manifest = Manifest.read(folder)
        for name, digest in self.manifest.files.items():
            if (vectors or name == _DOCUMENTS) and _digest(folder / name) != digest:
                raise ValueError(f"{name} is not what was written")
        # Not `splitlines`: a text may hold other characters that it takes for the end of a line.
        lines = (folder / _DOCUMENTS).read_bytes().split(b"\n")
        stored = [_Stored.model_validate_json(line) for line in lines if line]
        self.documents = [Held(Parsed(s.document, s.facts), s.built_in) for s in stored]
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        if vectors and self.manifest.embedding and self.manifest.units:
            self._client = _client(folder / _CHROMA)
            try:
                self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
                self._try()
            except BaseException:
                self.close()
                raise

    def nearest(self, vector: Vector, count: int) -> dict[str, float]:
        """Unit id → cosine of the `count` units nearest to `vector`; empty without vectors, or with longer ones.

        Raises:
            IndexUnavailable: The vectors were damaged after they had been opened.
        """
        if self._collection is None or self.manifest.dimensions not in (0, len(vector)):
            return {}
        from chromadb.errors import ChromaError

        limit = min(count, self.manifest.units)
        try:
            found = self._collection.query(
                query_embeddings=[vector.tolist()], n_results=limit, include=["distances"]
            )
        except ChromaError as error:
            raise IndexUnavailable("索引已损坏。", "请重新启动助手，索引会自动重建。") from error
        distances = found["distances"]
        assert distances is not None  # asked for above
        return {key: 1.0 - float(d) for key, d in zip(found["ids"][0], distances[0], strict=True)}

    def close(self) -> None:
        """Release the files; every unclosed client leaks eleven of them."""
        if self._client is not None:
            self._client.close()  # type: ignore[attr-defined]  # missing in the published interface, present in fact
            self._client = self._collection = None

    def _try(self) -> None:
        """Ask for one neighbour: only a query reads the vectors, so only a query shows that they can be read."""
        assert self._collection is not None  # only called when there are vectors
        one = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
        if one is None or len(one) == 0:
            raise ValueError("there are no vectors")
        self.nearest(np.asarray(one[0], dtype=np.float32), 1)


def write(
    folder: Path,
    documents: Sequence[Held],
    fingerprint: str,
    embedding: Embedding | None,
    cache: Path,
    progress: Advance,
) -> None:
    """Write a generation into an empty folder.

    Args:
        folder: Where.
        documents: What it is to hold.
        fingerprint: The library's, as it was when the documents were read.
        embedding: What makes vectors, or None.
        cache: The file of vectors that are known already.
        progress: Told how many vectors are done.

    Raises:
        OSError, sqlite3.Error: It cannot be written.
        EmbeddingUnavailable: There are no vectors for it.
    """
    with (folder / _DOCUMENTS).open("wb") as file:
        for held in documents:
            parsed = held.parsed
            line = _Stored(document=parsed.document, facts=parsed.facts, built_in=held.built_in)
            file.write(line.model_dump_json().encode() + b"\n")
    every = [held.parsed for held in documents]
    total = sum(len(units(one)) for one in every)
    length = 0
    if embedding is not None and total:
        length = _embed(folder / _CHROMA, every, total, embedding, cache, progress)
    files = {name: _digest(folder / name) for name in _lasting(folder)}
    name = embedding.name if embedding else ""
    manifest = Manifest(fingerprint, name, total, files, dimensions=length)
    (folder / _MANIFEST).write_text(json.dumps(asdict(manifest)), "utf-8")


def _lasting(folder: Path) -> list[str]:
    """The files that never change. Chroma does not survive reading a damaged one: it hangs, or crashes."""
    graph = [path for path in folder.glob(f"{_CHROMA}/*/*") if path.name not in _REWRITTEN]
    return [_DOCUMENTS, *sorted(str(path.relative_to(folder)) for path in graph)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _embed(
    path: Path, parsed: Sequence[Parsed], total: int, embedding: Embedding, cache: Path, progress: Advance
) -> int:
    """Put the vectors of all units into Chroma; gives their length."""
    from chromadb.errors import ChromaError

    # LlamaIndex takes a second to import; only a build needs it.
    from assistant.knowledge.ingestion import fill

    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("建立索引", done, total)

    # Wide and thorough, built by one thread: of some thousand units a query finds exactly the nearest, whichever build
    # it asks. With Chroma's defaults two builds of the same documents disagreed on one in thirty.
    #
    # Chroma writes its graph once as many records have come as the threshold says. What it has not written, every
    # reader makes again, and readers at the same time write over each other's.
    client = _client(path)
    try:
        collection = client.create_collection(
            _COLLECTION,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_search": 1600,
                    "ef_construction": 400,
                    "max_neighbors": 32,
                    "num_threads": 1,
                    "batch_size": min(100, total),
                    "sync_threshold": total,
                }
            },
            embedding_function=None,
        )
        vectors = VectorCache(cache, embedding)
        fill(collection, parsed, embedding, vectors, advance)
        return vectors.dimensions or 0
    except ChromaError as error:
        raise OSError(f"Chroma cannot write: {error}") from error
    finally:
        client.close()  # type: ignore[attr-defined]  # as above


def _client(path: Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))
