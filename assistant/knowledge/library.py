"""Which documents there are: those shipped with the product, and those ingested into this home.

An ingested file is copied into the home with what the person said about it, so that the index can always be made
again. A built-in document that is removed is only hidden.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from assistant.documents.loading import Overrides, Parsed, load
from assistant.documents.readers import READERS
from assistant.errors import AssistantError, Misconfigured, NotFound, UnreadableFile
from assistant.knowledge.keeping import Keeping, gone
from assistant.models.document import Document, DocumentKind, Metadata, Provenance

logger = logging.getLogger(__name__)

PARSER_VERSION = 3
"""Raise it when a change of the parser or the facts must rebuild existing indexes."""


@dataclass(frozen=True)
class Entry:
    """A document of the library and the file that it comes from."""

    parsed: Parsed
    path: Path
    digest: str
    built_in: bool

    @property
    def id(self) -> str:
        """The document's id."""
        return self.parsed.document.id


@dataclass(frozen=True)
class Change:
    """What adding a file did: `added`, `replaced` or `unchanged`."""

    entry: Entry
    kind: str


@dataclass(frozen=True)
class Staged:
    """A file that has been read and copied, and waits to be put into place."""

    entry: Entry
    aside: Path


class Library:
    """The documents of one home.

    Args:
        home: Where ingested files are kept.
        corpus: Another folder than the built-in corpus.
        max_bytes: Largest file that is read.
    """

    def __init__(self, home: Path, corpus: Path | None, max_bytes: int) -> None:
        self._corpus = corpus or Path(str(resources.files("corpus")))
        self._kept = Keeping(home)
        self._max_bytes = max_bytes
        if not self._corpus.is_dir():
            raise Misconfigured(f"找不到语料文件夹：{self._corpus}。", "请检查 ASSISTANT_CORPUS 指向的位置。")

    def entries(self) -> list[Entry]:
        """Every visible document, the notices first; one that is ingested takes the place of a built-in one."""
        return self.snapshot()[0]

    def fingerprint(self) -> str:
        """Changes when any document, or the way of reading documents, changes."""
        with self._kept.unchanging():
            return self._fingerprint()

    def snapshot(self) -> tuple[list[Entry], str]:
        """The entries, and the fingerprint that belongs to them."""
        with self._kept.unchanging():
            return self._entries(), self._fingerprint()

    def file(self, identifier: str) -> Path | None:
        """The file that an ingested document was read from; None for a built-in one, or one that is not there."""
        return next((self._kept.opened(f)[0] for f in self._kept.folders() if f.name == identifier), None)

    def preview(self, path: Path, overrides: Overrides) -> Entry:
        """What adding a file would add. Raises what the readers raise."""
        return self._entry(path, overrides, built_in=False)

    def add(self, path: Path, overrides: Overrides) -> Change:
        """Copy a file into the home. Nothing is copied if it cannot be read."""
        with self.adding([path], overrides) as changes:
            return changes[0]

    @contextmanager
    def adding(self, paths: Sequence[Path], overrides: Overrides) -> Iterator[list[Change]]:
        """Copy files into the home: all of them, or none if one cannot be read or copied, or if the block fails.

        Raises:
            UnreadableFile, NotFound, NotPermitted, Busy: as they say.
        """
        staged: list[Staged] = []
        try:
            for path in paths:
                staged.append(self._stage(path, overrides))
            with self._undone_on_failure([one.entry.id for one in staged]):
                with self._kept.changing():
                    changes = [self._place(one) for one in staged]
                yield changes
        finally:
            for one in staged:
                shutil.rmtree(one.aside, ignore_errors=True)

    @contextmanager
    def removing(self, identifier: str) -> Iterator[Entry]:
        """Forget an ingested document, or hide a built-in one; not if the block fails. Raises NotFound."""
        entry = next((e for e in self.entries() if e.id == identifier), None)
        if entry is None:
            raise NotFound(f"没有编号为 {identifier} 的文件。", "用 assistant corpus list 查看全部文件编号。")
        with self._undone_on_failure([identifier]):
            with self._kept.changing():
                if entry.built_in:
                    self._kept.hide(self._kept.hidden() | {identifier})
                else:
                    self._kept.take_out(identifier)
            yield entry

    @contextmanager
    def _undone_on_failure(self, identifiers: Sequence[str]) -> Iterator[None]:
        with self._kept.changing():
            before = self._kept.remember(identifiers)
        try:
            yield
        except BaseException:
            with self._kept.changing():
                self._kept.restore(before)
            raise
        finally:
            self._kept.forget(before)

    def _stage(self, path: Path, overrides: Overrides) -> Staged:
        entry = self.preview(path, overrides)
        aside = self._kept.set_aside(path, overrides)
        if _digest(aside / path.name) == entry.digest:
            return Staged(entry, aside)
        shutil.rmtree(aside, ignore_errors=True)
        raise UnreadableFile(f"文件在读取时被改动：{path.name}。", "请确认没有别的程序在改写它，再重试。")

    def damaged(self) -> list[str]:
        """Ingested documents that can no longer be read, each with the reason, for people."""
        with self._kept.unchanging():
            return [entry for entry in map(self._own_entry, self._kept.folders()) if isinstance(entry, str)]

    def _entries(self) -> list[Entry]:
        found: dict[str, Entry] = {}
        hidden = self._kept.hidden()
        for path in self._files():
            entry = self._entry(path, Overrides(), built_in=True)
            if entry.id not in hidden:
                found[entry.id] = entry
        for own in map(self._own_entry, self._kept.folders()):
            if isinstance(own, str):
                logger.warning("an ingested document is left out: it cannot be read")
            else:
                found[own.id] = own
        return sorted(_without_superseded(found.values()), key=_order)

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(f"parser {PARSER_VERSION}\n".encode())
        for path in self._files():
            digest.update(f"{path.relative_to(self._corpus)} {_digest(path)}\n".encode())
        for folder in self._kept.folders():
            for path in sorted(folder.iterdir()):
                digest.update(f"own {folder.name}/{path.name} {_digest(path)}\n".encode())
        digest.update(json.dumps(sorted(self._kept.hidden())).encode())
        return digest.hexdigest()

    def _place(self, staged: Staged) -> Change:
        entry, folder = staged.entry, self._kept.folder / staged.entry.id
        known = self._own_entry(folder) if folder.is_dir() else None
        if isinstance(known, Entry) and (known.digest, known.parsed) == (entry.digest, entry.parsed):
            change = Change(known, "unchanged")
        else:
            self._kept.place(staged.aside, entry.id)
            change = Change(entry, "replaced" if known else "added")
        self._kept.hide(self._kept.hidden() - {entry.id})
        return change

    def _files(self) -> list[Path]:
        return sorted(p for p in self._corpus.rglob("*") if p.suffix.lower() in READERS and p.is_file())

    def _entry(self, path: Path, overrides: Overrides, built_in: bool) -> Entry:
        try:
            return Entry(load(path, self._max_bytes, overrides), path, _digest(path), built_in)
        except FileNotFoundError as error:
            raise gone(path) from error

    def _own_entry(self, folder: Path) -> Entry | str:
        """The document in a folder of the home; where it cannot be read, why."""
        try:
            path, said = self._kept.opened(folder)
            return self._entry(path, said, built_in=False)
        except AssistantError as error:
            return f"{folder.name}：{error.message}"
        except (OSError, ValueError):
            return f"{folder.name}：文件夹 {folder} 的内容不完整。"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _order(entry: Entry) -> tuple[int, str]:
    meta = entry.parsed.document.meta
    return (list(DocumentKind).index(meta.kind) * 3 + list(Provenance).index(meta.provenance), entry.id)


def _without_superseded(entries: Iterable[Entry]) -> list[Entry]:
    """A digest steps aside when the original of the same number (or, without one, title) is there."""
    kept = list(entries)
    originals = {_identity(e.parsed.document.meta) for e in kept if _provenance(e) is Provenance.ORIGINAL}
    return [
        e
        for e in kept
        if _provenance(e) is not Provenance.DIGEST or _identity(e.parsed.document.meta) not in originals
    ]


def _provenance(entry: Entry) -> Provenance:
    return entry.parsed.document.meta.provenance


def _identity(meta: Metadata) -> str:
    return meta.number or meta.title


def governing_id(documents: Sequence[tuple[Document, bool]], wanted: str | None) -> str | None:
    """Id of the notice that governs: the one named by number or id, else the first built-in notice, else the first.

    Args:
        documents: The documents, each with whether it is built in.
        wanted: A number or id, or None.

    Raises:
        Misconfigured: A notice is named that is not in the library.
    """
    if wanted:
        for document, _ in documents:
            if wanted in (document.id, document.meta.number):
                return document.id
        raise Misconfigured(
            f"ASSISTANT_NOTICE 指定的文件不在库中：{wanted}。",
            "用 assistant corpus list 查看可用的文号和编号。",
        )
    notices = [(d.id, built_in) for d, built_in in documents if d.meta.kind is DocumentKind.NOTICE]
    return next((i for i, built_in in notices if built_in), next((i for i, _ in notices), None))
