"""Jobs of reviews, the reviews in them, and the marks on those. Only masked text ever comes here."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.models.job import JobState, JobSummary, Mark, ReviewJob
from assistant.models.review import Review, ReviewError
from assistant.storage.database import Database
from assistant.storage.tables import MarkRow, ReviewJobRow, ReviewRow

_UNFINISHED = (JobState.QUEUED.value, JobState.RUNNING.value)


class ReviewStore:
    """The jobs of each owner. A job of somebody else is one that does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, owner: str, job: str, files: Sequence[str], runner: str) -> None:
        """Keep a new job.

        Args:
            owner: Whose it is.
            job: Its id.
            files: The names of its files, masked.
            runner: Which server works on it.
        """
        now = datetime.now(UTC)
        row = ReviewJobRow(
            owner=owner,
            id=job,
            state=JobState.QUEUED.value,
            files="\n".join(" ".join(name.split()) for name in files),
            total=len(files),
            runner=runner,
            error=None,
            created=now,
            touched=now,
            finished=None,
        )
        with self._database.writing() as session:
            session.add(row)

    def put(self, owner: str, job: str, position: int, review: Review) -> bool:
        """Keep a review at its file's place, instead of the one before; False when the job is not there any more."""
        row = ReviewRow(
            owner=owner,
            job=job,
            position=position,
            review_id=review.id,
            review=review.model_dump_json(by_alias=True),
        )
        touched = update(ReviewJobRow).where(_job(owner, job)).values(_touched(JobState.RUNNING))
        with self._database.writing() as session:
            if session.execute(touched.returning(ReviewJobRow.id)).first() is None:
                return False
            session.merge(row)
        return True

    def touch(self, owner: str, job: str) -> None:
        """Say that the job is being worked on."""
        with self._database.writing() as session:
            session.execute(update(ReviewJobRow).where(_job(owner, job)).values(_touched(JobState.RUNNING)))

    def end(self, owner: str, job: str, error: ReviewError | None = None) -> None:
        """Say that nothing more will come."""
        state = JobState.FAILED if error else JobState.FINISHED
        told = error.model_dump_json() if error else None
        values = {**_touched(state), "finished": datetime.now(UTC), "error": told}
        with self._database.writing() as session:
            session.execute(update(ReviewJobRow).where(_job(owner, job)).values(values))

    def end_lost(self, runner: str, alive: Sequence[str], silent: datetime, error: ReviewError) -> None:
        """Fail the jobs that nobody works on any more.

        Args:
            runner: This server: its jobs are lost unless they are `alive`.
            alive: The ids of the jobs that it works on.
            silent: Jobs of other servers are lost that have not been touched since.
            error: What to tell about them.
        """
        values = {
            "state": JobState.FAILED.value,
            "finished": datetime.now(UTC),
            "error": error.model_dump_json(),
        }
        lost = (ReviewJobRow.runner == runner) | (ReviewJobRow.touched < silent)
        query = update(ReviewJobRow).where(
            ReviewJobRow.state.in_(_UNFINISHED), lost, ReviewJobRow.id.not_in(alive)
        )
        with self._database.writing() as session:
            session.execute(query.values(values))

    def listed(self, owner: str) -> list[JobSummary]:
        """Every job, the latest first."""
        query = (
            select(ReviewJobRow)
            .where(ReviewJobRow.owner == owner)
            .order_by(ReviewJobRow.created.desc(), ReviewJobRow.id)
        )
        with self._database.reading() as session:
            rows = session.scalars(query).all()
            return [_summary(session, row) for row in rows]

    def summary(self, owner: str, job: str) -> JobSummary:
        """A job without its reviews. Raises NotFound."""
        with self._database.reading() as session:
            return _summary(session, _found(session, owner, job))

    def view(self, owner: str, job: str) -> ReviewJob:
        """A whole job. Raises NotFound."""
        reviews = (
            select(ReviewRow.review)
            .where(ReviewRow.owner == owner, ReviewRow.job == job)
            .order_by(ReviewRow.position)
        )
        marks = select(MarkRow).where(MarkRow.owner == owner, MarkRow.job == job)
        with self._database.reading() as session:
            summary = _summary(session, _found(session, owner, job))
            read = [Review.model_validate_json(review) for review in session.scalars(reviews)]
            kept = [
                Mark(review=row.review_id, point=row.point, checked=row.checked, note=row.note)
                for row in session.scalars(marks)
            ]
        return ReviewJob(**dict(summary), reviews=read, marks=kept)

    def since(self, owner: str, job: str, seen: Sequence[int]) -> list[tuple[int, Review]]:
        """The reviews that are not at one of the places `seen`, with theirs."""
        query = (
            select(ReviewRow.position, ReviewRow.review)
            .where(ReviewRow.owner == owner, ReviewRow.job == job, ReviewRow.position.not_in(seen))
            .order_by(ReviewRow.position)
        )
        with self._database.reading() as session:
            return [(place, Review.model_validate_json(text)) for place, text in session.execute(query)]

    def mark(self, owner: str, job: str, mark: Mark) -> None:
        """Keep a reviewer's mark, in place of the one before on that point. Raises NotFound."""
        known = select(ReviewRow.position).where(
            ReviewRow.owner == owner, ReviewRow.job == job, ReviewRow.review_id == mark.review
        )
        row = MarkRow(
            owner=owner,
            job=job,
            review_id=mark.review,
            point=mark.point,
            checked=mark.checked,
            note=mark.note,
            updated=datetime.now(UTC),
        )
        with self._database.writing() as session:
            if session.execute(known).first() is None:
                raise _unknown(job)
            session.merge(row)

    def delete(self, owner: str, job: str) -> None:
        """Forget a job with its reviews and marks. Raises NotFound."""
        query = delete(ReviewJobRow).where(_job(owner, job)).returning(ReviewJobRow.id)
        with self._database.writing() as session:
            if session.execute(query).first() is None:
                raise _unknown(job)


def _job(owner: str, job: str) -> ColumnElement[bool]:
    return (ReviewJobRow.owner == owner) & (ReviewJobRow.id == job)


def _touched(state: JobState) -> dict[str, Any]:
    return {"state": state.value, "touched": datetime.now(UTC)}


def _found(session: Session, owner: str, job: str) -> ReviewJobRow:
    row = session.get(ReviewJobRow, (owner, job))
    if row is None:
        raise _unknown(job)
    return row


def _summary(session: Session, row: ReviewJobRow) -> JobSummary:
    made = select(func.count()).where(ReviewRow.owner == row.owner, ReviewRow.job == row.id)
    return JobSummary(
        id=row.id,
        state=JobState(row.state),
        done=session.execute(made).scalar_one(),
        total=row.total,
        created=row.created,
        finished=row.finished,
        files=row.files.split("\n"),
        error=ReviewError.model_validate_json(row.error) if row.error else None,
    )


def _unknown(job: str) -> NotFound:
    return NotFound(f"没有编号为 {job[:64]} 的审阅任务。", "它可能已被删除；请在审阅列表中查看。")
