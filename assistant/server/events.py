"""An answer as server-sent events, framed as whoever reads them expects."""

import json
import logging
from collections.abc import AsyncIterator, Iterable
from typing import Any, Protocol

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from assistant.models.stream import AnswerEvent, DeltaEvent, StreamEvent
from assistant.server import problems
from assistant.server.problems import Problem
from assistant.services.streaming import AnswerStream

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"


class Framing(Protocol):
    """How an answer's events look on the wire."""

    def event(self, event: StreamEvent) -> Iterable[str]:
        """The frames of one event."""
        ...

    def failed(self, problem: Problem) -> Iterable[str]:
        """The frames that tell of an error; nothing comes after them."""
        ...


class Named:
    """Our own: `status`, `delta`, `answer`; `error` holds a problem document."""

    def event(self, event: StreamEvent) -> Iterable[str]:
        """One frame an event."""
        match event:
            case AnswerEvent():
                yield frame(event.answer, "answer")
            case DeltaEvent():
                yield frame(event, "delta", exclude={"event"})
            case _:
                yield frame(event, "status", exclude={"event"})

    def failed(self, problem: Problem) -> Iterable[str]:
        """The problem document."""
        yield frame(problem, "error")


def respond(stream: AnswerStream, framing: Framing | None = None) -> StreamingResponse:
    """The response that hands on a stream; when the client goes away, the work stops."""
    # No proxy may keep pieces back, and no cache the whole.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_frames(stream, framing or Named()), media_type=MEDIA_TYPE, headers=headers)


def frame(data: BaseModel | dict[str, Any], name: str = "", **options: Any) -> str:
    """One event; JSON without line breaks fits into one data line."""
    if isinstance(data, BaseModel):
        text = data.model_dump_json(by_alias=True, **options)
    else:
        text = json.dumps(data, ensure_ascii=False)
    return (f"event: {name}\n" if name else "") + f"data: {text}\n\n"


async def _frames(stream: AnswerStream, framing: Framing) -> AsyncIterator[str]:
    try:
        while True:
            # A client that goes away is noticed at once, and not when the next event comes.
            event = await to_thread.run_sync(next, stream, None, abandon_on_cancel=True)
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
        stream.close()
