"""Every setting of the product. Read from the environment (prefix `ASSISTANT_`) and from `.env`."""

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import Misconfigured


class Settings(BaseSettings):
    """Where things are and how much is allowed.

    Attributes:
        home: State of this installation; two homes never meet.
        corpus: Another corpus folder than the built-in one.
        database_url: Another database than the file in the home, as an SQLAlchemy address.
        notice: Number or id of the notice that governs timeline, header, drafts and reviews.
        max_file_mb: Largest file that is read, in MiB.
        max_question_chars: Longest question that is answered, in characters.
        time_zone: Where "today" is decided.
        embedding: What makes vectors: `endpoint`, `local` (the built-in model), `none` (retrieval by words alone);
            `auto` takes the endpoint where one is set.
        embedding_base_url: Address of an OpenAI-compatible endpoint for vectors, up to and with `/v1`.
        embedding_model: The model to ask for there.
        embedding_api_key: The key to it; never logged or shown.
        embedding_dimensions: How long its vectors are to be; without it, as the model makes them.
        embedding_query_prefix: What the model wants before a question (`query: `, an instruction).
        embedding_passage_prefix: What it wants before a passage (`passage: `).
        engine: Which engine answers where nobody says: `embedded`, or `llm`, which needs an endpoint.
        llm_base_url: Address of an OpenAI-compatible endpoint, up to and with `/v1`.
        llm_model: The model to ask for there.
        llm_api_key: The key to it; never logged or shown.
        llm_context_window: How many tokens the model takes, those that it writes included.
        llm_max_tokens: How many of them it may write.
        llm_timeout: How long one attempt may take, in seconds.
    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("pilot-assistant"))
    corpus: Path | None = None
    database_url: str | None = None
    notice: str | None = None
    max_file_mb: int = Field(default=20, ge=1)
    max_question_chars: int = Field(default=8000, ge=100)
    time_zone: str = "Asia/Shanghai"
    embedding: Literal["auto", "endpoint", "local", "none"] = "auto"
    embedding_base_url: str | None = None
    embedding_model: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_dimensions: int | None = Field(default=None, ge=1, le=65536)
    embedding_query_prefix: str = ""
    embedding_passage_prefix: str = ""
    engine: Literal["embedded", "llm"] = "embedded"
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_context_window: int = Field(default=8192, ge=1024)
    llm_max_tokens: int = Field(default=1024, ge=64)
    llm_timeout: float = Field(default=60.0, gt=0)


def bearer(key: SecretStr | None) -> str | None:
    """A key as a request carries it: without the white space around it; `none` where there is no key.

    None stands for a key that no request can carry. Libraries would quote such a key in their errors, so it must not
    get that far.
    """
    text = key.get_secret_value().strip() if key else ""
    return (text or "none") if text.isascii() and (text.isprintable() and " " not in text) else None


def load() -> Settings:
    """The settings of this process.

    Raises:
        Misconfigured: naming the setting that is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Misconfigured(
            f"配置项 {name} 的值无效。", f"请检查环境变量或 .env 文件：{first['msg']}。"
        ) from error
