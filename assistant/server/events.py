"""What comes about as server-sent events, framed as whoever reads them expects.

Our own frames have names, and hold JSON. An answer: `status`, `delta`, `answer`. A job of reviews: `progress`,
`review`, `job`. `error` holds a problem document.
"""

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from assistant.models.stream import AnswerEvent, JobEvent, JobStreamEvent, StreamEvent
from assistant.server import problems
from assistant.server.problems import Problem
from assistant.services.streaming import AnswerStream

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"

_Event = TypeVar("_Event", contravariant=True)


class Framing(Protocol[_Event]):
    """How events look on the wire."""

    def event(self, event: _Event) -> Iterable[str]:
        """The frames of one event."""
        ...

    def failed(self, problem: Problem) -> Iterable[str]:
        """The frames that tell of an error; nothing comes after them."""
        ...


class Named:
    """Our own frames."""

    def event(self, event: StreamEvent | JobStreamEvent) -> Iterable[str]:
        """One frame an event."""
        match event:
            case AnswerEvent():
                yield frame(event.answer, "answer")
            case JobEvent():
                yield frame(event.job, "job")
            case _:
                yield frame(event, event.event, exclude={"event"})

    def failed(self, problem: Problem) -> Iterable[str]:
        """The problem document."""
        yield frame(problem, "error")


def respond(stream: AnswerStream, framing: Framing[StreamEvent] | None = None) -> StreamingResponse:
    """The response that hands on an answer; when the client goes away, the work stops."""
    return _response(stream, framing or Named(), stream.close)


def follow(events: Iterator[JobStreamEvent]) -> StreamingResponse:
    """The response that hands on a job; when the client goes away, the job goes on."""
    return _response(events, Named(), None)


def frame(data: BaseModel | dict[str, Any], name: str = "", **options: Any) -> str:
    """One event; JSON without line breaks fits into one data line."""
    if isinstance(data, BaseModel):
        text = data.model_dump_json(by_alias=True, **options)
    else:
        text = json.dumps(data, ensure_ascii=False)
    return (f"event: {name}\n" if name else "") + f"data: {text}\n\n"


def _response(
    events: Iterator[Any], framing: Framing[Any], close: Callable[[], None] | None
) -> StreamingResponse:
    # No proxy may keep pieces back, and no cache the whole.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_frames(events, framing, close), media_type=MEDIA_TYPE, headers=headers)


async def _frames(
    events: Iterator[Any], framing: Framing[Any], close: Callable[[], None] | None
) -> AsyncIterator[str]:
    try:
        while True:
            # A client that goes away is noticed at once, and not when the next event comes.
            event = await to_thread.run_sync(next, events, None, abandon_on_cancel=True)
            if event is None:
                return
            for one in framing.event(event):
                yield one
    except AssistantError as error:
        for one in framing.failed(problems.of_error(error)):
            yield one
    except Exception:
        logger.exception("a stream failed")
        for one in framing.failed(problems.unexpected()):
            yield one
    finally:
        if close is not None:
            close()
