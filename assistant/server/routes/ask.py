"""`POST /api/v1/ask`: a question in, a verified answer out, at once or as it comes about."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.models.answer import Answer
from assistant.models.day import Day
from assistant.server import events
from assistant.server.dependencies import Person, Product

router = APIRouter(tags=["问答"])

_STREAM = (
    "事件流：status（开始一步）、delta（回答的下一段）、answer（完整的答复）；出错时是 error（问题说明）"
)


class Ask(BaseModel):
    """A question and how to answer it."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="问题", examples=["申报材料什么时候截止？"])
    conversation: str | None = Field(
        default=None, description="会话编号；接着上文问时填上次答复中的 conversation"
    )
    as_of: Day | None = Field(default=None, description="以哪一天为准（YYYY-MM-DD），默认今天")
    engine: str | None = Field(default=None, description="embedded 或 llm")
    stream: bool = Field(default=False, description="为 true 时以事件流回答")


@router.post(
    "/ask",
    response_model=Answer,
    responses={200: {"content": {events.MEDIA_TYPE: {"schema": {"type": "string", "description": _STREAM}}}}},
)
def ask(body: Ask, assistant: Product, person: Person) -> Answer | Response:
    """回答一个问题，每一句事实都带出处。"""
    # Not `async`: answering computes, so the framework runs it in its thread pool.
    answer = assistant.ask_stream if body.stream else assistant.ask
    given = answer(
        body.question,
        conversation=body.conversation,
        as_of=body.as_of,
        engine=body.engine,
        principal=person,
    )
    return given if isinstance(given, Answer) else events.respond(given)
