from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.app import Assistant
from assistant.llm.client import Model
from assistant.llm.endpoint import Endpoint
from assistant.settings import Settings
from evals.mutations import Told, reworded, written
from evals.stand_in import NAME, Says, StandIn, standing_in


def settings(home: Path, server: StandIn, **more: Any) -> Settings:
    return Settings(home=home, llm_base_url=server.base_url, llm_model=NAME, _env_file=None, **more)


def truthful(body: dict[str, Any]) -> Says:
    """Every verified point in other words, streamed in small pieces."""
    text = written([reworded(point) for point in Told.by(body).points])
    return Says([text[i : i + 9] for i in range(0, len(text), 9)])


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A stand-in that tells the truth until it is told otherwise."""
    with standing_in(truthful) as running:
        yield running


@pytest.fixture
def written_by(server: StandIn, home: Path) -> Iterator[Callable[..., Assistant]]:
    """Opens an assistant whose language model is the stand-in; settings may be changed."""
    opened: list[Assistant] = []

    def open_with(**more: Any) -> Assistant:
        opened.append(Assistant.open(settings(home, server, **more)))
        return opened[-1]

    yield open_with
    for assistant in opened:
        assistant.close()


@pytest.fixture
def model(server: StandIn, home: Path) -> Model:
    endpoint = Endpoint.of(settings(home, server, llm_timeout=2.0))
    assert endpoint is not None
    return Model(endpoint, first_wait=0.01)
