"""A number for every request, and one log line about it: never what was asked."""

import logging
import time
from contextvars import ContextVar
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("assistant.access")

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""The number of the request being served, for log lines further down."""


class AccessLog:
    """Numbers requests (`X-Request-Id`) and logs method, path, status and duration."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

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
            # The page alone fetches a hundred assets; only the programs' face is worth a line.
            level = logging.INFO if scope["path"].startswith(("/api/", "/v1/")) else logging.DEBUG
            took = (time.perf_counter() - started) * 1000
            logger.log(
                level, "request=%s %s %s %d %.0fms", number, scope["method"], scope["path"], status, took
            )
            request_id.reset(token)
