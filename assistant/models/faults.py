"""What pydantic finds wrong, in Chinese: one line a field, for every face that takes requests."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

_MESSAGES: Mapping[str, str] = {
    "missing": "缺少这一项。",
    "extra_forbidden": "不认识这一项。",
    "string_type": "应为文字。",
    "string_too_long": "太长。",
    "string_too_short": "不能为空。",
    "bool_type": "应为 true 或 false。",
    "bool_parsing": "应为 true 或 false。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
    "list_type": "应为列表。",
    "dict_type": "应为 JSON 对象。",
    "model_type": "应为 JSON 对象。",
    "model_attributes_type": "应为 JSON 对象；请设置 Content-Type: application/json。",
    "json_invalid": "不是有效的 JSON。",
    "enum": "不是允许的取值。",
    "literal_error": "不是允许的取值。",
}


class FieldError(BaseModel):
    """One part of a request that is wrong."""

    field: str = Field(description="请求中的位置，例如 body.question")
    message: str


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """What pydantic's `errors()` says, one a field."""
    return [
        FieldError(field=_shown(".".join(map(str, item["loc"]))), message=_shown(_message(item)))
        for item in errors
    ]


def _shown(text: str) -> str:
    """What can be written: a field's name, or what a message repeats of it, may hold half a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _message(item: Mapping[str, Any]) -> str:
    kind = item["type"]
    # Our own validators speak Chinese already; pydantic puts its prefix before their words.
    own = item["msg"].removeprefix("Value error, ") if kind == "value_error" else None
    return own or _MESSAGES.get(kind, "取值无效。")
