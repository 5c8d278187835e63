"""What every reader gives, and how a file's real type shows in its first bytes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import UnreadableFile

_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP、Word 或 Excel",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"MZ": "可执行程序",
    b"\x7fELF": "可执行程序",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
}


@dataclass(frozen=True)
class Hidden:
    """Words of a file that whoever looks at its pages does not see.

    `where` tells people how they are hidden. `shown` words stand in the text too (white letters do), the others (a
    comment's, a property's) only here.
    """

    where: str
    text: str
    shown: bool = False


@dataclass(frozen=True)
class Source:
    """What a reader gives: the text, what the file says about itself, and where its pages begin.

    `pages` lists, in order, the offset in the text at which a page's words begin and that page's number, counted
    from 1; empty where the format has no pages.
    """

    text: str
    front_matter: dict[str, Any] = field(default_factory=dict)
    pages: tuple[tuple[int, int], ...] = ()
    hidden: tuple[Hidden, ...] = ()


Reader = Callable[[bytes, str], Source]
"""The file's bytes and its name → what it says. Raises UnreadableFile."""


def content_type(data: bytes) -> str | None:
    """What the first bytes say the file is, in words for people; None when they say nothing."""
    return next((what for magic, what in _MAGIC.items() if data.startswith(magic)), None)


def refuse_other_type(data: bytes, name: str, hint: str) -> None:
    """Raise when the first bytes belong to a type that a name cannot turn into text.

    Raises:
        UnreadableFile: naming the type; `hint` says what to do.
    """
    what = content_type(data)
    if what is not None:
        raise UnreadableFile(f"{name} 的内容是{what}，与扩展名不符。", hint)


def empty(name: str) -> UnreadableFile:
    """The error for a file without content."""
    return UnreadableFile(f"文件没有内容：{name}。", "请确认文件已保存完整，再重新导入。")


def damaged(name: str, hint: str) -> UnreadableFile:
    """The error for a file that does not hold together."""
    return UnreadableFile(f"{name} 已损坏或不完整，无法读取。", hint)
