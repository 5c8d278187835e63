"""What comes about as server-sent events; `error` holds a problem document.

An answer: `status`, `delta`, `answer`. A job of reviews: `progress`, `review`, `job`.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from assistant.models.stream import AnswerEvent, JobEvent, JobStreamEvent, StreamEvent
from assistant.server import problems
from assistant.services.streaming import AnswerStream

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"


def respond(stream: AnswerStream) -> StreamingResponse:
    """The response that hands on an answer; when the client goes away, the work stops."""
    return _response(stream, stream.close)


def follow(events: Iterator[JobStreamEvent]) -> StreamingResponse:
    """The response that hands on a job; when the client goes away, the job goes on."""
    return _response(events, None)


def _response(
    events: Iterator[StreamEvent | JobStreamEvent], close: Callable[[], None] | None
) -> StreamingResponse:
    # No proxy may keep pieces back, and no cache the whole.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_sent(events, close), media_type=MEDIA_TYPE, headers=headers)


async def _sent(
    events: Iterator[StreamEvent | JobStreamEvent], close: Callable[[], None] | None
) -> AsyncIterator[str]:
    try:
        while True:
            # A client that goes away is noticed at once, and not when the next event comes.
            event = await to_thread.run_sync(next, events, None, abandon_on_cancel=True)
            if event is None:
                return
            yield _event(event)
    except AssistantError as error:
        yield _framed("error", problems.of_error(error))
    except Exception:
        logger.exception("a stream failed")
        yield _framed("error", problems.unexpected())
    finally:
        if close is not None:
            close()


def _event(event: StreamEvent | JobStreamEvent) -> str:
    match event:
        case AnswerEvent():
            return _framed("answer", event.answer)
        case JobEvent():
            return _framed("job", event.job)
        case _:
            return _framed(event.event, event, exclude={"event"})


def _framed(name: str, data: BaseModel, **options: Any) -> str:
    """One event; JSON without line breaks fits into one data line."""
    return f"event: {name}\ndata: {data.model_dump_json(by_alias=True, **options)}\n\n"
