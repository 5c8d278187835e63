"""An answer as it comes about: a thread works, and whoever reads the stream is handed what it reports."""

import contextvars
import logging
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Event, Thread

from assistant.answering.turn import Observer
from assistant.models.answer import Answer
from assistant.models.stream import AnswerEvent, DeltaEvent, StatusEvent, StreamEvent

logger = logging.getLogger(__name__)

LABELS = {
    "understand": "正在理解问题",
    "retrieve": "正在查找条款",
    "select": "正在挑选依据",
    "compose": "正在组织回答",
    "verify": "正在核对原文",
    "write": "正在撰写并逐句核对",
}
"""What a step of the pipeline is called while it runs."""

Observe = Observer
"""Told the name of a step as it begins, and the text as it comes; what it raises ends the work there."""


class _Stopped(Exception):
    """Nobody waits for this answer any more."""


class AnswerStream(Iterator[StreamEvent]):
    """The events of one answer, in order. Closing it stops the work at its next step.

    Args:
        work: Makes the answer, telling what it is given as it goes.
    """

    def __init__(self, work: Callable[[Observe], Answer]) -> None:
        self._reported: SimpleQueue[StreamEvent | Exception | None] = SimpleQueue()
        self._stopped = Event()
        context = contextvars.copy_context()  # with the request's number, for the log
        # The thread holds no reference to the stream, so that one that is only dropped is closed as well.
        Thread(
            target=context.run,
            args=(_work, work, self._reported, self._stopped),
            name="answering",
            daemon=True,
        ).start()

    def __next__(self) -> StreamEvent:
        """The next event, once it is there. Raises what went wrong."""
        if self._stopped.is_set():
            raise StopIteration
        event = self._reported.get()
        if event is None or isinstance(event, Exception):
            self._stopped.set()
            raise event or StopIteration
        return event

    def close(self) -> None:
        """Stop: the work ends at its next step, and its answer is not kept."""
        self._stopped.set()

    def __del__(self) -> None:
        self.close()


class _Reporter:
    """Reports what it observes, until nobody waits any more; `said` is the text so far."""

    def __init__(self, reported: "SimpleQueue[StreamEvent | Exception | None]", stopped: Event) -> None:
        self._reported = reported
        self._stopped = stopped
        self.said = ""

    def __call__(self, step: str) -> None:
        if self._stopped.is_set():
            raise _Stopped
        if step:
            self._reported.put(StatusEvent(step=step, label=LABELS.get(step, "")))

    def say(self, text: str) -> None:
        self("")
        self.said += text
        for piece in pieces(text):
            self._reported.put(DeltaEvent(text=piece))


def _work(
    work: Callable[[Observe], Answer],
    reported: "SimpleQueue[StreamEvent | Exception | None]",
    stopped: Event,
) -> None:
    observe = _Reporter(reported, stopped)
    try:
        answer = work(observe)
        for text in pieces(answer.answer.removeprefix(observe.said)):
            reported.put(DeltaEvent(text=text))
        reported.put(AnswerEvent(answer=answer))
        reported.put(None)
    except _Stopped:
        logger.info("stopped: nobody waits for the answer")
        reported.put(None)
    except Exception as error:
        reported.put(error)


def pieces(text: str) -> list[str]:
    """An answer's text, statement by statement: the pieces together are the text."""
    return text.splitlines(keepends=True)
