"""Reviewing submissions: one or many files in, a review of each out, in the order in which they came."""

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.errors import InvalidInput, InvalidOption, NotPermitted
from assistant.knowledge.embedding import Embedding
from assistant.models.principal import Principal, Role
from assistant.models.review import Review
from assistant.reviewing.pipeline import Context, Upload, compare, review
from assistant.services.readings import Progress, Readings

ENGINES = ("embedded",)
MOST_FILES = 100
"""Most files of one call."""


class Reviews:
    """Reviews submissions.

    Args:
        readings: Where the governing notice stands.
        embedding: What compares meanings; None for words only.
        max_bytes: Largest file that is read.
    """

    def __init__(self, readings: Readings, embedding: Embedding | None, max_bytes: int) -> None:
        self._readings = readings
        self._embedding = embedding
        self._max_bytes = max_bytes

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
        if engine is not None and engine not in ENGINES:
            raise InvalidOption(f"没有名为 {engine} 的引擎。", f"目前可用：{'、'.join(ENGINES)}。")
        uploads = list(files)
        if not uploads:
            raise InvalidInput("没有要审阅的文件。", "请至少给出一份申报材料。")
        if len(uploads) > MOST_FILES:
            raise InvalidInput(
                f"一次最多审阅 {MOST_FILES} 份材料，这次有 {len(uploads)} 份。", "请分几次审阅。"
            )
        context = self._context(as_of)
        reviews = []
        for done, made in enumerate((review(upload, context) for upload in uploads), start=1):
            reviews.append(made)
            if progress is not None:
                progress("审阅申报材料", done, len(uploads))
        return compare(reviews, context)

    def each(self, files: Iterable[Upload], as_of: date) -> Iterator[Review]:
        """A review of each file as soon as it is made; `compare` then says what they have in common.

        Args:
            files: Taken one at a time, so that only one need be in memory.
            as_of: The day of the review.
        """
        context = self._context(as_of)
        for upload in files:
            yield review(upload, context)

    def _context(self, as_of: date) -> Context:
        with self._readings.reading() as knowledge:
            governing = knowledge.governing.parsed if knowledge.governing else None
        return Context(governing, self._embedding, as_of, self._max_bytes)


def require(principal: Principal) -> None:
    """Raises NotPermitted: the person is no reviewer."""
    if not principal.has(Role.REVIEWER):
        raise NotPermitted("您没有审阅申报材料的权限。", "请联系管理员开通审阅人角色。")
