"""What goes wrong, as RFC 9457 problem documents with the message in the user's language."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Self

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.responses import Response

from assistant.errors import AssistantError
from assistant.models.faults import FieldError, field_errors

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457: what went wrong, and what to do about it."""

    type: str = Field(description="错误种类的标识", examples=["urn:pilot-assistant:invalid_question"])
    title: str
    status: int
    detail: str = Field(description="中文说明")
    code: str = Field(description="供程序判断的错误代码", examples=["invalid_question"])
    hint: str = Field(default="", description="该怎么办")
    errors: list[FieldError] | None = Field(default=None, description="逐项说明（请求格式不对时）")

    @classmethod
    def about(
        cls,
        status: int,
        code: str,
        title: str,
        detail: str,
        hint: str = "",
        errors: Sequence[FieldError] | None = None,
    ) -> Self:
        """The document about one error, by its code."""
        return cls(
            type=f"urn:pilot-assistant:{code}",
            title=title,
            status=status,
            detail=detail,
            code=code,
            hint=hint,
            errors=list(errors) if errors else None,
        )


# What HTTP itself says, in our words: code, title, hint.
_HTTP: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", "请求无法解析", "请检查请求体是否完整、格式是否正确。"),
    403: ("not_permitted", "不允许这样访问", "请在运行助手的这台电脑上，用 http://127.0.0.1 的地址打开。"),
    404: ("not_found", "没有这个地址", "请对照 /openapi.json 检查地址。"),
    405: ("method_not_allowed", "这个地址不支持这种请求方法", "请对照 /openapi.json 检查请求方法。"),
    413: ("too_large", "请求太大", "请缩小文件或分几次提交。"),
    415: ("unsupported_media_type", "不支持这种内容类型", "请使用 application/json 或 multipart/form-data。"),
}

_TITLES: Mapping[HTTPStatus, str] = {
    HTTPStatus.FORBIDDEN: "没有权限",
    HTTPStatus.NOT_FOUND: "没有找到",
    HTTPStatus.UNPROCESSABLE_ENTITY: "请求的内容有误",
    HTTPStatus.SERVICE_UNAVAILABLE: "暂时不能回答",
}


def response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem document as a response."""
    body = problem.model_dump(exclude_none=True)
    return JSONResponse(body, problem.status, dict(headers or {}), MEDIA_TYPE)


def of_status(status: int) -> Problem:
    """The problem document of a plain HTTP status."""
    code, title, hint = _HTTP.get(status, ("http_error", "请求未能完成", ""))
    return Problem.about(status, code, title, f"{title}。", hint)


def of_error(error: AssistantError) -> Problem:
    """The problem document of one of our own errors."""
    title = _TITLES.get(error.status, "内部错误")
    return Problem.about(error.status, error.code, title, error.message, error.hint)


def unexpected() -> Problem:
    """The problem document of what nobody foresaw; what it was stands in the log."""
    return Problem.about(
        500, "internal", "内部错误", "助手内部出错，这次没有完成。", "请重试；仍然出错时请查看服务日志。"
    )


def of_validation(error: RequestValidationError) -> Problem:
    """The problem document of a request that has the wrong shape."""
    errors = field_errors(error.errors())
    first = errors[0]
    if any(item["type"] == "json_invalid" for item in error.errors()):
        return Problem.about(
            400,
            "malformed_json",
            "请求无法解析",
            "请求体不是有效的 JSON。",
            "请检查引号、逗号和编码（UTF-8）。",
        )
    return Problem.about(
        422,
        "invalid_request",
        "请求的内容有误",
        f"{first.field}：{first.message}",
        "请对照 /openapi.json 检查请求。",
        errors,
    )
