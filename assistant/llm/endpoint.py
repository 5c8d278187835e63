"""Where the language model is, and how much it takes: the settings that belong together."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import Misconfigured
from assistant.settings import Settings

_NEEDED = "请同时设置 ASSISTANT_LLM_BASE_URL（例如 http://127.0.0.1:8080/v1）和 ASSISTANT_LLM_MODEL。"


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint. `timeout` is for one whole attempt, in seconds; the rest counts tokens."""

    base_url: str
    model: str
    key: SecretStr | None
    context_window: int
    max_tokens: int
    timeout: float

    @property
    def name(self) -> str:
        """What the engine is called in answers."""
        return f"llm:{self.model}"

    @property
    def host(self) -> str:
        """The address without whatever secret it may hold."""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""

    @classmethod
    def of(cls, settings: Settings) -> "Endpoint | None":
        """The configured endpoint, or None.

        Raises:
            Misconfigured: Half of it is missing, or it is not an address, or it is the default engine and not there.
        """
        url, model = settings.llm_base_url, settings.llm_model
        if bool(url) != bool(model):
            missing = "ASSISTANT_LLM_MODEL" if url else "ASSISTANT_LLM_BASE_URL"
            raise Misconfigured(f"语言模型的配置不完整：缺少 {missing}。", _NEEDED)
        if not url or not model:
            if settings.engine == "llm":
                raise Misconfigured("ASSISTANT_ENGINE 设为 llm，但没有配置语言模型端点。", _NEEDED)
            return None
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise Misconfigured("配置项 ASSISTANT_LLM_BASE_URL 不是网址。", _NEEDED)
        if settings.llm_max_tokens * 2 > settings.llm_context_window:
            raise Misconfigured(
                "ASSISTANT_LLM_MAX_TOKENS 超过上下文窗口的一半，放不下依据。",
                "请调小它，或按模型的实际情况调大 ASSISTANT_LLM_CONTEXT_WINDOW。",
            )
        return cls(
            base_url=url.rstrip("/"),
            model=model,
            key=settings.llm_api_key,
            context_window=settings.llm_context_window,
            max_tokens=settings.llm_max_tokens,
            timeout=settings.llm_timeout,
        )
