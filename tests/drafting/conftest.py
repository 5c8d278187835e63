"""What the tests of drafting share."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fictional import OPEN

from assistant.app import Assistant
from assistant.drafting.material import Material
from assistant.drafting.profile import from_data
from assistant.models.draft import Draft


@pytest.fixture(scope="session")
def material(assistant: Assistant) -> Iterator[Material]:
    """The built-in notice, ready to draft from."""
    with assistant.drafts._material("") as material:
        yield material


@pytest.fixture(scope="session")
def drafted(assistant: Assistant) -> Callable[..., Draft]:
    """A kept draft of a profile given as plain data."""

    def drafted(as_of: date = OPEN, **data: Any) -> Draft:
        return assistant.drafts.create(from_data(data), as_of=as_of)

    return drafted
