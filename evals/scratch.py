"""A home that exists for one run, so that an evaluation never touches the user's and always starts alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.app import Assistant, Progress
from assistant.settings import Settings, load


@contextmanager
def scratch_settings() -> Iterator[Settings]:
    """The user's settings, but with a home of their own that is removed afterwards."""
    with TemporaryDirectory(prefix="evals-") as folder:
        user = load()
        # The user's governing notice may be one that only the user's home holds; with a corpus of the user's
        # own, it is part of what is evaluated.
        notice = user.notice if user.corpus else None
        yield user.model_copy(update={"home": Path(folder), "notice": notice})


@contextmanager
def scratch_assistant(
    documents: Sequence[Path] = (), progress: Progress | None = None
) -> Iterator[Assistant]:
    """An assistant in a scratch home, with `documents` ingested as notices beside the corpus."""
    with scratch_settings() as settings:
        assistant = Assistant.open(settings, progress)
        try:
            if documents:
                assistant.ingest(documents, kind="notice", progress=progress)
            yield assistant
        finally:
            assistant.close()
