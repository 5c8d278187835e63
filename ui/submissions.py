"""Files that were uploaded for review, opened for the assistant and deleted here in any case."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import InvalidInput
from assistant.services.review_jobs import Incoming
from ui import text, upload


@contextmanager
def arrived(scratch: Path, sent: Mapping[str, Any]) -> Iterator[list[Incoming]]:
    """The files that an event names, while the block lasts.

    Args:
        scratch: Where uploads lie.
        sent: What the event carries: `files`, each with its `path` and `name`.

    Raises:
        InvalidInput: None of them has arrived.
    """
    named = [(str(file.get("path", "")), str(file.get("name", ""))) for file in sent.get("files", [])]
    pending = [upload.accept(scratch, path, name) for path, name in named]
    kept = [one for one in pending if one is not None]
    try:
        if not kept:
            raise InvalidInput(text.NOT_UPLOADED)
        with ExitStack() as opened:
            yield [Incoming(one.name, opened.enter_context(one.path.open("rb"))) for one in kept]
    finally:
        for one in kept:
            one.discard()
