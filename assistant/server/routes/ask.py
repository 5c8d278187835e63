"""`POST /api/v1/ask`: a question in, a verified answer out."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import InvalidOption
from assistant.models.answer import Answer
from assistant.models.day import Day
from assistant.server.dependencies import Product

router = APIRouter(tags=["问答"])


class Ask(BaseModel):
    """A question and how to answer it."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="问题", examples=["申报材料什么时候截止？"])
    conversation: str | None = Field(
        default=None, description="会话编号；接着上文问时填上次答复中的 conversation"
    )
    as_of: Day | None = Field(default=None, description="以哪一天为准（YYYY-MM-DD），默认今天")
    engine: str | None = Field(default=None, description="embedded 或 llm")
    stream: bool = Field(default=False, description="本版本尚不支持流式回答，只能为 false")


@router.post("/ask")
def ask(body: Ask, assistant: Product) -> Answer:
    """回答一个问题，每一句事实都带出处。"""
    # Not `async`: answering computes, so the framework runs it in its thread pool.
    if body.stream:
        raise InvalidOption("本版本还不支持流式回答。", "请去掉 stream，或设为 false。")
    return assistant.ask(body.question, conversation=body.conversation, as_of=body.as_of, engine=body.engine)
