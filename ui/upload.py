"""Adding a document: it is uploaded, its clauses are looked at, and only then it is indexed."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from pydantic import BaseModel

from assistant.app import Assistant
from assistant.models.day import Day
from assistant.models.document import DocumentKind
from assistant.models.library import Ingested
from ui import library
from ui.render import render

_PENDING = "pending-"


@dataclass(frozen=True)
class Upload:
    """A file that waits for its confirmation, in a folder of its own, and the name that the person knows it by."""

    path: Path
    name: str

    def discard(self) -> None:
        """Delete it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class Sheet(BaseModel):
    """What the person says about the document; left out where the file says it well enough."""

    kind: DocumentKind | None = None
    title: str | None = None
    number: str | None = None
    issued: Day | None = None


def accept(folder: Path, path: str, name: str) -> Upload | None:
    """The uploaded file, or None if there is none of that path in `folder`: the path comes from outside.

    It is moved at once: two people who upload the same file would otherwise share it.
    """
    # A name that the system does not take at all is a ValueError.
    with suppress(OSError, ValueError):
        found = Path(path).resolve()
        if found.is_relative_to(folder.resolve()) and found.is_file():
            own = Path(mkdtemp(prefix=_PENDING, dir=folder))
            return Upload(Path(shutil.move(found, own / found.name)), name or found.name)
    return None


def sweep(folder: Path) -> None:
    """Delete what an earlier server left in `folder` when it was killed: an upload can hold personal data."""
    for left in folder.glob("*"):
        shutil.rmtree(left, ignore_errors=True)


def form(assistant: Assistant, note: str = "") -> str:
    """Where a file is chosen."""
    limit = assistant.settings.max_file_mb
    return render("upload", limit=limit, bytes=limit * 2**20, note=note)


def preview(assistant: Assistant, upload: Upload) -> str:
    """The parsed clauses of a file, to confirm.

    Raises:
        AssistantError: The file cannot be read.
    """
    view = assistant.preview(upload.path)
    return render(
        "preview", document=view, name=upload.name, entries=library.entries(view), kinds=DocumentKind
    )


def confirm(assistant: Assistant, upload: Upload, sheet: Sheet) -> Ingested:
    """Index the file.

    Raises:
        AssistantError: As `Assistant.ingest` does.
    """
    [ingested] = assistant.ingest(
        [upload.path],
        kind=sheet.kind,
        title=sheet.title,
        number=sheet.number,
        issued=sheet.issued,
    )
    return ingested
