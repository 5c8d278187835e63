"""One server a home: who serves it holds a lock and leaves a note with its address."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import Busy, NotPermitted

_LOCK = "serve.lock"
_NOTE = "serve.json"
_WAIT_SECONDS = 1
"""Long enough for a `doctor` that is looking at this moment."""


@dataclass(frozen=True)
class Occupant:
    """The server of a home."""

    process: int
    address: str
    port: int


@contextmanager
def occupied(home: Path, address: str, port: int) -> Iterator[None]:
    """This process serves the home inside this block.

    Raises:
        Busy: Another process serves it.
        NotPermitted: The home cannot be written.
    """
    lock = FileLock(home / _LOCK, timeout=_WAIT_SECONDS)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        (home / _NOTE).write_text(json.dumps(asdict(Occupant(os.getpid(), address, port))), "utf-8")
    except Timeout as error:
        other = _noted(home)
        where = f"（进程 {other.process}，{other.address}）" if other else ""
        raise Busy(
            f"另一个服务正在使用这个数据文件夹{where}。",
            "请用那个服务，或先停掉它；确实要同时运行两个服务时，请用 ASSISTANT_HOME 给它另一个文件夹。",
        ) from error
    except OSError as error:
        lock.release()
        raise NotPermitted(
            f"无法写入数据文件夹：{home}。", "请检查权限，或用 ASSISTANT_HOME 指定另一个文件夹。"
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):
            (home / _NOTE).unlink()
        lock.release()


def occupant(home: Path) -> Occupant | None:
    """Who serves the home right now."""
    if not (home / _LOCK).exists():
        return None
    try:
        FileLock(home / _LOCK, timeout=0).acquire().lock.release()
    except Timeout:
        return _noted(home)
    except OSError:
        pass
    return None


def _noted(home: Path) -> Occupant | None:
    try:
        return Occupant(**json.loads((home / _NOTE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
