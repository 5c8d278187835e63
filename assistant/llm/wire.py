"""One request to an OpenAI-compatible endpoint, through LlamaIndex's `OpenAILike` and the official client."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.llms.openai_like import OpenAILike

from assistant.llm.endpoint import Endpoint
from assistant.llm.errors import classify
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent
from assistant.settings import bearer

_CONNECT = 5.0


async def stream(
    endpoint: Endpoint, messages: Sequence[Message], options: dict[str, Any]
) -> AsyncIterator[str | Spent]:
    """The pieces as they come, and what they cost if the endpoint tells. The connection ends with the iterator.

    Raises:
        ModelFailure: It does not answer, or stops in the middle.
    """
    if (key := bearer(endpoint.key)) is None:
        raise ModelFailure(Why.UNAUTHORIZED)
    limits = httpx.Timeout(endpoint.timeout, connect=min(_CONNECT, endpoint.timeout))
    try:
        async with asyncio.timeout(endpoint.timeout), httpx.AsyncClient(timeout=limits) as http:
            llm = OpenAILike(
                model=endpoint.model,
                api_base=endpoint.base_url,
                api_key=key,
                is_chat_model=True,
                context_window=endpoint.context_window,
                max_tokens=endpoint.max_tokens,
                temperature=0.0,
                max_retries=0,
                timeout=endpoint.timeout,
                async_http_client=http,
            )
            said = [ChatMessage(role=MessageRole(m.role), content=m.text) for m in messages]
            ending, empty = "", True
            async for part in await llm.astream_chat(said, **options):
                if part.delta:
                    empty = False
                    yield part.delta
                usage = getattr(part.raw, "usage", None)
                if usage is not None:
                    yield Spent(usage.prompt_tokens or 0, usage.completion_tokens or 0)
                for choice in getattr(part.raw, "choices", None) or ():
                    ending = choice.finish_reason or ending
    except Exception as error:
        raise classify(error) from None  # what an endpoint says of a key may repeat it
    if ending == "content_filter":
        raise ModelFailure(Why.FILTERED)
    if not ending:
        raise ModelFailure(Why.EMPTY if empty else Why.INTERRUPTED)
