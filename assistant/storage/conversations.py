"""Conversations and their turns, and what people think of the answers."""

from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.models.answer import Answer
from assistant.models.conversation import (
    ConversationSummary,
    ConversationView,
    Feedback,
    Remembered,
    TurnView,
    Verdict,
)
from assistant.storage.database import Database
from assistant.storage.tables import ConversationRow, FeedbackRow, TurnRow

_TITLE = 40
_ATTEMPTS = 5


class Conversations:
    """The conversations of each owner. A conversation of somebody else is one that does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, owner: str, conversation: str, count: int) -> list[Remembered]:
        """The last `count` turns, oldest first; none for a conversation that is not known."""
        columns = (TurnRow.normalised, TurnRow.resolved, TurnRow.document, TurnRow.identity)
        query = (
            select(*columns)
            .where(TurnRow.owner == owner, TurnRow.conversation == conversation)
            .order_by(TurnRow.position.desc())
            .limit(count)
        )
        with self._database.reading() as session:
            rows = session.execute(query).all()
        return [
            Remembered(question=question, resolved=resolved, document=document, identity=identity)
            for question, resolved, document, identity in reversed(rows)
        ]

    def last_answers(self, owner: str, conversation: str, count: int) -> list[Answer]:
        """The last `count` answers, newest first; none for a conversation that is not known."""
        query = (
            select(TurnRow.answer)
            .where(TurnRow.owner == owner, TurnRow.conversation == conversation)
            .order_by(TurnRow.position.desc())
            .limit(count)
        )
        with self._database.reading() as session:
            return [Answer.model_validate_json(answer) for answer in session.scalars(query)]

    def add(self, owner: str, question: str, answer: Answer, remembered: Remembered) -> None:
        """Keep a turn, in a new conversation if there is none of the answer's id.

        Args:
            owner: Whose it is.
            question: As it was typed.
            answer: What was answered.
            remembered: What the next turn needs to know.
        """
        for attempt in range(_ATTEMPTS):
            try:
                with self._database.writing() as session:
                    _add(session, owner, question, answer, remembered)
                return
            except IntegrityError:  # another process has just taken this place
                if attempt == _ATTEMPTS - 1:
                    raise

    def listed(self, owner: str) -> list[ConversationSummary]:
        """Every conversation, the one that went on last first."""
        turns = (
            select(func.count())
            .where(TurnRow.owner == ConversationRow.owner, TurnRow.conversation == ConversationRow.id)
            .scalar_subquery()
        )
        query = (
            select(ConversationRow, turns)
            .where(ConversationRow.owner == owner)
            .order_by(ConversationRow.updated.desc(), ConversationRow.id)
        )
        with self._database.reading() as session:
            rows = session.execute(query).all()
        return [
            ConversationSummary(id=row.id, title=row.title, created=row.created, updated=row.updated, turns=n)
            for row, n in rows
        ]

    def view(self, owner: str, conversation: str) -> ConversationView:
        """A whole conversation. Raises NotFound."""
        turns = (
            select(TurnRow.question, TurnRow.answer, FeedbackRow)
            .outerjoin(
                FeedbackRow,
                (FeedbackRow.owner == TurnRow.owner) & (FeedbackRow.answer_id == TurnRow.answer_id),
            )
            .where(TurnRow.owner == owner, TurnRow.conversation == conversation)
            .order_by(TurnRow.position)
        )
        with self._database.reading() as session:
            row = session.get(ConversationRow, (owner, conversation))
            if row is None:
                raise _unknown(conversation)
            found = session.execute(turns).all()
        return ConversationView(
            id=row.id,
            title=row.title,
            created=row.created,
            updated=row.updated,
            turns=[_turn(question, answer, feedback) for question, answer, feedback in found],
        )

    def rename(self, owner: str, conversation: str, title: str) -> None:
        """Give a conversation another title. Raises NotFound."""
        query = (
            update(ConversationRow)
            .where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            .values(title=_storable(title))
            .returning(ConversationRow.id)
        )
        with self._database.writing() as session:
            if session.execute(query).first() is None:
                raise _unknown(conversation)

    def delete(self, owner: str, conversation: str) -> None:
        """Forget a conversation with its turns and the feedback on them. Raises NotFound."""
        query = (
            delete(ConversationRow)
            .where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            .returning(ConversationRow.id)
        )
        with self._database.writing() as session:
            if session.execute(query).first() is None:
                raise _unknown(conversation)

    def judge(self, owner: str, feedback: Feedback) -> None:
        """Keep what a person thinks of an answer, in place of what they thought before. Raises NotFound."""
        known = select(TurnRow.position).where(TurnRow.owner == owner, TurnRow.answer_id == feedback.answer)
        with self._database.writing() as session:
            if session.execute(known).first() is None:
                raise NotFound(f"没有编号为 {feedback.answer[:64]} 的答复。", "它所在的会话可能已被删除。")
            session.merge(
                FeedbackRow(
                    owner=owner,
                    answer_id=feedback.answer,
                    verdict=feedback.verdict.value,
                    reason=_storable(feedback.reason),
                    created=datetime.now(UTC),
                )
            )


def _add(session: Session, owner: str, question: str, answer: Answer, remembered: Remembered) -> None:
    now = datetime.now(UTC)
    row = session.get(ConversationRow, (owner, answer.conversation))
    if row is None:
        title = " ".join(_storable(question).split())
        title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
        row = ConversationRow(owner=owner, id=answer.conversation, title=title, created=now, updated=now)
        session.add(row)
    row.updated = now
    session.flush()
    last = select(func.coalesce(func.max(TurnRow.position), 0)).where(
        TurnRow.owner == owner, TurnRow.conversation == answer.conversation
    )
    session.add(
        TurnRow(
            owner=owner,
            conversation=answer.conversation,
            position=session.execute(last).scalar_one() + 1,
            question=_storable(question),
            normalised=_storable(remembered.question),
            resolved=_storable(remembered.resolved),
            document=remembered.document,
            identity=_storable(remembered.identity),
            answer_id=answer.id,
            answer=answer.model_dump_json(by_alias=True),
            created=now,
        )
    )


def _turn(question: str, answer: str, feedback: FeedbackRow | None) -> TurnView:
    return TurnView(
        question=question,
        answer=Answer.model_validate_json(answer),
        feedback=Feedback(
            answer=feedback.answer_id, verdict=Verdict(feedback.verdict), reason=feedback.reason
        )
        if feedback
        else None,
    )


def _storable(text: str) -> str:
    """`text` without what databases refuse: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _unknown(conversation: str) -> NotFound:
    return NotFound(
        f"没有编号为 {conversation[:64]} 的会话。", "它可能已被删除；不带会话编号提问会新开一个。"
    )
