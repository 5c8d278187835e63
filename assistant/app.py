"""The composition root: settings in, a wired `Assistant` out.

Everything that talks to the outside is chosen here and passed in; nothing else in the product picks an adapter.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from assistant.models.answer import Answer, Timeline
from assistant.models.library import DocumentSummary, DocumentView, Health, Ingested
from assistant.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with a Chinese label, the number done and the total."""


class Assistant:
    """The product, as every face sees it."""

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> "Assistant":
        """Wire everything up and build the index if it is stale."""
        raise NotImplementedError

    def ask(
        self, question: str, *, conversation: str | None = None, as_of: date | None = None, engine: str | None = None
    ) -> Answer:
        """One verified answer. Raises InvalidQuestion, InvalidOption."""
        raise NotImplementedError

    def timeline(self, as_of: date | None = None) -> Timeline:
        """The obligations of the governing notice, in order."""
        raise NotImplementedError

    def notice(self) -> DocumentSummary | None:
        """The governing notice."""
        raise NotImplementedError

    def documents(self) -> list[DocumentSummary]:
        """What is in the library."""
        raise NotImplementedError

    def document(self, identifier: str) -> DocumentView:
        """A whole document. Raises NotFound."""
        raise NotImplementedError

    def ingest(
        self, paths: Sequence[Path], *, kind: str | None = None, title: str | None = None,
        number: str | None = None, issued: date | None = None, progress: Progress | None = None,
    ) -> list[Ingested]:
        """Add files to the library and index them. All or nothing. Raises UnreadableFile, NotPermitted, Busy."""
        raise NotImplementedError

    def remove(self, identifier: str) -> DocumentSummary:
        """Take a document out (a built-in one is hidden in this home). Raises NotFound."""
        raise NotImplementedError

    def health(self) -> Health:
        """What works and what does not, with advice."""
        raise NotImplementedError

    def close(self) -> None:
        """Release the index."""
        raise NotImplementedError
