"""The assistant as a user starts it: other processes, in a home that exists for one benchmark."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from evals.cases import Case, load
from evals.suites import AS_OF, named

START_SECONDS = 180


@dataclass(frozen=True)
class Served:
    """A running server: how to reach it, and its process."""

    http: httpx.Client
    pid: int

    def ask(self, question: str) -> None:
        """Ask one question over HTTP, on the day of the evaluation."""
        body = {"question": question, "as_of": AS_OF.isoformat()}
        self.http.post("/api/v1/ask", json=body).raise_for_status()


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """An environment whose ASSISTANT_HOME is new and is removed afterwards."""
    with TemporaryDirectory(prefix="bench-") as folder:
        yield {**os.environ, "ASSISTANT_HOME": folder}


@contextmanager
def serving() -> Iterator[Served]:
    """`assistant serve` on a free port, ready for questions."""
    with home() as environment:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        log = Path(environment["ASSISTANT_HOME"]) / "serve.log"
        with log.open("w") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "assistant", "serve", "--port", port],
                env=environment,
                stdout=sink,
                stderr=sink,
            )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
                _wait(http, process, log)
                yield Served(http, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def questions() -> list[str]:
    """The development questions that stand alone, each once."""
    batch = named("development")[0]
    cases = load(batch.files, Case)
    return list(dict.fromkeys(case.question for case in cases if case.question))


def _wait(http: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if http.get("/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise SystemExit(f"assistant serve did not become ready:\n{log.read_text(errors='replace')[-2000:]}")
