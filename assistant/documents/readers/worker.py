"""Reads one file in a process of its own, whose time and memory are bounded.

PDF, Word and HTML are parsed by large libraries, and a file from outside may be made to hurt them: to crash, to
loop, to fill the memory. All of that then happens in a child process, and here it is one clear error.
"""

import json
import logging
import os
import subprocess
import sys
from contextlib import redirect_stdout
from importlib import import_module

from assistant.documents.readers.limits import MAX_CHARACTERS, MEMORY, SECONDS
from assistant.documents.readers.source import Hidden, Reader, Source, damaged, empty
from assistant.errors import Busy, UnreadableFile

_OUT_OF_MEMORY = 3
_DEEPEST = 20_000
"""Calls within calls: web pages and tables lie in one another up to 2,000 deep."""
_log = logging.getLogger(__name__)


def isolated(module: str, hint: str, seconds: float = SECONDS, memory: int = MEMORY) -> Reader:
    """The function `read` of `module`, run in a process of its own.

    Args:
        module: Full name of the module.
        hint: What to do about a file that cannot be read.
        seconds: Longest that it may take.
        memory: Most bytes of address space it may take.
    """

    def read(data: bytes, name: str) -> Source:
        if not data:
            raise empty(name)
        # -P: a folder named like one of our packages in the user's folder must not be imported instead.
        command = [sys.executable, "-P", "-m", __name__, module, name, str(seconds), str(memory)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            done = subprocess.run(
                command, input=data, env=environment, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _too_slow(name, seconds) from error
        except OSError as error:
            raise Busy("系统资源不足，暂时不能读取文件。", "请稍后重试。") from error
        if done.returncode:
            _log.warning("reader %s ended with %s", module.rpartition(".")[2], done.returncode)
        if done.returncode == _OUT_OF_MEMORY:
            raise UnreadableFile(f"读取 {name} 所需的内存超过上限。", "请拆分成几个较小的文件再导入。")
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            raise damaged(name, hint) from None
        return _source(answer, name, hint)

    return read


def _too_slow(name: str, seconds: float) -> UnreadableFile:
    return UnreadableFile(f"读取 {name} 超过 {seconds:g} 秒，已停止。", "请拆分成几个较小的文件再导入。")


def _source(answer: dict[str, object], name: str, hint: str) -> Source:
    """What the child said."""
    match answer:
        case {"text": str(text), "front_matter": dict(front), "pages": list(pages), "hidden": list(hidden)}:
            return Source(
                text,
                front,
                tuple((offset, page) for offset, page in pages),
                tuple(Hidden(where, words, shown) for where, words, shown in hidden),
            )
        case {"message": str(message), "hint": str(what_to_do)}:
            raise UnreadableFile(message, what_to_do)
        case {"failed": str(kind)}:
            # The kind only: an exception's message may quote the file.
            _log.warning("cannot read a file: %s", kind)
    raise damaged(name, hint)


def bound(seconds: float, memory: int) -> None:
    """Bound this process. The parent keeps the clock; the processor's time counts on should the parent be gone."""
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock.
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # macOS refuses to bound the address space.


def _main(module: str, name: str, seconds: str, memory: str) -> None:
    """The child: bytes on standard input, one JSON value on standard output."""
    bound(float(seconds), int(memory))
    sys.setrecursionlimit(_DEEPEST)
    out = sys.stdout
    answer: dict[str, object]
    try:
        with redirect_stdout(sys.stderr):
            source: Source = import_module(module).read(sys.stdin.buffer.read(), name)
        if len(source.text) > MAX_CHARACTERS:
            raise too_long(name)
        hidden = [(item.where, _whole(item.text), item.shown) for item in source.hidden]
        answer = {
            "text": _whole(source.text),
            "front_matter": source.front_matter,
            "pages": source.pages,
            "hidden": hidden,
        }
    except UnreadableFile as error:
        answer = {"message": error.message, "hint": error.hint}
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    except Exception as error:  # Whatever a broken file makes a library raise.
        answer = {"failed": type(error).__name__}
    json.dump(answer, out)


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which broken files hold and nothing could write later."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def too_long(name: str) -> UnreadableFile:
    """The error for a text that is longer than the parser should be given."""
    return UnreadableFile(
        f"{name} 的文字超过 {MAX_CHARACTERS // 10_000} 万字。", "请拆分成几个较小的文件再导入。"
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
