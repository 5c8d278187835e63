"""An answer as server-sent events: `status`, `delta`, `answer`; `error` holds a problem document."""

import logging
from collections.abc import AsyncIterator
from typing import Any

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from assistant.models.stream import AnswerEvent, DeltaEvent, StreamEvent
from assistant.server import problems
from assistant.services.streaming import AnswerStream

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"


def respond(stream: AnswerStream) -> StreamingResponse:
    """The response that hands on a stream; when the client goes away, the work stops."""
    # No proxy may keep pieces back, and no cache the whole.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(stream), media_type=MEDIA_TYPE, headers=headers)


async def _events(stream: AnswerStream) -> AsyncIterator[str]:
    try:
        while True:
            # A client that goes away is noticed at once, and not when the next event comes.
            event = await to_thread.run_sync(next, stream, None, abandon_on_cancel=True)
            if event is None:
                return
            yield _event(event)
    except AssistantError as error:
        yield _framed("error", problems.of_error(error))
    except Exception:
        logger.exception("a stream failed")
        yield _framed("error", problems.unexpected())
    finally:
        stream.close()


def _event(event: StreamEvent) -> str:
    match event:
        case AnswerEvent():
            return _framed("answer", event.answer)
        case DeltaEvent():
            return _framed("delta", event, exclude={"event"})
        case _:
            return _framed("status", event, exclude={"event"})


def _framed(name: str, data: BaseModel, **options: Any) -> str:
    """One event; JSON without line breaks fits into one data line."""
    return f"event: {name}\ndata: {data.model_dump_json(by_alias=True, **options)}\n\n"
