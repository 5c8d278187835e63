"""`POST /v1/chat/completions`: the assistant for whatever speaks OpenAI's chat completions.

The client keeps the conversation and sends all of it each time, so none of it is stored here.
"""

from collections.abc import Iterable
from uuid import uuid4

from fastapi import APIRouter, Response

from assistant.models.answer import Answer
from assistant.models.stream import AnswerEvent, DeltaEvent, StreamEvent
from assistant.server import events
from assistant.server.completions import ChatRequest, Chunks, Completion, completion
from assistant.server.dependencies import Person, Product
from assistant.server.failures import ErrorEnvelope, as_openai
from assistant.server.problems import Problem
from assistant.server.routes.engines import engine_of
from assistant.services.plain import below

router = APIRouter(
    tags=["OpenAI 接口"], responses={"4XX": {"model": ErrorEnvelope}, "5XX": {"model": ErrorEnvelope}}
)

_STREAM = "事件流：每个 data 是一个 chat.completion.chunk，最后是 [DONE]"
_DONE = "data: [DONE]\n\n"


@router.post(
    "/chat/completions",
    response_model=Completion,
    responses={200: {"content": {events.MEDIA_TYPE: {"schema": {"type": "string", "description": _STREAM}}}}},
)
def complete(body: ChatRequest, assistant: Product, person: Person) -> Completion | Response:
    """回答对话中的最后一个问题；文末列出处，answer 一项是完整的结构化答复。"""
    engine = engine_of(body.model, assistant)
    answer = assistant.ask_stream if body.stream else assistant.ask
    given = answer(body.question, as_of=body.as_of, engine=engine, earlier=body.earlier, principal=person)
    return completion(body, given) if isinstance(given, Answer) else events.respond(given, _Framing(body))


class _Framing:
    """A streamed answer as chunks of one completion; the sources come after the text."""

    def __init__(self, request: ChatRequest) -> None:
        self._chunks = Chunks(f"chatcmpl-{uuid4().hex}", request)
        self._started = False

    def event(self, event: StreamEvent) -> Iterable[str]:
        """The chunks of one event. Steps have none, but the first shows that the work has begun."""
        if not self._started:
            self._started = True
            yield events.frame(self._chunks.start())
        match event:
            case DeltaEvent(text=text):
                yield events.frame(self._chunks.piece(text))
            case AnswerEvent(answer=answer):
                if rest := below(answer):
                    yield events.frame(self._chunks.piece(rest))
                for chunk in self._chunks.end(answer):
                    yield events.frame(chunk)
                yield _DONE

    def failed(self, problem: Problem) -> Iterable[str]:
        """An error instead of a chunk, which OpenAI's clients raise as one of theirs."""
        yield events.frame(as_openai(problem)[0])
