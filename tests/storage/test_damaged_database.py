from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import StorageUnavailable
from assistant.models.answer import Answer
from assistant.services.dialogues import FORGETFUL
from assistant.settings import Settings
from assistant.storage.conversations import Conversations
from assistant.storage.database import Database

QUESTION = "申报材料什么时候截止？"


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x00\xff not a database" * 500)


def _torn(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


@pytest.mark.parametrize("damage", [_garbage, _torn])
def test_damage_is_told_with_advice_and_a_repaired_file_is_used_again(
    database: Database,
    conversations: Conversations,
    keep: Callable[..., Answer],
    damage: Callable[[Path], None],
) -> None:
    keep("问题")
    database.close()  # the write-ahead log goes into the file
    path = Path(database.place)
    whole = path.read_bytes()
    damage(path)
    with pytest.raises(StorageUnavailable, match="已损坏") as raised:
        database.check(thorough=True)
    assert str(path) in raised.value.message and "移到别处" in raised.value.hint
    path.unlink()
    path.write_bytes(whole)
    assert [line.title for line in conversations.listed("甲")] == ["问题"]


def test_a_file_that_is_taken_away_is_made_again(
    database: Database, conversations: Conversations, keep: Callable[..., Answer]
) -> None:
    keep("问题")
    for path in Path(database.place).parent.glob("assistant.sqlite3*"):
        path.unlink()
    assert conversations.listed("甲") == []
    keep("再问")
    assert [line.title for line in conversations.listed("甲")] == ["再问"]


def test_questions_are_answered_all_the_same(own_home: Path) -> None:
    _garbage(own_home / "assistant.sqlite3")
    assistant = Assistant.open(Settings(home=own_home, _env_file=None))  # type: ignore[call-arg]
    try:
        answer = assistant.ask(QUESTION, conversation="c")
        assert "7月11日" in answer.answer
        assert FORGETFUL in answer.warnings
        with pytest.raises(StorageUnavailable):
            assistant.conversation("c")
        [check] = [check for check in assistant.health().checks if not check.ok]
        assert check.name == "会话记录" and "移到别处" in check.advice
        assert assistant.health().ready
        (own_home / "assistant.sqlite3").unlink()
        assert FORGETFUL not in assistant.ask(QUESTION, conversation="c").warnings
        assert len(assistant.conversation("c").turns) == 1
    finally:
        assistant.close()
