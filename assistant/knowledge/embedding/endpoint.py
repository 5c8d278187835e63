"""Vectors from an OpenAI-compatible endpoint.

Whoever builds an index can wait: passages are tried again, with growing pauses. Whoever asks a question cannot: one
attempt, and after a failure none for a while, during which questions are answered by words alone.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from urllib.parse import urlsplit

import httpx
import numpy as np
import openai
from numpy.typing import NDArray
from openai import OpenAI
from pydantic import SecretStr

from assistant.errors import EmbeddingUnavailable, Misconfigured
from assistant.knowledge.embedding.port import Embedding, Vector
from assistant.settings import bearer

_ASKING = httpx.Timeout(10, connect=3)
_BUILDING = httpx.Timeout(60, connect=5)
_RETRIES = 4
_REST_SECONDS = 30.0
_REMEMBERED = 512
_HINT = (
    "请检查 ASSISTANT_EMBEDDING_BASE_URL、_MODEL 和 _API_KEY；也可设 ASSISTANT_EMBEDDING=local 改用内置模型。"
)


@dataclass(frozen=True)
class Place:
    """An endpoint: its address up to and with `/v1`, the model, and how that wants to be asked."""

    address: str
    model: str
    dimensions: int | None = None
    query_prefix: str = ""
    passage_prefix: str = ""

    @property
    def name(self) -> str:
        """What tells its vectors of passages from others."""
        made = [str(self.dimensions)] if self.dimensions else []
        if self.passage_prefix:
            made.append(hashlib.sha256(self.passage_prefix.encode()).hexdigest()[:8])
        return ":".join(["endpoint", self.model, *made])


class EndpointEmbedding:
    """A model behind an OpenAI-compatible endpoint.

    Args:
        place: Where it is, what it is asked for, and how.
        key: The key to it; never logged or shown.
        beside: The built-in model, for what was learnt from its vectors.
        clock: Gives seconds, ever growing.

    Raises:
        Misconfigured: The address is not one.
    """

    def __init__(
        self,
        place: Place,
        key: SecretStr | None = None,
        beside: Embedding | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        address = urlsplit(place.address)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise Misconfigured(
                "配置项 ASSISTANT_EMBEDDING_BASE_URL 不是网址。", "形式如 http://127.0.0.1:8000/v1 。"
            )
        self.name = place.name
        self.model = place.model
        self.host = address.netloc.rpartition("@")[2]
        self.beside = beside
        self.batch = 32
        self.dimensions = place.dimensions
        self.trouble: EmbeddingUnavailable | None = None
        """What went wrong last; None while it works, or before anybody has asked."""
        self._place = place
        self._clock = clock
        self._rested = float("-inf")
        self._lock = Lock()
        self._key = bearer(key)
        self._client = OpenAI(
            base_url=place.address,
            api_key=self._key or "none",
            timeout=_ASKING,
            max_retries=0,
        )
        # A question is embedded as a whole, by its asking part, and without the title: often the same words.
        self._known = lru_cache(_REMEMBERED)(self._query)

    def look(self) -> EmbeddingUnavailable | None:
        """Find out whether it works, and how long its vectors are; gives what is wrong."""
        try:
            self._embed(["检查"], self._client)
        except EmbeddingUnavailable as error:
            return error
        return None

    def query(self, text: str) -> Vector:
        """The vector of a question. Raises EmbeddingUnavailable, also while the endpoint is left alone."""
        return self._known(text)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, one a row; in smaller batches where the endpoint refuses many at a time.

        Raises:
            EmbeddingUnavailable: It gives none, however often it is asked.
        """
        patient = self._client.with_options(timeout=_BUILDING, max_retries=_RETRIES)
        rows: list[NDArray[np.float32]] = []
        done = 0
        while done < len(texts):
            some = [self._place.passage_prefix + text for text in texts[done : done + self.batch]]
            try:
                rows.append(self._embed(some, patient))
            except _Refused:
                # Hosted models take at most 10 or 25 at a time, and say so in as many ways as there are hosts.
                if len(some) == 1:
                    raise
                self.batch = len(some) // 2
                continue
            done += len(some)
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions or 0), dtype=np.float32)

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._client.close()

    def _query(self, text: str) -> Vector:
        if self.trouble is not None and self._clock() < self._rested:
            raise EmbeddingUnavailable(self.trouble.message, self.trouble.hint)
        [vector] = self._embed([self._place.query_prefix + text], self._client)
        return np.asarray(vector)

    def _embed(self, texts: Sequence[str], client: OpenAI) -> NDArray[np.float32]:
        """One request. Raises EmbeddingUnavailable; `_Refused` when it may have held too much."""
        try:
            if self._key is None:
                raise _UnusableKey
            answer = client.embeddings.create(
                model=self.model,
                input=list(texts),
                encoding_format="float",  # not every server knows base64, which the client would ask for
                dimensions=self._place.dimensions or openai.omit,
            )
            rows = self._unit_rows(answer.data, len(texts))
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise self._failed(error) from None  # what an endpoint says of a key may repeat it
        with self._lock:
            self.trouble, self.dimensions = None, rows.shape[1]
        return rows

    def _unit_rows(self, data: Sequence[openai.types.Embedding], count: int) -> NDArray[np.float32]:
        """The vectors in the order of the texts. Raises ValueError, TypeError or AttributeError when they are none."""
        rows = np.asarray(
            [one.embedding for one in sorted(data, key=lambda one: one.index)], dtype=np.float32
        )
        if rows.ndim != 2 or len(rows) != count or not np.isfinite(rows).all():
            raise ValueError("these are not as many vectors as there were texts")
        if self.dimensions is not None and rows.shape[1] != self.dimensions:
            raise _OtherLength
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not lengths.all():
            raise ValueError("a vector is zero")
        rows /= lengths
        return rows

    def _failed(self, error: Exception) -> EmbeddingUnavailable:
        """What an error means; the endpoint is left alone for a while, unless it was the request that was wrong."""
        kind = _Refused if isinstance(error, _REFUSALS) else EmbeddingUnavailable
        trouble = kind(f"向量端点 {self.host}（{self.model}）{_what(error)}。", _HINT)
        with self._lock:
            self.trouble = trouble
            if kind is EmbeddingUnavailable:
                self._rested = self._clock() + _REST_SECONDS
        return trouble


_REFUSALS = (openai.BadRequestError, openai.UnprocessableEntityError)


class _Refused(EmbeddingUnavailable):
    """The endpoint does not take this request; a smaller one may be welcome."""


class _UnusableKey(ValueError):
    """No request can carry the key."""


class _OtherLength(ValueError):
    """The vectors are longer or shorter than those before."""


def _what(error: Exception) -> str:
    match error:
        case openai.APITimeoutError():
            return "没有及时回应"
        case openai.APIConnectionError():
            return "连接不上"
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return "不接受密钥"
        case openai.NotFoundError():
            return "没有这个模型，或地址不对"
        case openai.RateLimitError():
            return "请求过多，被限流"
        case openai.InternalServerError():
            return f"出错（{error.status_code}）"
        case openai.APIStatusError():
            return f"拒绝了请求（{error.status_code}）"
        case _UnusableKey():
            return "不能使用：密钥里有空格、换行或 ASCII 以外的字符"
        case _OtherLength():
            return "给出的向量与索引中的长度不同，重新启动后会重建索引"
        case _:
            return "返回的不是向量"
