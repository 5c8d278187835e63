"""A language model behind a tape: what it writes is recorded as it comes, and played again as often as wanted."""

import hashlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, cast

from assistant.llm.breaker import Breaker
from assistant.llm.client import Model, Pulse, Writing
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent
from assistant.models.document import Frozen


class Reply(Frozen):
    """What came of one request.

    Attributes:
        prompt: SHA-256 of what the model was told.
        text: What it wrote, as it came, up to where the product stopped reading.
        prompt_tokens, completion_tokens: What it cost.
        seconds: How long it took.
        why: Why it broke off, a name of `Why`; "" if it did not.
    """

    prompt: str
    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    why: str = ""


class OtherPrompt(Exception):
    """The product asks for something else than what was recorded: the recording is of no use any more."""


class Taped(Model):
    """The model of an endpoint, or the tape in its place."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._tape: list[Reply] = []
        self._playing = False

    def record(self, work: Callable[[], object]) -> tuple[Reply, ...]:
        """What the endpoint replies while `work` runs."""
        # What failed in one case is no reason to leave the endpoint alone in the next.
        self._tape, self._playing, self.breaker = [], False, Breaker()
        work()
        return tuple(self._tape)

    def play(self, replies: Sequence[Reply]) -> None:
        """From now on, reply this and ask nobody."""
        self._tape, self._playing = list(replies), True

    def write(self, messages: Sequence[Message], schema: dict[str, Any], pulse: Pulse) -> Writing:
        """What the model writes, recorded; or what it has written."""
        if not self._playing:
            return _Recording(self, messages, schema, pulse, self._tape)
        if not self._tape or self._tape[0].prompt != fingerprint(messages):
            raise OtherPrompt
        return _Playing(self, messages, schema, pulse, self._tape.pop(0))


def fingerprint(messages: Sequence[Message]) -> str:
    """Names what a model is told."""
    return hashlib.sha256("\0".join(f"{m.role}\0{m.text}" for m in messages).encode()).hexdigest()


class _Recording(Writing):
    def __init__(
        self,
        model: Model,
        messages: Sequence[Message],
        schema: dict[str, Any],
        pulse: Pulse,
        tape: list[Reply],
    ) -> None:
        super().__init__(model, messages, schema, pulse)
        self._tape = tape

    def __iter__(self) -> Iterator[str]:
        text, why, begun = "", "", time.perf_counter()
        try:
            with closing(cast("Generator[str]", super().__iter__())) as pieces:
                for piece in pieces:
                    text += piece
                    yield piece
        except ModelFailure as failure:
            why = failure.why.value
            raise
        finally:
            self._tape.append(
                Reply(
                    prompt=fingerprint(self._messages),
                    text=text,
                    prompt_tokens=self.spent.prompt,
                    completion_tokens=self.spent.completion,
                    seconds=round(time.perf_counter() - begun, 2),
                    why=why,
                )
            )


class _Playing(Writing):
    def __init__(
        self, model: Model, messages: Sequence[Message], schema: dict[str, Any], pulse: Pulse, reply: Reply
    ) -> None:
        super().__init__(model, messages, schema, pulse)
        self._reply = reply

    def __iter__(self) -> Iterator[str]:
        self.spent = Spent(self._reply.prompt_tokens, self._reply.completion_tokens)
        if self._reply.text:
            yield self._reply.text
        if self._reply.why:
            raise ModelFailure(Why(self._reply.why))
