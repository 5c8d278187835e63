"""Whatever goes wrong becomes a response: our problem document, or under `/v1` the error that OpenAI's clients read."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from assistant.errors import AssistantError
from assistant.server import problems
from assistant.server.problems import Problem

_OPENAI = "/v1/"
_INDEX = re.compile(r"\.(\d+)(?=\.|$)")
_KINDS: Mapping[int, str] = {403: "permission_error"}


class ErrorBody(BaseModel):
    """What went wrong, as OpenAI's clients read it."""

    message: str = Field(description="中文说明，以及该怎么办")
    type: str = Field(description="错误种类", examples=["invalid_request_error"])
    param: str | None = Field(default=None, description="请求中的哪一项")
    code: str = Field(description="供程序判断的错误代码", examples=["model_not_found"])


class ErrorEnvelope(BaseModel):
    """An error of the OpenAI face."""

    error: ErrorBody


def install(app: FastAPI) -> None:
    """Make every error of `app` a response of ours."""

    def assistant_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, AssistantError)
        return response(problems.of_error(error), request.scope)

    def validation_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return response(problems.of_validation(error), request.scope)

    def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return response(problems.of_status(error.status_code), request.scope, error.headers)

    def unexpected(request: Request, _: Exception) -> Response:
        return response(problems.unexpected(), request.scope)

    app.add_exception_handler(AssistantError, assistant_error)
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, unexpected)


def response(problem: Problem, scope: Scope, headers: Mapping[str, str] | None = None) -> Response:
    """A problem in the form that the caller of `scope`'s path expects."""
    if str(scope["path"]).startswith(_OPENAI):
        error, status = as_openai(problem)
        return JSONResponse(error.model_dump(), status, dict(headers or {}))
    return problems.response(problem, headers)


def as_openai(problem: Problem) -> tuple[ErrorEnvelope, int]:
    """A problem as OpenAI would tell it, and its status there, which knows no 422."""
    status = 400 if problem.status == HTTPStatus.UNPROCESSABLE_ENTITY else problem.status
    kind = "server_error" if status >= 500 else _KINDS.get(status, "invalid_request_error")
    body = ErrorBody(
        message=f"{problem.detail}{problem.hint}", type=kind, param=_param(problem), code=problem.code
    )
    return ErrorEnvelope(error=body), status


def _param(problem: Problem) -> str | None:
    """The first wrong field as a path into the request: `messages[0].role`."""
    field = problem.errors[0].field.removeprefix("body").lstrip(".") if problem.errors else ""
    return _INDEX.sub(r"[\1]", field) or None
