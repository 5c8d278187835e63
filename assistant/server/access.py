"""A number for every request, one log line about it, and a count: never what was asked."""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("assistant.access")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The number of the request being served, for log lines further down."""

# What programs ask for; everything else belongs to the page.
_PROGRAMS = ("/api/", "/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json")

Count = Callable[[str, str, int, float], None]
"""Told of a request: its method, its route, the status, and how many seconds it took."""


class AccessLog:
    """Numbers requests (`X-Request-Id`); logs and counts method, route, status and duration.

    Args:
        app: What serves them.
        count: Told of each.
    """

    def __init__(self, app: ASGIApp, count: Count) -> None:
        self.app = app
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve and log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = uuid4().hex[:12]
        token = request_id.set(number)
        started = time.perf_counter()
        status = 500

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", number.encode())]
            await send(message)

        try:
            await self.app(scope, receive, numbered)
        finally:
            took = time.perf_counter() - started
            route = _route(scope)
            self.count(scope["method"], route, status, took)
            # The page alone fetches a hundred assets, and probes ask every second; only the rest is worth a line.
            level = logging.INFO if route.startswith(("/api/", "/v1/")) else logging.DEBUG
            details = {"method": scope["method"], "route": route, "status": status, "ms": round(took * 1000)}
            logger.log(level, "request", extra=details)
            request_id.reset(token)


def _route(scope: Scope) -> str:
    """The path with its variable parts named, so that a thousand documents are one line; the page is one as a whole."""
    path: str = scope["path"]
    if not path.startswith(_PROGRAMS):
        return "page"
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path
