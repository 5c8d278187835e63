"""Reviews in the background: a job reads its files one after another, and its reviews are kept as they come.

Uploads lie in a folder of the home under numbers, not names, and each is deleted as soon as it has been read. A job
that a stopped server leaves behind is `failed`, with the reviews it had made.
"""

import hashlib
import logging
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from assistant.errors import AssistantError, InvalidInput, NotFound, NotPermitted
from assistant.models.job import JobSummary, Mark, ReviewJob
from assistant.models.principal import LOCAL, Principal
from assistant.models.review import Review, ReviewError
from assistant.models.stream import JobEvent, JobStreamEvent, ProgressEvent, ReviewEvent
from assistant.reviewing import exports
from assistant.reviewing.masking import mask
from assistant.reviewing.pipeline import Upload
from assistant.reviewing.reading import file_name
from assistant.services.reviews import MOST_FILES, Reviews, require

if TYPE_CHECKING:
    from assistant.storage.database import Database
    from assistant.storage.reviews import ReviewStore

logger = logging.getLogger(__name__)

_WORKERS = 2
_WAIT_SECONDS = 0.5
_SILENT = timedelta(minutes=15)
_MAX_POINT = 100
_MAX_NOTE = 2000
_LOST = ReviewError(
    code="interrupted",
    message="服务在读完全部文件之前停止了。",
    hint="已读完的审阅结果还在；其余文件请重新上传。",
)
_BROKEN = ReviewError(
    code="internal", message="审阅时出了意外的错误。", hint="请重试；仍然出错时请查看服务日志。"
)


@dataclass(frozen=True)
class Incoming:
    """A file that somebody sends: the name it has with them, and its bytes."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class Waiting:
    """A file that waits to be read: where it lies, and the name it had."""

    path: Path
    name: str


class _Stopped(Exception):
    """The server stops, or the job has been deleted."""


class ReviewJobs:
    """The jobs of everybody, each reviewer's own.

    Args:
        home: The home, where the database is and uploads lie for a moment.
        url: Another database.
        reviews: Reads files into reviews.
        today: The day of the review.
    """

    def __init__(self, home: Path, url: str | None, reviews: Reviews, today: Callable[[], date]) -> None:
        self._home = home
        self._url = url
        self._reviews = reviews
        self._today = today
        self._folder = home / "reviewing"
        # One server runs on a home; its next start knows by this what it has left behind.
        self._runner = hashlib.sha256(f"{socket.gethostname()}:{home.resolve()}".encode()).hexdigest()
        self._pool: ThreadPoolExecutor | None = None
        self._opened: tuple[Database, ReviewStore] | None = None
        self._alive: set[str] = set()
        self._stopping = False
        self._changed = Condition()

    def recover(self) -> None:
        """Fail the jobs and delete the uploads that an earlier server left; called when a server starts.

        Raises:
            StorageUnavailable, Busy: As the database does.
        """
        for left in self._folder.glob("*"):
            if left.name not in self._alive:
                shutil.rmtree(left, ignore_errors=True)
        silent = datetime.now(UTC) - _SILENT
        self._store.end_lost(self._runner, sorted(self._alive), silent, _LOST)

    def start(self, uploads: Sequence[Incoming], principal: Principal = LOCAL) -> JobSummary:
        """Take files in and begin to read them.

        Raises:
            InvalidInput: None, or too many.
            NotPermitted: They may not review; or the home cannot be written.
            StorageUnavailable, Busy: As the database does.
        """
        require(principal)
        if not 1 <= len(uploads) <= MOST_FILES:
            raise InvalidInput(
                f"一次可以审阅 1 到 {MOST_FILES} 份文件，这次有 {len(uploads)} 份。", "请分几次上传。"
            )
        job = uuid4().hex
        folder = self._folder / job
        self._alive.add(job)
        try:
            files = [_kept(upload, folder, number) for number, upload in enumerate(uploads)]
            self._store.begin(
                principal.id, job, [mask(file_name(file.name)).text for file in files], self._runner
            )
            if self._pool is None:
                self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="reviewing")
            self._pool.submit(self._work, principal.id, job, files, folder)
        except BaseException as error:
            self._alive.discard(job)
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise NotPermitted(
                    "上传的文件没有存下来。", "请检查数据文件夹的权限和磁盘剩余空间。"
                ) from error
            raise
        return self._store.summary(principal.id, job)

    def wait(self, job: str, principal: Principal = LOCAL) -> ReviewJob:
        """A whole job, once it is over. Raises NotFound, StorageUnavailable, Busy."""
        for _ in self.follow(job, principal):
            pass
        return self.view(job, principal)

    def follow(self, job: str, principal: Principal = LOCAL) -> Iterator[JobStreamEvent]:
        """What happens in a job: progress and reviews as they come, and in the end the whole job.

        Raises:
            NotFound, StorageUnavailable, Busy: As the database does.
        """
        require(principal)
        told = ""
        seen: list[int] = []
        while True:
            summary = self._store.summary(principal.id, job)
            if summary.state.over:
                yield JobEvent(job=self.view(job, principal))
                return
            for position, review in self._store.since(principal.id, job, seen):
                seen.append(position)
                yield ReviewEvent(position=position, review=review)
            if told != f"{summary.state}{summary.done}":
                told = f"{summary.state}{summary.done}"
                yield ProgressEvent(state=summary.state, done=summary.done, total=summary.total)
            with self._changed:
                # Another server may be the one that works on it, so that not every change is heard here.
                self._changed.wait(_WAIT_SECONDS)

    def listed(self, principal: Principal = LOCAL) -> list[JobSummary]:
        """The person's jobs, the latest first. Raises NotPermitted, StorageUnavailable, Busy."""
        require(principal)
        return self._store.listed(principal.id)

    def view(self, job: str, principal: Principal = LOCAL) -> ReviewJob:
        """A whole job. Raises NotFound, NotPermitted, StorageUnavailable, Busy."""
        require(principal)
        return self._store.view(principal.id, job)

    def mark(self, job: str, mark: Mark, principal: Principal = LOCAL) -> None:
        """Keep that a point was checked, and what the reviewer notes on it; personal data in it is masked.

        Raises:
            InvalidInput: The point or the note is too long.
            NotFound, NotPermitted, StorageUnavailable, Busy: As they say.
        """
        require(principal)
        if not 0 < len(mark.point) <= _MAX_POINT:
            raise InvalidInput("批注对应的条目无效。", "请从审阅结果中选择要批注的条目。")
        if len(mark.note) > _MAX_NOTE:
            raise InvalidInput("批注太长。", f"请控制在 {_MAX_NOTE} 字以内。")
        kept = mark.model_copy(update={"note": mask(mark.note.strip()).text})
        self._store.mark(principal.id, job, kept)

    def delete(self, job: str, principal: Principal = LOCAL) -> None:
        """Forget a job; what is being read in it stops. Raises NotFound, NotPermitted, StorageUnavailable, Busy."""
        require(principal)
        self._store.delete(principal.id, job)

    def export(
        self, job: str, ending: str, principal: Principal = LOCAL, review: str | None = None
    ) -> tuple[str, bytes]:
        """A job, or one review of it, as a file: its name and its bytes.

        Args:
            job: The job's id.
            ending: `docx` (a page each), `xlsx` (the table), `json` (everything) or `txt` (the questions).
            principal: Whose it is.
            review: The id of the one review that is wanted; None for all.

        Raises:
            NotFound: There is no such job or review.
            NotPermitted, StorageUnavailable, Busy: As they say.
        """
        whole = self.view(job, principal)
        if review is not None:
            chosen = [made for made in whole.reviews if made.id == review]
            if not chosen:
                raise NotFound("这个任务里没有这份审阅结果。", "请在审阅列表中重新打开。")
            whole = whole.model_copy(update={"reviews": chosen})
        return exports.render(whole, ending)

    def close(self) -> None:
        """Stop: a job that is being worked on ends after its present file, as failed."""
        self._stopping = True
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            with suppress(AssistantError):
                self._alive.clear()
                self.recover()
        if self._opened is not None:
            self._opened[0].close()

    def _work(self, owner: str, job: str, files: Sequence[Waiting], folder: Path) -> None:
        error = None
        try:
            self._store.touch(owner, job)
            for position, review in self._reviews.each(map(_taken, files), self._today()):
                self._keep(owner, job, position, review)
                if self._stopping and position + 1 < len(files):
                    raise _Stopped
        except _Stopped:
            error = _LOST
        except Exception as unforeseen:
            # By its kind only: a message may quote what was read.
            logger.error("a job of reviews failed: %s", type(unforeseen).__name__)
            error = (
                ReviewError(code=unforeseen.code, message=unforeseen.message, hint=unforeseen.hint)
                if isinstance(unforeseen, AssistantError)
                else _BROKEN
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            self._alive.discard(job)
        with suppress(AssistantError):
            self._store.end(owner, job, error)
        self._tell()

    def _keep(self, owner: str, job: str, position: int, review: Review) -> None:
        if not self._store.put(owner, job, position, review):
            raise _Stopped
        self._tell()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    @property
    def _store(self) -> "ReviewStore":
        if self._opened is None:
            # Imported when it is first needed, as the conversations are.
            from assistant.storage.database import Database
            from assistant.storage.reviews import ReviewStore

            database = Database(self._home, self._url)
            self._opened = database, ReviewStore(database)
        return self._opened[1]


def _kept(upload: Incoming, folder: Path, number: int) -> Waiting:
    """The upload on disk, under a number: a name can hold personal data, or lead elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / str(number)
    with path.open("wb") as target:
        shutil.copyfileobj(upload.content, target)
    return Waiting(path, upload.name)


def _taken(file: Waiting) -> Upload:
    """The file's bytes; it is not on the disk any more."""
    data = file.path.read_bytes()
    file.path.unlink()
    return Upload(file.name, data)
