"""Reviewing submissions: one or many files in, a review of each out, in the order in which they came."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time

from assistant.errors import InvalidInput, NotPermitted
from assistant.knowledge.embedding import Embedding
from assistant.models.job import JobState, ReviewJob
from assistant.models.principal import Principal, Role
from assistant.models.review import Review
from assistant.reviewing import exports
from assistant.reviewing.pipeline import Context, Upload, compare, review
from assistant.reviewing.polish import polish
from assistant.services.engines import Engines, Spending
from assistant.services.readings import Progress, Readings

MOST_FILES = 100
"""Most files of one call."""


class Reviews:
    """Reviews submissions.

    Args:
        readings: Where the governing notice stands.
        embedding: What compares meanings; None for words only.
        max_bytes: Largest file that is read.
        engines: Which engine words the summaries.
    """

    def __init__(
        self, readings: Readings, embedding: Embedding | None, max_bytes: int, engines: Engines
    ) -> None:
        self._readings = readings
        self._embedding = embedding
        self._max_bytes = max_bytes
        self._engines = engines
        self.listeners: list[Spending] = []
        """Each is told what every review that was made has spent."""

    def run(
        self,
        files: Iterable[Upload],
        as_of: date,
        engine: str | None,
        principal: Principal,
        progress: Progress | None = None,
    ) -> list[Review]:
        """A review of each file, in order. A file that cannot be read has an `error`; the others go on.

        Args:
            files: What was handed in; each is forgotten once it has been read.
            as_of: The day of the review.
            engine: `embedded`; None takes the configured one.
            principal: Who reviews.
            progress: Told after every file.

        Raises:
            NotPermitted: The person is no reviewer.
            InvalidOption: There is no such engine.
            InvalidInput: There are no files, or too many.
        """
        require(principal)
        uploads = list(files)
        if not uploads:
            raise InvalidInput("没有要审阅的文件。", "请至少给出一份申报材料。")
        if len(uploads) > MOST_FILES:
            raise InvalidInput(
                f"一次最多审阅 {MOST_FILES} 份材料，这次有 {len(uploads)} 份。", "请分几次审阅。"
            )
        made: dict[int, Review] = {}
        for position, one in self.each(uploads, as_of, engine):
            new = position not in made
            made[position] = one
            if new and progress is not None:
                progress("审阅申报材料", len(made), len(uploads))
        return [made[position] for position in sorted(made)]

    def each(
        self, files: Iterable[Upload], as_of: date, engine: str | None = None
    ) -> Iterator[tuple[int, Review]]:
        """The review of each file as soon as it is made, with the file's place.

        In the end those come again that have passages in common with others.

        Args:
            files: Taken one at a time, so that only one need be in memory.
            as_of: The day of the review.
            engine: Which engine words the summaries; None takes the configured one.

        Raises:
            InvalidOption: There is no such engine.
        """
        model = self._engines.model(engine)
        with self._readings.reading() as knowledge:
            governing = knowledge.governing.parsed if knowledge.governing else None
        context = Context(governing, self._embedding, as_of, self._max_bytes)
        made: list[Review] = []
        for position, upload in enumerate(files):
            one = review(upload, context)
            made.append(one if model is None else polish(one, model, as_of))
            for listener in self.listeners:
                listener(made[-1].usage)
            yield position, made[-1]
        for position, compared in enumerate(compare(made, context)):
            if compared != made[position]:
                yield position, compared

    def export(self, reviews: Sequence[Review], ending: str, as_of: date) -> bytes:
        """Reviews as a file.

        Args:
            reviews: The reviews.
            ending: `docx` (a page each), `xlsx` (the table), `json` or `txt` (the questions).
            as_of: The day of the review.
        """
        made = datetime.combine(as_of, time(), UTC)
        count = len(reviews)
        job = ReviewJob(
            id="", state=JobState.FINISHED, done=count, total=count, created=made, reviews=list(reviews)
        )
        return exports.render(job, ending)[1]


def require(principal: Principal) -> None:
    """Raises NotPermitted: the person is no reviewer."""
    if not principal.has(Role.REVIEWER):
        raise NotPermitted("您没有审阅申报材料的权限。", "请联系管理员开通审阅人角色。")
