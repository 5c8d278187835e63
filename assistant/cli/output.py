"""What the commands print, and where: results to standard output, progress and complaints to standard error."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from assistant.errors import NotPermitted

if TYPE_CHECKING:
    from rich.progress import TaskID

# A document's text must not steer the terminal: control characters and bidirectional overrides are left out.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(text: str = "") -> None:
    """Print for people."""
    print(_CONTROL.sub("", text))


def complain(text: str) -> None:
    """Print one line on standard error."""
    print(" ".join(_CONTROL.sub("", text).split()), file=sys.stderr)


def print_json(value: BaseModel | list[Any]) -> None:
    """Print exactly one JSON value, in UTF-8 whatever the terminal's encoding."""
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def write(path: Path, content: bytes) -> None:
    """Write a file that was asked for, and say so. Raises NotPermitted."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise NotPermitted(f"不能写入“{path}”。", "请换一个有写入权限、已存在的文件夹。") from error
    complain(f"已写入 {path}。")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    return [_plain(item) for item in value] if isinstance(value, list) else value


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress callback that draws a bar on a terminal and one line a stage elsewhere.

    Nothing is drawn, and nothing is imported for it, until there is something to report.
    """
    if not sys.stderr.isatty():
        yield _Lines()
        return
    bars = _Bars()
    try:
        yield bars
    finally:
        bars.stop()


class _Lines:
    """For logs and pipes: says each stage once."""

    def __init__(self) -> None:
        self.label = ""

    def __call__(self, label: str, done: int, total: int) -> None:
        if label != self.label:
            self.label = label
            complain(f"{label}……")


class _Bars:
    """One bar a stage."""

    def __init__(self) -> None:
        self.display: Any = None
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, label: str, done: int, total: int) -> None:
        if self.display is None:
            self.display = _display()
            self.display.start()
        if label not in self.tasks:
            self.tasks[label] = self.display.add_task(label, total=total or None)
        self.display.update(self.tasks[label], completed=done, total=total or None)

    def stop(self) -> None:
        if self.display is not None:
            self.display.stop()


def _display() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        # Labels may hold file names, whose brackets are not markup.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
