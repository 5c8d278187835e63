"""What is remembered: conversations, their turns, feedback. A database that fails never stops an answer."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answering.turn import Exchange
from assistant.errors import Busy, InvalidInput, InvalidOption, StorageUnavailable
from assistant.models.answer import Answer, Reason
from assistant.models.conversation import (
    ConversationSummary,
    ConversationView,
    Feedback,
    Remembered,
    Verdict,
)
from assistant.models.principal import Principal

if TYPE_CHECKING:
    from assistant.storage.conversations import Conversations
    from assistant.storage.database import Database

logger = logging.getLogger(__name__)

FORGETFUL = "会话记录暂不可用：这次回答没有参考上文，也没有保存。请运行 assistant doctor 查看原因。"
"""The warning on an answer that was given without the database."""

_TURNS = 12
_OPEN_TURNS = 3
"""A draft stays open while one of so many turns was about it: people ask something in between."""

_MAX_ID = 200
_MAX_TITLE = 100
_MAX_REASON = 2000


class Dialogues:
    """The conversations of everybody, each person's own.

    Args:
        home: The home, where the database is.
        url: Another database.
    """

    def __init__(self, home: Path, url: str | None) -> None:
        self._home = home
        self._url = url
        self._opened: tuple[Database, Conversations] | None = None

    def begin(self, wanted: str | None) -> str:
        """The id of the conversation to continue, or a new one.

        Raises:
            InvalidOption: `wanted` cannot be an id.
        """
        if not wanted:
            return uuid4().hex
        if len(wanted) > _MAX_ID or not wanted.isprintable():
            raise InvalidOption(
                "会话编号无效。", f"请使用上次答复中的 conversation，不超过 {_MAX_ID} 个可见字符。"
            )
        return wanted

    def history(self, principal: Principal, conversation: str) -> list[Exchange] | None:
        """The last turns, oldest first; None when the database cannot say."""
        try:
            turns = self._conversations.history(principal.id, conversation, _TURNS)
        except (StorageUnavailable, Busy) as error:
            logger.warning("history is not available", exc_info=error)
            return None
        return [Exchange(t.question, t.resolved, t.document, t.identity) for t in turns]

    def open_draft(self, principal: Principal, conversation: str) -> str | None:
        """The draft that the last turns were about, or None."""
        try:
            answers = self._conversations.last_answers(principal.id, conversation, _OPEN_TURNS)
        except (StorageUnavailable, Busy):
            return None
        for answer in answers:
            if answer.draft or answer.reason is Reason.TASK:  # without a draft, such a turn has left it
                return answer.draft
        return None

    def keep(self, principal: Principal, question: str, answer: Answer, exchange: Exchange) -> bool:
        """Keep a turn; False when the database cannot."""
        remembered = Remembered(
            question=exchange.question,
            resolved=exchange.resolved,
            document=exchange.document,
            identity=exchange.identity,
        )
        try:
            self._conversations.add(principal.id, question, answer, remembered)
        except (StorageUnavailable, Busy) as error:
            logger.warning("a turn could not be kept", exc_info=error)
            return False
        return True

    def listed(self, principal: Principal) -> list[ConversationSummary]:
        """The person's conversations, the latest first. Raises StorageUnavailable, Busy."""
        return self._conversations.listed(principal.id)

    def view(self, principal: Principal, conversation: str) -> ConversationView:
        """A whole conversation. Raises NotFound, StorageUnavailable, Busy."""
        return self._conversations.view(principal.id, conversation)

    def rename(self, principal: Principal, conversation: str, title: str) -> None:
        """Give a conversation another title. Raises InvalidInput, NotFound, StorageUnavailable, Busy."""
        title = " ".join(title.split())
        if not title or len(title) > _MAX_TITLE:
            raise InvalidInput("会话名称为空或太长。", f"请写 1 到 {_MAX_TITLE} 个字。")
        self._conversations.rename(principal.id, conversation, title)

    def delete(self, principal: Principal, conversation: str) -> None:
        """Forget a conversation. Raises NotFound, StorageUnavailable, Busy."""
        self._conversations.delete(principal.id, conversation)

    def judge(self, principal: Principal, answer: str, verdict: str, reason: str) -> None:
        """Keep what the person thinks of an answer. Raises InvalidInput, NotFound, StorageUnavailable, Busy."""
        if verdict not in list(Verdict):
            raise InvalidOption(f"没有名为 {verdict} 的评价。", f"可选：{'、'.join(Verdict)}。")
        if len(reason) > _MAX_REASON:
            raise InvalidInput("说明太长。", f"请控制在 {_MAX_REASON} 字以内。")
        feedback = Feedback(answer=answer, verdict=Verdict(verdict), reason=reason.strip())
        self._conversations.judge(principal.id, feedback)

    def prepare(self) -> None:
        """Find out whether there can be a database at all. Raises Misconfigured."""
        self._open()

    def check(self, *, thorough: bool) -> str:
        """Where the database is, after looking into it, or at all of it. Raises StorageUnavailable, Busy."""
        database, _ = self._open()
        database.check(thorough=thorough)
        return database.place

    def close(self) -> None:
        """Let go of the database."""
        if self._opened is not None:
            self._opened[0].close()

    @property
    def _conversations(self) -> "Conversations":
        return self._open()[1]

    def _open(self) -> "tuple[Database, Conversations]":
        if self._opened is None:
            # Imported when it is first needed: looking at the library or the timeline needs no database.
            from assistant.storage.conversations import Conversations
            from assistant.storage.database import Database

            database = Database(self._home, self._url)
            self._opened = database, Conversations(database)
        return self._opened
