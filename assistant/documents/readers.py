"""A file becomes text. One reader a format; what a reader cannot read it refuses with a clear error."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import NotFound, NotPermitted, UnreadableFile

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
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
    b"\x1f\x8b": "压缩包",
}


@dataclass(frozen=True)
class Source:
    """What a reader gives: the text, and what the file says about itself."""

    text: str
    front_matter: dict[str, Any] = field(default_factory=dict)


def read(path: Path, max_bytes: int) -> Source:
    """The text of the file at `path`.

    Args:
        path: The file.
        max_bytes: Refuse a larger one.

    Raises:
        NotFound: There is no such file.
        NotPermitted: It may not be read.
        UnreadableFile: It is empty, too large, of an unknown type, or not what its name says.
    """
    reader = READERS.get(path.suffix.lower())
    data = _bytes(path, max_bytes)
    if reader is None:
        raise UnreadableFile(
            f"不支持的文件类型：{path.name}。", f"目前可以读取：{'、'.join(sorted(READERS))}。"
        )
    source = reader(data, path.name)
    if not source.text.strip():
        raise UnreadableFile(f"文件没有内容：{path.name}。", "请确认文件已保存完整，再重新导入。")
    return source


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile(f"这是一个文件夹，不是文件：{path}。", "请逐个指定文件，或使用通配符。")
        size = path.stat().st_size
        if size > max_bytes:
            limit = max_bytes // 2**20
            raise UnreadableFile(f"文件过大：{path.name}。", f"单个文件不能超过 {limit} MB。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"找不到文件：{path}。", "请检查路径是否正确。") from error
    except PermissionError as error:
        raise NotPermitted(f"没有权限读取：{path}。", "请检查文件权限，或换一个位置。") from error
    except OSError as error:
        raise UnreadableFile(f"无法读取文件：{path}。", "请检查文件名和磁盘后重试。") from error


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030; line breaks become `\\n`.

    Raises:
        UnreadableFile: It is not text.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableFile(f"{name} 的内容是{what}，与扩展名不符。", "请改用正确的扩展名，或另存为文本后再导入。")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(f"{name} 不是可以识别的文本。", "请另存为 UTF-8 或 GB18030 编码的文本后再导入。")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8", "gb18030")


def _is_text(text: str) -> bool:
    """Binary data decodes as GB18030 now and then; it then holds control characters or private-use ones."""
    odd = sum(1 for c in text if (ord(c) < 32 and c not in "\n\r\t\f") or 0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd")
    return odd <= len(text) // 200


def _read_text(data: bytes, name: str) -> Source:
    return Source(decode(data, name))


def _read_markdown(data: bytes, name: str) -> Source:
    text = decode(data, name)
    match = _FRONT_MATTER.match(text)
    if not match:
        return Source(text)
    try:
        front = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        raise UnreadableFile(f"{name} 开头的元数据（YAML）写法有误。", "请检查两行 --- 之间的内容。") from error
    if not isinstance(front, dict):
        raise UnreadableFile(f"{name} 开头的元数据不是键值对。", "请写成“title: 标题”的形式。")
    return Source(text[match.end() :], {str(key): value for key, value in front.items()})


READERS: dict[str, Callable[[bytes, str], Source]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".txt": _read_text,
}
"""File suffix → reader. HTML, DOCX and PDF join here."""
