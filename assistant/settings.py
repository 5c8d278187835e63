"""Every setting of the product. Read from the environment (prefix `ASSISTANT_`) and from `.env`."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, ValidationError
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
    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("pilot-assistant"))
    corpus: Path | None = None
    database_url: str | None = None
    notice: str | None = None
    max_file_mb: int = Field(default=20, ge=1)
    max_question_chars: int = Field(default=8000, ge=100)
    time_zone: str = "Asia/Shanghai"


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
