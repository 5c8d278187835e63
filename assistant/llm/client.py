"""A language model behind an OpenAI-compatible endpoint: text as it comes, with every failure by its name.

A call runs in a thread with an event loop of its own: so it can be cancelled at any moment, whatever it waits for, and
the connection is closed at once. Whoever reads the text is asked again and again whether anybody still waits for it.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from assistant.llm.breaker import Breaker
from assistant.llm.budget import tokens
from assistant.llm.endpoint import Endpoint
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent

logger = logging.getLogger(__name__)

Pulse = Callable[[], None]
"""Called at least every tenth of a second while a model is waited for; what it raises cancels the call."""

_ATTEMPTS = 3
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_BEAT = 0.1
_CHARACTERS_A_TOKEN = 8
_FORMATS = ("json_schema", "json_object", "none")
"""How structured output is asked for, best first; what an endpoint refuses is not asked of it again."""


class Model:
    """The model of an endpoint.

    Args:
        endpoint: Where it is.
        breaker: Keeps away from it while it fails.
        first_wait: Seconds before the second attempt; doubled for the third.
    """

    def __init__(
        self, endpoint: Endpoint, breaker: Breaker | None = None, first_wait: float = _FIRST_WAIT
    ) -> None:
        self.endpoint = endpoint
        self.breaker = breaker or Breaker()
        self.first_wait = first_wait
        self._format = 0

    @property
    def name(self) -> str:
        """What the engine is called in answers."""
        return self.endpoint.name

    def write(self, messages: Sequence[Message], schema: dict[str, Any], pulse: Pulse) -> "Writing":
        """What the model writes, as it comes."""
        return Writing(self, messages, schema, pulse)

    def ask_for_less(self) -> bool:
        """Ask for structured output in a simpler way from now on; False when there is none."""
        if self._format + 1 >= len(_FORMATS):
            return False
        self._format += 1
        logger.info("structured output: %s", _FORMATS[self._format])
        return True

    def stream(self, messages: Sequence[Message], schema: dict[str, Any]) -> AsyncIterator[str | Spent]:
        """One attempt: the pieces as they come, and what they cost if the endpoint tells. Raises ModelFailure."""
        # Imported with the first call: who never asks a model should not wait for its client.
        from assistant.llm.wire import stream

        return stream(self.endpoint, messages, _options(_FORMATS[self._format], schema))


def _options(form: str, schema: dict[str, Any]) -> dict[str, Any]:
    """How structured output and usage are asked for; the last resort asks for neither."""
    if form == "none":
        return {}
    wanted: dict[str, Any] = {"type": form}
    if form == "json_schema":
        wanted["json_schema"] = {"name": "reply", "strict": True, "schema": schema}
    return {"response_format": wanted, "stream_options": {"include_usage": True}}


class Writing:
    """A text that a model writes, as it comes; `spent` tells what it has cost so far.

    A failure before the first word is tried again, if that may help.
    """

    def __init__(
        self, model: Model, messages: Sequence[Message], schema: dict[str, Any], pulse: Pulse
    ) -> None:
        self._model = model
        self._messages = messages
        self._schema = schema
        self._pulse = pulse
        self.spent = Spent()

    def __iter__(self) -> Iterator[str]:
        """The pieces. Closing the iterator cancels the call.

        Raises:
            ModelFailure: The model does not answer, or stops in the middle.
        """
        model, attempt = self._model, 0
        model.breaker.enter()
        while True:
            begun = False
            try:
                for piece in self._attempt():
                    begun = True
                    yield piece
                model.breaker.succeeded()
                return
            except ModelFailure as failure:
                if not begun and failure.why is Why.REJECTED and model.ask_for_less():
                    continue
                attempt += 1
                logger.warning("the model failed: %s", failure.why.value, extra={"attempt": attempt})
                wait = _wait(model.first_wait, attempt, failure)
                if begun or attempt >= _ATTEMPTS or not failure.passing or wait > _LONGEST_WAIT:
                    model.breaker.failed(failure)
                    raise
                _sleep(wait, self._pulse)

    def _attempt(self) -> Iterator[str]:
        text, told = "", None
        call = _Call(lambda: self._model.stream(self._messages, self._schema))
        try:
            for part in call.parts(self._pulse):
                if isinstance(part, Spent):
                    told = part
                    continue
                text += part
                yield part
                if len(text) > self._model.endpoint.max_tokens * _CHARACTERS_A_TOKEN:
                    raise ModelFailure(Why.ENDLESS)
            if not text.strip():
                raise ModelFailure(Why.EMPTY)
        finally:
            call.cancel()
            if text:
                self.spent += told or Spent(sum(tokens(m.text) for m in self._messages), tokens(text))


def _wait(first: float, attempt: int, failure: ModelFailure) -> float:
    """Seconds before the next attempt, never two callers in step; at least what the endpoint asks for."""
    backoff: float = first * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)
    return max(backoff, failure.retry_after)


class _Call:
    """One attempt, in a thread and an event loop of its own.

    Args:
        stream: Makes what is read there.
    """

    def __init__(self, stream: Callable[[], AsyncIterator[str | Spent]]) -> None:
        self._stream = stream
        self._queue: SimpleQueue[str | Spent | Exception | None] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._read())
        Thread(target=self._run, name="model", daemon=True).start()

    def parts(self, pulse: Pulse) -> Iterator[str | Spent]:
        """What comes, in order. Raises ModelFailure, and whatever `pulse` raises."""
        while True:
            try:
                part = self._queue.get(timeout=_BEAT)
            except Empty:
                pulse()
                continue
            if part is None:
                return
            if isinstance(part, Exception):
                raise part
            pulse()
            yield part

    def cancel(self) -> None:
        """Stop reading and close the connection; nothing happens when it is over already."""
        with suppress(RuntimeError):  # the loop is closed: the call is over
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()

    async def _read(self) -> None:
        stream = self._stream()
        try:
            async for part in stream:
                self._queue.put(part)
            self._queue.put(None)
        except Exception as error:
            self._queue.put(error)
        finally:
            await stream.aclose()  # type: ignore[attr-defined]  # an async generator's


def _sleep(seconds: float, pulse: Pulse) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        pulse()
        time.sleep(min(_BEAT, left))
