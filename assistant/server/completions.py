"""The shapes of OpenAI's chat completions: what a request may hold, and an answer as one message or in chunks.

What would change what is asked for, and cannot be given (tools, several choices, JSON of the caller's design), is
refused; what only colours a model's prose (temperature and its like) is taken and changes nothing.
"""

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.llm.budget import tokens
from assistant.models.answer import Answer
from assistant.models.day import Day
from assistant.services.plain import told

_MOST_CHARACTERS = 400_000
"""The longest conversation that is read, in characters."""
_HALF = re.compile("[\ud800-\udfff]")
_TOKENS_A_MESSAGE = 3
_TOKENS_AN_ANSWER = 3


class _Loose(BaseModel):
    """Takes what it does not know: clients send more every month."""

    model_config = ConfigDict(extra="ignore")


class Message(_Loose):
    """One message of the conversation. Those of `system` and `developer` are read by nobody."""

    role: Literal["system", "developer", "user", "assistant"] = Field(description="谁说的")
    content: Any = Field(default=None, description="文字，或由 text 部分组成的列表")

    @field_validator("content")
    @classmethod
    def _only_text(cls, content: object) -> str:
        if content is None:
            return ""
        parts = content if isinstance(content, list) else [{"type": "text", "text": content}]
        return "\n".join(_text_of(part) for part in parts)


def _text_of(part: object) -> str:
    kind = part.get("type") if isinstance(part, dict) else None
    if kind in ("image_url", "input_audio", "file"):
        raise ValueError("只能读文字，不能读图片、声音和文件。")
    text = part.get("text") if isinstance(part, dict) else None
    if kind != "text" or not isinstance(text, str):
        raise ValueError("应为文字，或由 text 部分组成的列表。")
    if _HALF.search(text):
        raise ValueError("含有不成对的代理字符，不是有效的文字。")
    return text


class StreamOptions(_Loose):
    """What a stream is to hold besides the answer."""

    include_usage: bool = False


class ChatRequest(_Loose):
    """A request for a chat completion. `as_of` is ours: the day to answer for."""

    model: str = Field(description="assistant-embedded 等，见 /v1/models")
    messages: list[Message] = Field(description="到这次提问为止的对话；最后一条须是 user")
    stream: bool = Field(default=False, description="为 true 时逐段回答")
    stream_options: StreamOptions | None = Field(default=None, description="include_usage：最后附上用量")
    as_of: Day | None = Field(default=None, description="以哪一天为准（YYYY-MM-DD），默认今天")
    n: int | None = Field(default=None, description="只能是 1")
    tools: list[Any] | None = Field(default=None, description="不支持")
    functions: list[Any] | None = Field(default=None, description="不支持")
    response_format: dict[str, Any] | None = Field(default=None, description="只能是 text")
    modalities: list[str] | None = Field(default=None, description="只能是 text")
    logprobs: bool | None = Field(default=None, description="不支持")
    temperature: float | None = Field(default=None, description="可以给出，不起作用")
    top_p: float | None = Field(default=None, description="可以给出，不起作用")
    max_tokens: int | None = Field(default=None, description="可以给出，不起作用：答复不截断，以免失去出处")
    max_completion_tokens: int | None = Field(default=None, description="同 max_tokens")
    user: str | None = Field(default=None, description="可以给出，不起作用")

    @field_validator("messages")
    @classmethod
    def _ends_with_a_question(cls, messages: list[Message]) -> list[Message]:
        if not messages or messages[-1].role != "user":
            raise ValueError("最后一条消息应是用户的提问（role 为 user）。")
        if sum(len(message.content) for message in messages) > _MOST_CHARACTERS:
            raise ValueError(f"对话太长，请控制在 {_MOST_CHARACTERS} 字以内。")
        return messages

    @field_validator("n")
    @classmethod
    def _one_choice(cls, n: int | None) -> int | None:
        if n not in (None, 1):
            raise ValueError("一次只给一个答复，n 只能是 1。")
        return n

    @field_validator("tools", "functions")
    @classmethod
    def _no_tools(cls, tools: list[Any] | None) -> list[Any] | None:
        if tools:
            raise ValueError("不支持工具调用；需要让智能体使用本助手时，请用 assistant mcp。")
        return tools

    @field_validator("response_format")
    @classmethod
    def _only_prose(cls, form: dict[str, Any] | None) -> dict[str, Any] | None:
        if form is not None and form.get("type") != "text":
            raise ValueError("只能给出文字；结构化的答复在返回值的 answer 一项中。")
        return form

    @field_validator("modalities")
    @classmethod
    def _only_words(cls, modalities: list[str] | None) -> list[str] | None:
        if modalities and modalities != ["text"]:
            raise ValueError("只能以文字作答。")
        return modalities

    @field_validator("logprobs")
    @classmethod
    def _no_odds(cls, logprobs: bool | None) -> bool | None:
        if logprobs:
            raise ValueError("不提供 logprobs。")
        return logprobs

    @model_validator(mode="after")
    def _options_of_a_stream(self) -> Self:
        if self.stream_options is not None and not self.stream:
            raise ValueError("stream_options 只能与 stream: true 一起使用。")
        return self

    @property
    def question(self) -> str:
        """What is asked now."""
        return str(self.messages[-1].content)

    @property
    def earlier(self) -> list[str]:
        """What the person said before, oldest first."""
        return [message.content for message in self.messages[:-1] if message.role == "user"]


class Usage(BaseModel):
    """Tokens read and written."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Said(BaseModel):
    """The assistant's message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one choice of a completion."""

    index: Literal[0] = 0
    message: Said
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """An answer as a chat completion. `answer` is ours: the whole answer, as `/api/v1/ask` gives it."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    answer: Answer


def completion(request: ChatRequest, answer: Answer) -> Completion:
    """A whole answer."""
    return Completion(
        id=f"chatcmpl-{answer.id}",
        created=int(time.time()),
        model=request.model,
        choices=[Choice(message=Said(content=told(answer)))],
        usage=usage(request.messages, told(answer)),
        answer=answer,
    )


def usage(messages: Sequence[Message], said: str) -> Usage:
    """What was exchanged here, in tokens; what an engine's own model read and wrote stands in the answer."""
    read = sum(tokens(message.content) + tokens(message.role) + _TOKENS_A_MESSAGE for message in messages)
    prompt, written = read + _TOKENS_AN_ANSWER, tokens(said)
    return Usage(prompt_tokens=prompt, completion_tokens=written, total_tokens=prompt + written)


class Chunks:
    """The chunks of one streamed completion, each a JSON object.

    Args:
        identifier: The completion's id, the same in each chunk.
        request: What was asked.
    """

    def __init__(self, identifier: str, request: ChatRequest) -> None:
        self._request = request
        self._frame = {
            "id": identifier,
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": request.model,
        }
        self._counts = request.stream_options is not None and request.stream_options.include_usage

    def start(self) -> dict[str, Any]:
        """The first: who speaks."""
        return self._chunk({"role": "assistant", "content": "", "refusal": None})

    def piece(self, text: str) -> dict[str, Any]:
        """More text."""
        return self._chunk({"content": text})

    def end(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """The last: that it is over, with the whole answer; and what it took, if that was asked for."""
        yield self._chunk({}, "stop") | {"answer": answer.model_dump(mode="json", by_alias=True)}
        if self._counts:
            spent = usage(self._request.messages, told(answer))
            yield self._frame | {"choices": [], "usage": spent.model_dump()}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        # Where usage is asked for, every chunk has the field, and only the last a value.
        return self._frame | {"choices": [choice]} | ({"usage": None} if self._counts else {})
