"""Which engine writes: the embedded one, or the language model where there is one."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import InvalidOption
from assistant.llm.client import Model
from assistant.models.answer import Usage

EMBEDDED, LLM = "embedded", "llm"

Spending = Callable[[Usage], None]
"""Is told what something made has spent."""


@dataclass(frozen=True)
class Engines:
    """The engines of an installation.

    Attributes:
        language_model: The model, if an endpoint is configured.
        default: Which engine writes where nobody says.
    """

    language_model: Model | None = None
    default: str = EMBEDDED

    @property
    def names(self) -> tuple[str, ...]:
        """The engines that can be asked for here."""
        return (EMBEDDED, LLM) if self.language_model is not None else (EMBEDDED,)

    def model(self, engine: str | None) -> Model | None:
        """The model that is to write, or None for the embedded engine.

        Raises:
            InvalidOption: There is no such engine, or it is not configured.
        """
        wanted = engine or self.default
        if wanted not in (EMBEDDED, LLM):
            raise InvalidOption(f"没有名为 {wanted} 的引擎。", f"目前可用：{'、'.join(self.names)}。")
        if wanted == LLM and self.language_model is None:
            raise InvalidOption(
                "还没有配置语言模型，不能用 llm 引擎。",
                "请设置 ASSISTANT_LLM_BASE_URL 和 ASSISTANT_LLM_MODEL，或改用 embedded。",
            )
        return self.language_model if wanted == LLM else None
