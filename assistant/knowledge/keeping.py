"""What a home keeps of its own: the files that were ingested, and which built-in documents are hidden.

    home/documents/<document id>/   the file under its own name, and overrides.json
    home/hidden.json                ids of hidden built-in documents
    home/library.lock               held by whoever looks at these or changes them
    home/.adding-*, home/.retired-* what is not in place yet, and what no longer is

A folder is put into place, or taken out of it, by renaming: whenever a process dies, each document is there as it
was or as it was to be. What lies half-way is settled by the next process that takes the lock.
"""

import json
import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from assistant.documents.loading import Overrides
from assistant.errors import Busy, NotFound, NotPermitted

logger = logging.getLogger(__name__)

_SAID = "overrides.json"
_LOCK_SECONDS = 60
_ABANDONED_SECONDS = 3600


@dataclass(frozen=True)
class Before:
    """How things were: a copy of each document's folder, None where there was none, and what was hidden."""

    copies: dict[str, Path | None]
    hidden: set[str]


class Keeping:
    """The files of one home.

    Args:
        home: The home; made when something is first kept.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "documents"
        self._home = home
        self._hidden = home / "hidden.json"

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Nobody changes anything inside this block. In a home that cannot be written, nobody can anyway.

        Raises:
            Busy: Another process has been changing things for too long.
        """
        lock = self._lock()
        try:
            if self._home.is_dir():
                lock.acquire()
                self._settle()
        except Timeout as error:
            raise Busy("另一个进程正在改动文件库。", "请稍后再试。") from error
        except OSError:
            pass
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The right to change things, which one process at a time holds.

        Raises:
            Busy: Another process has been changing things for too long.
            NotPermitted: The home cannot be written.
        """
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            with self._lock():
                self._settle()
                yield
        except Timeout as error:
            raise Busy("另一个进程正在改动文件库。", "请稍后再试。") from error
        except OSError as error:
            raise self.not_written() from error

    def not_written(self) -> NotPermitted:
        """The error for a home that cannot be written."""
        return NotPermitted(f"无法写入数据文件夹：{self._home}。", "请检查该文件夹的权限和剩余空间。")

    def folders(self) -> list[Path]:
        """One folder a kept document, by id."""
        return sorted(p for p in self.folder.iterdir() if p.is_dir()) if self.folder.is_dir() else []

    def opened(self, folder: Path) -> tuple[Path, Overrides]:
        """The file in a document's folder, and what was said about it.

        Raises:
            OSError, ValueError: The folder is damaged.
        """
        said = Overrides.from_json(json.loads((folder / _SAID).read_text("utf-8")))
        paths = [path for path in folder.iterdir() if path.name != _SAID]
        if len(paths) != 1:
            raise ValueError(f"{folder.name} holds {len(paths)} files")
        return paths[0], said

    def set_aside(self, path: Path, overrides: Overrides) -> Path:
        """A copy of a file, with what was said about it, in a folder that is not in place yet.

        Raises:
            NotFound: The file is no longer there.
            NotPermitted: It cannot be written.
        """
        aside = self._aside()
        try:
            aside.mkdir(parents=True)
            shutil.copyfile(path, aside / path.name)
            (aside / _SAID).write_text(json.dumps(overrides.to_json(), ensure_ascii=False), "utf-8")
        except OSError as error:
            shutil.rmtree(aside, ignore_errors=True)
            raise (self.not_written() if path.exists() else gone(path)) from error
        return aside

    def place(self, aside: Path, identifier: str) -> None:
        """Put a folder into place, instead of the one that is there. Inside `changing`."""
        self.folder.mkdir(exist_ok=True)
        self._retire(identifier)
        aside.rename(self.folder / identifier)
        self._settle()

    def take_out(self, identifier: str) -> None:
        """Forget a document. Inside `changing`."""
        gone = self._aside()
        with suppress(FileNotFoundError):  # another process was quicker
            (self.folder / identifier).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def remember(self, identifiers: Iterable[str]) -> Before:
        """How things are with these documents, so that they can be made so again. Inside `changing`."""
        copies: dict[str, Path | None] = {}
        for identifier in identifiers:
            folder = self.folder / identifier
            copies[identifier] = Path(shutil.copytree(folder, self._aside())) if folder.exists() else None
        return Before(copies, self.hidden())

    def restore(self, before: Before) -> None:
        """Make things as they were. Inside `changing`."""
        for identifier, copy in before.copies.items():
            if copy is None:
                self.take_out(identifier)
            else:
                self.place(copy, identifier)
        changed = {i for i in before.copies if (i in before.hidden) != (i in self.hidden())}
        self.hide(self.hidden() ^ changed)

    def forget(self, before: Before) -> None:
        """Throw the copies away."""
        for copy in before.copies.values():
            if copy is not None:
                shutil.rmtree(copy, ignore_errors=True)

    def _aside(self) -> Path:
        return self._home / f".adding-{uuid4().hex}"

    def hidden(self) -> set[str]:
        """Ids of the hidden built-in documents."""
        if not self._hidden.exists():
            return set()
        try:
            return set(json.loads(self._hidden.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            logger.warning("%s is damaged: no document is hidden", self._hidden.name)
            return set()

    def hide(self, identifiers: set[str]) -> None:
        """Hide exactly these built-in documents. Inside `changing`."""
        if identifiers != self.hidden():
            aside = self._home / f".{self._hidden.name}"
            aside.write_text(json.dumps(sorted(identifiers)), "utf-8")
            os.replace(aside, self._hidden)

    def _lock(self) -> FileLock:
        return FileLock(self._home / "library.lock", timeout=_LOCK_SECONDS)

    def _retire(self, identifier: str) -> None:
        folder = self.folder / identifier
        if folder.exists():
            folder.rename(self._home / f".retired-{identifier}")

    def _settle(self) -> None:
        """Finish, or undo, what a process that died has left half-way."""
        for retired in self._home.glob(".retired-*"):
            folder = self.folder / retired.name.removeprefix(".retired-")
            if folder.exists():
                shutil.rmtree(retired, ignore_errors=True)
            else:
                retired.rename(folder)
        for aside in self._home.glob(".adding-*"):
            # Setting aside needs no lock, so a young one may be another process's.
            with suppress(OSError):
                if time.time() - aside.stat().st_mtime > _ABANDONED_SECONDS:
                    shutil.rmtree(aside, ignore_errors=True)


def gone(path: Path) -> NotFound:
    """The error for a file that disappears while it is read."""
    return NotFound(f"文件在读取时被移走：{path.name}。", "请确认文件还在原处，再重试。")
