"""An OpenAI-compatible embedding endpoint for tests: real HTTP, vectors made from hashes, failures on demand."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np

KEY = "the-key"


class EmbeddingServer:
    """What the endpoint does, and what it was asked.

    Attributes:
        width: How long its vectors are.
        limit: Most texts of one request; more are refused with 400.
        fail: A status that is answered instead of vectors; `junk` answers what is no vector, `hang` breaks off.
        failures: How many requests are still to fail; None for all.
        asked: The texts of each request that was answered with vectors.
        requests: How many requests came, whatever became of them.
    """

    def __init__(self) -> None:
        self.width = 24
        self.limit = 100
        self.fail: int | str | None = None
        self.failures: int | None = None
        self.asked: list[list[str]] = []
        self.requests = 0
        self.address = ""

    def failing(self) -> int | str | None:
        """How this request fails, if it does."""
        if self.fail is None or self.failures == 0:
            return None
        if self.failures is not None:
            self.failures -= 1
        return self.fail

    def vector(self, text: str, width: int) -> list[float]:
        """The same text gives the same vector. It is not of length 1: that is the client's business."""
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
        return [float(x) for x in np.random.default_rng(seed).normal(size=width)]


@contextmanager
def serving() -> Iterator[EmbeddingServer]:
    """A running endpoint on loopback."""
    state = EmbeddingServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            state.requests += 1
            how = state.failing()
            if how == "hang":
                self.close_connection = True
            elif how == "junk":
                self.answer(200, {"object": "list", "data": [{"index": 0, "embedding": "?"}], "model": "m"})
            elif isinstance(how, int):
                self.answer(how, {"error": {"message": "no", "type": "t", "code": None}})
            elif self.headers["authorization"] != f"Bearer {KEY}":
                self.answer(401, {"error": {"message": "wrong key", "type": "t", "code": None}})
            elif len(body["input"]) > state.limit:
                self.answer(400, {"error": {"message": "batch too large", "type": "t", "code": None}})
            else:
                state.asked.append(body["input"])
                width = body.get("dimensions") or state.width
                data = [
                    {"object": "embedding", "index": i, "embedding": state.vector(text, width)}
                    for i, text in enumerate(body["input"])
                ]
                usage = {"prompt_tokens": 1, "total_tokens": 1}
                # In no particular order: the index says which is which.
                answer = {"object": "list", "data": data[::-1], "model": body["model"], "usage": usage}
                self.answer(200, answer)

        def answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
