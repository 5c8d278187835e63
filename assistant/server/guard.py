"""Who may talk to a server that has no accounts: this machine, and pages that this server itself delivered."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.server import failures, problems

# Nothing outside is ever needed, so the browser is told to fetch nothing from there. Gradio's page is built with
# inline scripts and styles, and compiles its templates in the browser.
_POLICY = "; ".join(
    (
        "default-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_READING = {"GET", "HEAD", "OPTIONS"}


def is_loopback(host: str) -> bool:
    """Whether `host` is a name or an address of this machine that no other machine can reach."""
    if host.lower() in ("localhost", "localhost.localdomain"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Refuses what another site makes a browser send, and says on every response where a page may fetch from.

    On a loopback address any web page that the user has open could otherwise send requests here: under a name of
    its own that resolves to 127.0.0.1 (so the `Host` must be loopback), or across origins (so what changes
    something must come from our own origin or from no page at all).

    Args:
        app: What is guarded.
        local_only: Whether the server is meant for this machine alone.
    """

    def __init__(self, app: ASGIApp, local_only: bool) -> None:
        self.app = app
        self.local_only = local_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers added."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if self.local_only and not _is_ours(scope["method"], Headers(scope=scope)):
            await failures.response(problems.of_status(403), scope)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)


def _is_ours(method: str, headers: Headers) -> bool:
    host = headers.get("host", "")
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    origin = headers.get("origin")
    return method in _READING or origin is None or urlsplit(origin).netloc == host
