"""The index on disk, in generations.

A build writes a new generation aside, under a lock that one process at a time can hold; then one atomic step makes
it current. A reader keeps the generation that it opened. The current and the previous one are kept.

    home/index/current            the name of the current generation
    home/index/<name>/            manifest.json, documents.jsonl, chroma/
    home/index/build.lock
    home/index/vectors.sqlite3    vectors by model and text
"""

import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from assistant.errors import Busy, EmbeddingUnavailable, IndexUnavailable, NotPermitted
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.generation import FORMAT, Advance, Generation, Held, Manifest, write
from assistant.knowledge.library import Entry, Library

__all__ = ["Advance", "Generation", "Held", "IndexStore"]

logger = logging.getLogger(__name__)

_LOCK_SECONDS = 600
_NAME = re.compile("[0-9a-f]{12}")


class IndexStore:
    """The generations of one home.

    Args:
        home: The home.
        embedding: What makes vectors, or None for lexical only.
    """

    def __init__(self, home: Path, embedding: Embedding | None) -> None:
        self._root = home / "index"
        self._embedding = embedding
        self.repaired = False
        """Whether the newest generation was found damaged, and has been built anew."""

    def current(self, library: Library, progress: Advance) -> Generation:
        """The current generation; built first when it is missing, stale or broken.

        Raises:
            Busy: Another process has been building for too long.
            NotPermitted: The home cannot be written.
            IndexUnavailable: It cannot be built.
        """
        opened = self._open_if_fresh(library.fingerprint())
        if opened is not None:
            return opened
        with self._building(progress):
            # While we waited, somebody else may have built it, or changed the library.
            opened = self._open_if_fresh(library.fingerprint())
            return opened or self._build(*library.snapshot(), progress)

    def newest(self) -> str:
        """Name of the newest generation; empty when there is none."""
        try:
            name = (self._root / "current").read_text("utf-8").strip()
        except (OSError, ValueError):
            return ""
        return name if _NAME.fullmatch(name) else ""

    def open(self, name: str, *, vectors: bool = True) -> Generation | None:
        """The generation `name`; None when it is damaged, gone, or made with another embedding.

        Args:
            name: Which.
            vectors: Without them, it serves a search by words alone, and opens even where nothing can be written.
        """
        try:
            manifest = Manifest.read(self._root / name)
            # Its texts alone can be searched by words, whatever made the vectors.
            fits = manifest.format == FORMAT and (not vectors or manifest.fits(self._embedding))
            return Generation(self._root / name, vectors=vectors) if fits else None
        except Exception as error:  # damaged files fail in as many ways as there are readers of them
            logger.info("generation %s cannot be opened: %s", name, type(error).__name__)
            return None

    @contextmanager
    def _building(self, progress: Advance) -> Iterator[None]:
        """The right to build, which one process at a time holds; it ends with the process, however that ends."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._root / "build.lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                progress("等待另一个进程建立索引", 0, 0)
                lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout as error:
            raise Busy("另一个进程正在建立索引。", "请稍后再试。") from error
        except OSError as error:
            raise NotPermitted(
                f"无法写入数据文件夹：{self._root.parent}。",
                "请检查权限，或用 ASSISTANT_HOME 指定另一个文件夹。",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _open_if_fresh(self, fingerprint: str) -> Generation | None:
        name = self.newest()
        if not name:
            return None
        try:
            manifest = Manifest.read(self._root / name)
        except TypeError:
            return None  # of an older format
        except (OSError, ValueError):
            self.repaired = True
            return None
        if (manifest.fingerprint, manifest.format) != (fingerprint, FORMAT) or not manifest.fits(
            self._embedding
        ):
            return None
        opened = self.open(name)
        self.repaired |= opened is None
        return opened

    def _build(self, entries: Sequence[Entry], fingerprint: str, progress: Advance) -> Generation:
        folder = self._root / uuid4().hex[:12]
        try:
            folder.mkdir()
            held = [Held(entry.parsed, entry.built_in) for entry in entries]
            write(folder, held, fingerprint, self._embedding, self._root / "vectors.sqlite3", progress)
            made = Generation(folder)
            previous = self._point_to(folder.name)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, PermissionError):
                raise NotPermitted(f"无法写入索引文件夹：{self._root}。", "请检查权限。") from error
            if isinstance(error, EmbeddingUnavailable):
                raise IndexUnavailable(
                    f"索引没有建成，原有索引未受影响：{error.message}", error.hint
                ) from error
            if isinstance(error, OSError | sqlite3.Error):
                raise IndexUnavailable(
                    "索引没有建成，原有索引未受影响。", "请检查磁盘剩余空间后重试。"
                ) from error
            raise
        self._drop_all_but({folder.name, previous})
        return made

    def _point_to(self, name: str) -> str:
        """Make `name` current in one atomic step; gives the name that was current before."""
        pointer = self._root / "current"
        previous = self.newest()
        aside = self._root / f".current-{name}"
        aside.write_text(name, "utf-8")
        os.replace(aside, pointer)
        return previous

    def _drop_all_but(self, kept: set[str]) -> None:
        for folder in self._root.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
