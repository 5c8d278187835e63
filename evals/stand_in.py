"""A stand-in for a language model: an OpenAI-compatible server on loopback that writes, and fails, as it is told."""

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

NAME = "stand-in"
_LONGEST = 30.0


@dataclass(frozen=True)
class Says:
    """A reply to a request.

    Attributes:
        pieces: The text, as it is streamed.
        status: HTTP status; other than 200, `error` is the body.
        error: Code and message of an error.
        headers: Further headers.
        ending: The finish reason; None ends the stream without one.
        pause: Seconds before each piece.
        mute: Nothing is sent at all, until the client gives up.
        cut: The connection is cut behind the last piece.
        endless: The last piece comes again and again.
        raw: Lines that are sent instead of well-formed ones.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    error: tuple[str, str] = ("", "")
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: str | None = "stop"
    pause: float = 0.0
    mute: bool = False
    cut: bool = False
    endless: bool = False
    raw: Sequence[str] = ()


Script = Callable[[dict[str, Any]], Says]
"""What is said to a request body."""


class StandIn:
    """The running server. `script` may be exchanged between requests.

    Attributes:
        requests: The bodies that have come.
        keys: The `Authorization` headers that came with them.
        asked: Set once a request has come.
        hung_up: Set once a client has gone away before the end.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.asked, self.hung_up = Event(), Event()
        self.key: str | None = None
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; whoever asks from now on is refused."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def standing_in(script: Script) -> Iterator[StandIn]:
    """A running stand-in, stopped afterwards."""
    server = StandIn(script)
    try:
        yield server
    finally:
        server.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what is tested here; they are no news."""


def _handler(owner: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            """Silent."""

        def do_GET(self) -> None:
            if self._refused():
                return
            self._json(200, {"object": "list", "data": [{"id": NAME, "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            owner.requests.append(body)
            owner.keys.append(self.headers.get("Authorization", ""))
            owner.asked.set()
            if self._refused():
                return
            says = owner.script(body)
            if says.mute:
                self._wait()
            elif says.status != 200:
                code, message = says.error
                error = {"error": {"code": code, "message": message, "type": code}}
                self._json(says.status, error, says.headers)
            else:
                try:
                    self._stream(says)
                except OSError:
                    owner.hung_up.set()

        def _refused(self) -> bool:
            if owner.key is None or self.headers.get("Authorization") == f"Bearer {owner.key}":
                return False
            self._json(401, {"error": {"code": "invalid_api_key", "message": "Incorrect API key."}})
            return True

        def _wait(self) -> None:
            """Until the client has closed the connection."""
            self.connection.settimeout(_LONGEST)
            with suppress(OSError):
                if self.connection.recv(1) == b"":
                    owner.hung_up.set()

        def _json(self, status: int, value: Any, headers: Mapping[str, str] | None = None) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            for name, text in (headers or {}).items():
                self.send_header(name, text)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, says: Says) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for line in says.raw:
                self.wfile.write(f"data: {line}\n\n".encode())
            if says.raw:
                return
            for piece in says.pieces:
                time.sleep(says.pause)
                self._chunk({"content": piece})
            while says.endless:
                time.sleep(says.pause or 0.001)
                self._chunk({"content": says.pieces[-1]})
            if says.cut:
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if says.ending is not None:
                self._chunk({}, says.ending)
            self.wfile.write(b"data: [DONE]\n\n")

        def _chunk(self, delta: dict[str, str], ending: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": ending}
            chunk = {
                "id": "x",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": NAME,
                "choices": [choice],
            }
            self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
            self.wfile.flush()

    return Handler
