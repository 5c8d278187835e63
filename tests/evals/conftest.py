from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from prepared_assistant import Prepared

from evals import runner


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Prepared:
    """The assistant that every run of this test asks; what runs keep goes into a home of the test's."""
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    assistant = Prepared()

    @contextmanager
    def scratch(
        documents: tuple[Any, ...], progress: Callable[..., None], swaps: object
    ) -> Iterator[Prepared]:
        assistant.documents_added = [path.name for path in documents]
        yield assistant

    monkeypatch.setattr(runner, "scratch_assistant", scratch)
    return assistant
