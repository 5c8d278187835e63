"""What the errors of the `openai` client mean."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import httpx
import openai
import yaml

from assistant.llm.failure import ModelFailure, Why


def classify(error: BaseException) -> ModelFailure:
    """What an error of the client means; what is no error of the client is raised again."""
    match error:
        case ModelFailure():
            return error
        case TimeoutError() | openai.APITimeoutError() | httpx.TimeoutException():
            return ModelFailure(Why.TIMEOUT)
        case openai.APIStatusError():
            return _by_status(error)
        case openai.APIConnectionError() | httpx.ConnectError():
            return ModelFailure(Why.UNREACHABLE)
        case httpx.TransportError():
            return ModelFailure(Why.INTERRUPTED)
        case openai.APIError():  # an error that came inside the stream
            return ModelFailure(_said(error) or Why.SERVER_ERROR)
        case ValueError() | TypeError() | AttributeError():  # what came was not what the protocol says
            return ModelFailure(Why.MALFORMED)
    raise error


def _by_status(error: openai.APIStatusError) -> ModelFailure:
    status = error.status_code
    if status in (401, 403):
        return ModelFailure(Why.UNAUTHORIZED)
    if status == 404:
        return ModelFailure(Why.NO_MODEL)
    if status == 408:
        return ModelFailure(Why.TIMEOUT)
    if status == 429:
        return ModelFailure(Why.RATE_LIMITED, _seconds(error.response.headers.get("retry-after", "")))
    if status >= 500:
        return ModelFailure(Why.SERVER_ERROR, _seconds(error.response.headers.get("retry-after", "")))
    return ModelFailure(_said(error) or (Why.TOO_LONG if status == 413 else Why.REJECTED))


def _said(error: openai.APIError) -> Why | None:
    """What the words of an error tell that its status does not."""
    words = f"{error.code} {error.message} {error.body}".lower()
    return next((Why(name) for name, pattern in _patterns().items() if pattern.search(words)), None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = yaml.safe_load((Path(__file__).parent / "data" / "failures.yaml").read_text("utf-8"))
    return {name: re.compile(pattern) for name, pattern in data.items()}


def _seconds(header: str) -> float:
    """What `Retry-After` says, a number of seconds or a moment; 0 when it says nothing."""
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else 0.0
