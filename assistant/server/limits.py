"""A bound on what a request may carry."""

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server import failures, problems


class BodyLimit:
    """Answers 413, as a problem document, to a body that is larger than `limit` bytes.

    The framework's own limit answers in English plain text, before any error handler sees it.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a body that says it is too large; count one that does not say."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limit:
            await self._drain(receive)
            await failures.response(problems.of_status(413), scope)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)

    async def _drain(self, receive: Receive) -> None:
        """Read on for a while: most programs look at the answer only after they have sent everything."""
        drained = 0
        while drained < 4 * self.limit:
            message = await receive()
            drained += len(message.get("body", b""))
            if not message.get("more_body"):
                return
