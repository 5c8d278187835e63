"""A home that exists for one run, so that an evaluation never touches the user's and always starts alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.app import Assistant, Progress
from assistant.settings import Settings, load
from evals.swaps import changed_copy

BUILT_IN = Path(str(resources.files("corpus")))


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
    documents: Sequence[Path] = (), progress: Progress | None = None, swaps: Sequence[Path] = ()
) -> Iterator[Assistant]:
    """An assistant in a scratch home.

    Args:
        documents: Ingested as notices beside the corpus.
        progress: Told about indexing.
        swaps: Say how the corpus is changed before it is indexed; see `evals.swaps`.
    """
    with scratch_settings() as settings:
        if swaps:
            corpus = changed_copy(settings.corpus or BUILT_IN, swaps, settings.home / "changed-corpus")
            settings = settings.model_copy(update={"corpus": corpus})
        assistant = Assistant.open(settings, progress)
        try:
            if documents:
                assistant.ingest(documents, kind="notice", progress=progress)
            yield assistant
        finally:
            assistant.close()
