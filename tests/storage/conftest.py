"""A database of its own for each test, and turns to keep in it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.models.answer import Answer, Status
from assistant.models.conversation import Remembered
from assistant.storage.conversations import Conversations
from assistant.storage.database import Database

Keep = Callable[..., Answer]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database in an empty home."""
    opened = Database(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def conversations(database: Database) -> Conversations:
    """The conversations in it."""
    return Conversations(database)


@pytest.fixture
def keep(conversations: Conversations) -> Keep:
    """Keeps a turn and gives its answer."""

    def keep(question: str, conversation: str = "c", owner: str = "甲") -> Answer:
        answer = Answer(
            id=uuid4().hex,
            answer="回答",
            status=Status.ANSWERED,
            as_of=date(2025, 7, 8),
            conversation=conversation,
        )
        remembered = Remembered(question=question, resolved=f"{question}（完整）", document="d", identity="")
        conversations.add(owner, question, answer, remembered)
        return answer

    return keep
