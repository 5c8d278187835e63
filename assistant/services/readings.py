"""The opened index: every question reads one generation from beginning to end, and each new question the newest."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Lock

from assistant.answering.knowledge import Knowledge
from assistant.errors import AssistantError, Busy, IndexUnavailable, NotPermitted
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.index import Generation, IndexStore
from assistant.knowledge.library import Library

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with a Chinese label, the number done and the total."""


@dataclass
class Reading:
    """An opened generation, what questions are answered from in it, and how many are being answered."""

    generation: Generation
    knowledge: Knowledge
    readers: int = 0


class Readings:
    """The current reading, and those before it until their last question is answered.

    Args:
        store: The generations on disk.
        library: The documents that they are made of.
        embedding: What makes vectors; None for lexical only.
        notice: The notice that is to govern, or None.
    """

    def __init__(
        self, store: IndexStore, library: Library, embedding: Embedding | None, notice: str | None
    ) -> None:
        self._store = store
        self._library = library
        self._embedding = embedding
        self._notice = notice
        self._current: Reading | None = None
        self._refused = ""
        self.stale: AssistantError | None = None
        """Why the index that is open is not up to date; None when it is."""
        self._opening = Lock()
        self._changed = Condition()

    @property
    def opened(self) -> Knowledge | None:
        """What is open right now, without looking for anything newer; None when nothing is."""
        reading = self._current
        return reading.knowledge if reading else None

    @contextmanager
    def reading(self) -> Iterator[Knowledge]:
        """The newest generation, held open until the block ends."""
        reading = self._newest()
        try:
            yield reading.knowledge
        finally:
            with self._changed:
                reading.readers -= 1
                self._changed.notify_all()
                unused = reading.readers == 0 and reading is not self._current
            if unused:
                reading.generation.close()

    def open(self, progress: Progress | None = None) -> None:
        """As `refresh`; but where the index cannot be built, a stale one, or its texts alone, are better than none.

        Raises:
            NotPermitted, Busy, IndexUnavailable: There is none at all.
        """
        try:
            self.refresh(progress)
        except (NotPermitted, Busy, IndexUnavailable) as error:
            self._follow()
            texts = None if self._current else self._store.open(self._store.newest(), vectors=False)
            if texts is not None:
                self._switch(texts)
            if self._current is None:
                raise
            logger.warning("the index is stale and cannot be built: %s", error.code)
            self.stale = error

    def refresh(self, progress: Progress | None = None) -> None:
        """Build the index if it is stale, and switch to it. Questions meanwhile read the one before."""
        self._switch(self._store.current(self._library, progress or _unseen))
        self.stale = None

    def close(self, wait: float = 10) -> None:
        """Close what is open, once the questions being answered are done.

        Args:
            wait: How long to wait for them, in seconds.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._current is None or self._current.readers == 0, wait)
            reading, self._current = self._current, None
        if reading is not None:
            reading.generation.close()

    def _newest(self) -> Reading:
        """The newest reading, with one reader more."""
        while True:
            if self._current is None:
                self.open()
            elif self._store.newest() not in self._known():
                self._follow()
            with self._changed:
                if self._current is not None:
                    self._current.readers += 1
                    return self._current

    def _known(self) -> tuple[str, ...]:
        """Names that need not be opened: none, ours, and the one that could not be."""
        return "", self._current.generation.name if self._current else "", self._refused

    def _follow(self) -> None:
        """Open the generation that another process has made; stay with ours if that is not possible."""
        with self._opening:
            while (name := self._store.newest()) not in self._known():
                generation = self._store.open(name)
                try:
                    if generation is not None:
                        self._replace(generation)
                except AssistantError as error:
                    logger.warning("generation %s cannot be used: %s", name, error.code)
                    generation = None
                if generation is None:
                    self._refused = name

    def _switch(self, generation: Generation) -> None:
        with self._opening:
            if self._current is not None and self._current.generation.name == generation.name:
                generation.close()  # a question has already followed to it
            else:
                self._replace(generation)

    def _replace(self, generation: Generation) -> None:
        try:
            knowledge = Knowledge.of(generation, self._embedding, self._notice)
        except BaseException:
            generation.close()
            raise
        with self._changed:
            before, self._current = self._current, Reading(generation, knowledge)
            unused = before is not None and before.readers == 0
        if before is not None and unused:
            before.generation.close()


def _unseen(label: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
