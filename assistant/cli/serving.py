"""`serve`: the running service."""

import errno
import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import opened
from assistant.cli.output import say
from assistant.errors import AssistantError, NotPermitted

if TYPE_CHECKING:
    from assistant.app import Assistant, Progress

logger = logging.getLogger("assistant.serving")

PORT = 7860
_GRACE_SECONDS = 10
"""How long a stopping server lets the answers be finished that it is giving."""


def serve(
    host: Annotated[str, typer.Option("--host", metavar="地址", help="监听的地址。")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="端口", min=0, max=65535, help="监听的端口。")
    ] = PORT,
    allow_remote: Annotated[
        bool,
        typer.Option(
            "--allow-remote", help="允许监听其他机器能访问的地址（没有登录，能访问的人都能使用和改动）。"
        ),
    ] = False,
) -> None:
    """启动网页（/）、接口（/api/v1）与 OpenAI 接口（/v1）；索引过期时先建立索引。"""
    from assistant.server.guard import is_loopback

    local = is_loopback(host)
    if not local and not allow_remote:
        raise NotPermitted(
            f"地址 {host} 能被其他机器访问，而助手还没有登录功能，所以没有启动。",
            "请改用 --host 127.0.0.1；确实要开放时，请在可信的网络中加上 --allow-remote。",
        )
    # A stop asked for by the system ends like Ctrl-C, so that answers are finished and the index is closed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    from assistant.server import logs
    from assistant.services.occupancy import occupied
    from assistant.settings import load

    settings = load()
    # Before the index is built: nobody should wait a minute to learn that the port or the home is taken.
    with suppress(KeyboardInterrupt), _listening(host, port) as listener:
        taken = listener.getsockname()[1]
        address = f"http://{_shown(host)}:{taken}"
        with occupied(settings.home, address, taken):
            logs.install()
            logging.getLogger("assistant").setLevel(min(logging.INFO, logging.getLogger("assistant").level))
            with opened(None if sys.stderr.isatty() else _logged()) as assistant:
                _run(assistant, listener, local, address)
    logger.info("stopped")


def _run(assistant: "Assistant", listener: socket.socket, local: bool, address: str) -> None:
    import uvicorn

    from assistant.server.app import create_app
    from ui.app import mount

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            let_go()
            await super().shutdown(sockets)

    with suppress(AssistantError):  # a broken database is told below, and stops nothing
        assistant.review_jobs.recover()
    app = create_app(assistant, local_only=local)
    let_go = mount(app, assistant, assistant.settings.home / "uploads")
    for check in assistant.health().checks:
        if not check.ok:
            logger.warning("not working", extra={"check": check.name, "detail": check.detail})
    logger.info("started", extra={"address": address})
    say(f"已启动：{address}")
    sys.stdout.flush()
    # Our own access log carries request ids; uvicorn's would repeat it, with query strings.
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, timeout_graceful_shutdown=_GRACE_SECONDS
    )
    Server(config).run(sockets=[listener])


def _logged() -> "Progress":
    """Progress as log lines, one a stage, where nobody watches a terminal."""
    seen: set[str] = set()

    def report(label: str, done: int, total: int) -> None:
        if label not in seen:
            seen.add(label)
            logger.info("building", extra={"stage": label, "total": total})

    return report


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port`, or one of our errors."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            # On Windows the same option would let two servers share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Listening at once makes a second server fail here rather than after it has built its index.
        listener.listen(128)
        return listener
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise NotPermitted(
                f"端口 {port} 已被占用。", "请用 --port 换一个端口，或先停掉占用它的程序。"
            ) from error
        if error.errno == errno.EACCES:
            raise NotPermitted(
                f"没有权限监听端口 {port}。", "请用 --port 换一个 1024 以上的端口。"
            ) from error
        raise NotPermitted(f"不能监听地址 {host}。", "请检查 --host，本机使用时填 127.0.0.1。") from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
