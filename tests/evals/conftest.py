from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from prepared_assistant import Prepared

from evals import runner


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """The assistant that every run of this test asks."""
    assistant = Prepared()

    @contextmanager
    def scratch(
        documents: tuple[Any, ...], progress: Callable[..., None], swaps: object
    ) -> Iterator[Prepared]:
        assistant.documents_added = [path.name for path in documents]
        yield assistant

    monkeypatch.setattr(runner, "scratch_assistant", scratch)
    return assistant
