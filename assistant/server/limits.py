"""A bound on what a request may carry: an ordinary one, and larger ones for routes that take many files."""

from collections.abc import Mapping

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server import failures, problems


class BodyLimit:
    """Answers 413, as a problem document, to a body that is too large.

    The framework's own limit answers in English plain text, before any error handler sees it.

    Args:
        app: What is guarded.
        limit: How many bytes a body may have.
        larger: Paths whose bodies may have more, and how many bytes.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int]) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a body that says it is too large; count one that does not say."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.larger.get(scope["path"].rstrip("/"), self.limit)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            await _drain(receive, limit)
            await failures.response(problems.of_status(413), scope)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)


async def _drain(receive: Receive, limit: int) -> None:
    """Read on for a while: most programs look at the answer only after they have sent everything."""
    drained = 0
    while drained < 4 * limit:
        message = await receive()
        drained += len(message.get("body", b""))
        if not message.get("more_body"):
            return
