"""Which documents there are: those shipped with the product, and those ingested into this home.

An ingested file is copied into the home with what the person said about it, so that the index can always be made
again. A built-in document that is removed is only hidden.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from uuid import uuid4

from assistant.documents.loading import Overrides, Parsed, load
from assistant.documents.readers import READERS
from assistant.errors import Misconfigured, NotFound, NotPermitted
from assistant.models.document import Document, DocumentKind, Metadata, Provenance

PARSER_VERSION = 2
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


class Library:
    """The documents of one home.

    Args:
        home: Where ingested files are kept.
        corpus: Another folder than the built-in corpus.
        max_bytes: Largest file that is read.
    """

    def __init__(self, home: Path, corpus: Path | None, max_bytes: int) -> None:
        self._corpus = corpus or Path(str(resources.files("corpus")))
        self._own = home / "documents"
        self._hidden = home / "hidden.json"
        self._max_bytes = max_bytes
        if not self._corpus.is_dir():
            raise Misconfigured(f"找不到语料文件夹：{self._corpus}。", "请检查 ASSISTANT_CORPUS 指向的位置。")

    def entries(self) -> list[Entry]:
        """Every visible document, the notices first; one that is ingested takes the place of a built-in one."""
        found: dict[str, Entry] = {}
        hidden = self._hidden_ids()
        for path in self._files():
            entry = self._entry(path, Overrides(), built_in=True)
            if entry.id not in hidden:
                found[entry.id] = entry
        for folder in sorted(self._own.glob("*/")) if self._own.is_dir() else []:
            entry = self._own_entry(folder)
            found[entry.id] = entry
        return sorted(_without_superseded(found.values()), key=_order)

    def fingerprint(self) -> str:
        """Changes when any document, or the way of reading documents, changes."""
        digest = hashlib.sha256(f"parser {PARSER_VERSION}\n".encode())
        for path in self._files():
            digest.update(f"{path.relative_to(self._corpus)} {_digest(path)}\n".encode())
        for folder in sorted(self._own.glob("*/")) if self._own.is_dir() else []:
            for path in sorted(folder.iterdir()):
                digest.update(f"own {path.relative_to(self._own)} {_digest(path)}\n".encode())
        digest.update(json.dumps(sorted(self._hidden_ids())).encode())
        return digest.hexdigest()

    def snapshot(self) -> tuple[list[Entry], str]:
        """The entries, and the fingerprint that belongs to them."""
        return self.entries(), self.fingerprint()

    def preview(self, path: Path, overrides: Overrides) -> Entry:
        """What adding a file would add. Raises what the readers raise."""
        return self._entry(path, overrides, built_in=False)

    def add(self, path: Path, overrides: Overrides) -> Change:
        """Copy a file into the home. Nothing is copied if it cannot be read."""
        entry = self.preview(path, overrides)
        folder = self._own / entry.id
        known = self._own_entry(folder) if folder.is_dir() else None
        if known and known.digest == entry.digest and known.parsed.document == entry.parsed.document:
            return Change(known, "unchanged")
        try:
            self._store(path, overrides, folder)
            self._write_hidden(self._hidden_ids() - {entry.id})
        except OSError as error:
            raise NotPermitted(
                f"无法写入数据文件夹：{self._own}。", "请检查该文件夹的权限和剩余空间。"
            ) from error
        return Change(entry, "replaced" if known else "added")

    def remove(self, identifier: str) -> Entry:
        """Forget an ingested document, or hide a built-in one. Raises NotFound."""
        entry = next((e for e in self.entries() if e.id == identifier), None)
        if entry is None:
            raise NotFound(f"没有编号为 {identifier} 的文件。", "用 assistant corpus list 查看全部文件编号。")
        if entry.built_in:
            self._write_hidden(self._hidden_ids() | {identifier})
        else:
            shutil.rmtree(self._own / identifier)
        return entry

    def _files(self) -> list[Path]:
        return sorted(p for p in self._corpus.rglob("*") if p.suffix.lower() in READERS and p.is_file())

    def _entry(self, path: Path, overrides: Overrides, built_in: bool) -> Entry:
        return Entry(load(path, self._max_bytes, overrides), path, _digest(path), built_in)

    def _own_entry(self, folder: Path) -> Entry:
        said = json.loads((folder / "overrides.json").read_text("utf-8"))
        path = next(p for p in folder.iterdir() if p.name != "overrides.json")
        return self._entry(path, Overrides.from_json(said), built_in=False)

    def _store(self, path: Path, overrides: Overrides, folder: Path) -> None:
        """Write aside, then move into place, so that a broken copy is never seen."""
        self._own.mkdir(parents=True, exist_ok=True)
        aside = self._own.parent / f".adding-{uuid4().hex}"
        aside.mkdir()
        try:
            shutil.copyfile(path, aside / path.name)
            (aside / "overrides.json").write_text(
                json.dumps(overrides.to_json(), ensure_ascii=False), "utf-8"
            )
            if folder.exists():
                shutil.rmtree(folder)
            aside.replace(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _hidden_ids(self) -> set[str]:
        return set(json.loads(self._hidden.read_text("utf-8"))) if self._hidden.exists() else set()

    def _write_hidden(self, identifiers: set[str]) -> None:
        if identifiers or self._hidden.exists():
            self._hidden.parent.mkdir(parents=True, exist_ok=True)
            self._hidden.write_text(json.dumps(sorted(identifiers)), "utf-8")


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
