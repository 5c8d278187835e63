"""The tables. A change here needs a migration beside it; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKeyConstraint, Index, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the time zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Out of the database."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What all tables share: names for constraints, so that a migration can find them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class ConversationRow(Base):
    """A conversation. Its id is the owner's: two people may use the same one without meeting."""

    __tablename__ = "conversations"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    updated: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index(None, "owner", "updated"),)


class TurnRow(Base):
    """A question and its answer, and what the next turn needs to know of them."""

    __tablename__ = "turns"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(Text)
    normalised: Mapped[str] = mapped_column(Text)
    resolved: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    identity: Mapped[str] = mapped_column(Text)
    answer_id: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(
            ["owner", "conversation"], ["conversations.owner", "conversations.id"], ondelete="CASCADE"
        ),
        Index(None, "owner", "answer_id", unique=True),
    )


class FeedbackRow(Base):
    """What a person thinks of an answer; it goes when the conversation goes."""

    __tablename__ = "feedback"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["owner", "answer_id"], ["turns.owner", "turns.answer_id"], ondelete="CASCADE"),
    )


class DraftRow(Base):
    """A draft, the profile that it is made from, and where its dialogue stands; what it says is in its versions.

    `skipped` are the questions that its owner does not want to be asked, `focus` is the section that is talked about.
    """

    __tablename__ = "drafts"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    applicant: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(Text)
    skipped: Mapped[str] = mapped_column(Text)
    focus: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    updated: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index(None, "owner", "updated"),)


class DraftVersionRow(Base):
    """One version of a draft: the whole draft, how it came about, and which sections it changed."""

    __tablename__ = "draft_versions"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    draft: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    origin: Mapped[str] = mapped_column(String(16))
    sections: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["owner", "draft"], ["drafts.owner", "drafts.id"], ondelete="CASCADE"),
    )


class ReviewJobRow(Base):
    """A job of reviews. `files` are masked names, one a line; `runner` is the server that works on it."""

    __tablename__ = "review_jobs"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    files: Mapped[str] = mapped_column(Text)
    total: Mapped[int] = mapped_column()
    runner: Mapped[str] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    touched: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index(None, "owner", "created"),)


class ReviewRow(Base):
    """The review of one file of a job, at the file's place in it."""

    __tablename__ = "reviews"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    review_id: Mapped[str] = mapped_column(String(64))
    review: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(["owner", "job"], ["review_jobs.owner", "review_jobs.id"], ondelete="CASCADE"),
    )


class MarkRow(Base):
    """What a reviewer ticked and noted about one point of a review."""

    __tablename__ = "review_marks"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    job: Mapped[str] = mapped_column(String(64), primary_key=True)
    review_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    point: Mapped[str] = mapped_column(String(100), primary_key=True)
    checked: Mapped[bool] = mapped_column()
    note: Mapped[str] = mapped_column(Text)
    updated: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        ForeignKeyConstraint(["owner", "job"], ["review_jobs.owner", "review_jobs.id"], ondelete="CASCADE"),
    )
