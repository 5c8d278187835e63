"""The index on disk, in generations.

A build writes a new generation aside, under a lock that one process at a time can hold; then one atomic step makes
it current. A reader keeps the generation that it opened. The current and the previous one are kept.

    home/index/current            the name of the current generation
    home/index/<name>/            manifest.json, documents.jsonl, chroma/
    home/index/build.lock
    home/index/vectors.sqlite3    vectors by model and text
"""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import BaseModel

from assistant.documents.loading import Parsed
from assistant.errors import Busy, IndexUnavailable, NotPermitted
from assistant.knowledge.embedding import Embedding, Vector
from assistant.knowledge.library import Entry, Library
from assistant.knowledge.units import units
from assistant.knowledge.vectors import VectorCache
from assistant.models.document import Document, Fact

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION = "clauses"
_FORMAT = 1
_LOCK_SECONDS = 600
Advance = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Manifest:
    """What a generation was made from."""

    fingerprint: str
    embedding: str
    units: int
    format: int = _FORMAT


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
    """An opened generation: its documents, and its vectors in Chroma.

    Args:
        folder: Where it lies.
    """

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.manifest = Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
        lines = (folder / "documents.jsonl").read_text("utf-8").splitlines()
        stored = [_Stored.model_validate_json(line) for line in lines]
        self.documents = [Held(Parsed(s.document, s.facts), s.built_in) for s in stored]
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        if self.manifest.embedding:
            self._client = _client(folder / "chroma")
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def nearest(self, vector: Vector, count: int) -> dict[str, float]:
        """Unit id → cosine of the `count` units nearest to `vector`; empty without vectors."""
        if self._collection is None:
            return {}
        limit = min(count, self.manifest.units)
        found = self._collection.query(
            query_embeddings=[vector.tolist()], n_results=limit, include=["distances"]
        )
        distances = found["distances"]
        assert distances is not None  # asked for above
        return {key: 1.0 - float(d) for key, d in zip(found["ids"][0], distances[0], strict=True)}

    def close(self) -> None:
        """Release the files; every unclosed client leaks eleven of them."""
        if self._client is not None:
            self._client.close()  # type: ignore[attr-defined]  # missing in the published interface, present in fact
            self._client = self._collection = None


def _client(path: Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(path), settings=Settings(anonymized_telemetry=False))


class IndexStore:
    """The generations of one home.

    Args:
        home: The home.
        embedding: What makes vectors, or None for lexical only.
    """

    def __init__(self, home: Path, embedding: Embedding | None) -> None:
        self._root = home / "index"
        self._embedding = embedding

    def current(self, library: Library, progress: Advance) -> Generation:
        """The current generation; built first when it is missing, stale or broken.

        Raises:
            Busy: Another process has been building for too long.
            NotPermitted: The home cannot be written.
        """
        fingerprint = library.fingerprint()
        opened = self._open_if_fresh(fingerprint)
        if opened is not None:
            return opened
        self._make_root()
        try:
            with FileLock(self._root / "build.lock", timeout=_LOCK_SECONDS):
                opened = self._open_if_fresh(fingerprint)  # somebody else may have built it while we waited
                return opened or self._build(library.entries(), fingerprint, progress)
        except Timeout as error:
            raise Busy("另一个进程正在建立索引。", "请稍后再试。") from error

    def _make_root(self) -> None:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotPermitted(
                f"无法写入数据文件夹：{self._root.parent}。",
                "请检查权限，或用 ASSISTANT_HOME 指定另一个文件夹。",
            ) from error

    def _open_if_fresh(self, fingerprint: str) -> Generation | None:
        pointer = self._root / "current"
        if not pointer.exists():
            return None
        folder = self._root / pointer.read_text("utf-8").strip()
        try:
            manifest = Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
            wanted = self._embedding.name if self._embedding else ""
            if (manifest.fingerprint, manifest.embedding, manifest.format) != (fingerprint, wanted, _FORMAT):
                return None
            return Generation(folder)
        except (OSError, ValueError, TypeError, KeyError):
            return None  # damaged: built anew

    def _build(self, entries: Sequence[Entry], fingerprint: str, progress: Advance) -> Generation:
        folder = self._root / uuid4().hex[:12]
        try:
            folder.mkdir()
            count = self._write(folder, entries, progress)
            manifest = Manifest(fingerprint, self._embedding.name if self._embedding else "", count)
            (folder / "manifest.json").write_text(json.dumps(asdict(manifest)), "utf-8")
        except PermissionError as error:
            raise NotPermitted(f"无法写入索引文件夹：{self._root}。", "请检查权限。") from error
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise IndexUnavailable(
                "索引没有建成，原有索引未受影响。", "请检查磁盘剩余空间后重试。"
            ) from error
        previous = self._point_to(folder.name)
        self._drop_all_but({folder.name, previous})
        return Generation(folder)

    def _write(self, folder: Path, entries: Sequence[Entry], progress: Advance) -> int:
        parsed = [entry.parsed for entry in entries]
        with (folder / "documents.jsonl").open("w", encoding="utf-8") as file:
            for entry in entries:
                line = _Stored(
                    document=entry.parsed.document, facts=entry.parsed.facts, built_in=entry.built_in
                )
                file.write(line.model_dump_json() + "\n")
        total = sum(len(units(one)) for one in parsed)
        if self._embedding is not None and total:
            self._embed(folder / "chroma", parsed, self._embedding, total, progress)
        return total

    def _embed(
        self, path: Path, parsed: Sequence[Parsed], embedding: Embedding, total: int, progress: Advance
    ) -> None:
        from assistant.knowledge.ingestion import (
            fill,
        )  # LlamaIndex takes a second to import; only a build needs it

        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            progress("建立索引", done, total)

        client = _client(path)
        try:
            collection = client.create_collection(
                COLLECTION,
                configuration={"hnsw": {"space": "cosine", "ef_search": 400}},
                embedding_function=None,
            )
            fill(
                collection, parsed, embedding, VectorCache(self._root / "vectors.sqlite3", embedding), advance
            )
        finally:
            client.close()  # type: ignore[attr-defined]  # as above

    def _point_to(self, name: str) -> str:
        """Make `name` current in one atomic step; gives the name that was current before."""
        pointer = self._root / "current"
        previous = pointer.read_text("utf-8").strip() if pointer.exists() else ""
        aside = self._root / f".current-{name}"
        aside.write_text(name, "utf-8")
        os.replace(aside, pointer)
        return previous

    def _drop_all_but(self, kept: set[str]) -> None:
        for folder in self._root.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
