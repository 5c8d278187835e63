"""What the tests of reviews share: the notice as a context, without an index."""

from datetime import date
from pathlib import Path

import pytest

import corpus
from assistant.documents.loading import load
from assistant.reviewing.pipeline import Context

NOTICE = Path(corpus.__file__).parent / "notices" / "cq-hrss-2025-13.md"


@pytest.fixture(scope="session")
def context() -> Context:
    """Reviews against the built-in notice, words only."""
    return Context(load(NOTICE, 2**20), None, date(2025, 7, 8), 20 * 2**20)
