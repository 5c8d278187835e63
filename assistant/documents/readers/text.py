"""Plain text and Markdown."""

import codecs
import re

import yaml

from assistant.documents.readers.source import Source, refuse_other_type
from assistant.errors import UnreadableFile

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def decode(data: bytes, name: str) -> str:
    """The text of `data`: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030; line breaks are unified.

    Raises:
        UnreadableFile: It is not text.
    """
    refuse_other_type(data, name, "请改用正确的扩展名，或另存为文本后再导入。")
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
    odd = sum(
        1
        for c in text
        if (ord(c) < 32 and c not in "\n\r\t\f") or 0xE000 <= ord(c) <= 0xF8FF or c == "\ufffd"
    )
    return odd <= len(text) // 200


def read_text(data: bytes, name: str) -> Source:
    """A text file, as it is."""
    return Source(decode(data, name))


def read_markdown(data: bytes, name: str) -> Source:
    """A Markdown file; YAML front matter becomes what the file says about itself.

    Raises:
        UnreadableFile: It is not text, or its front matter is broken.
    """
    text = decode(data, name)
    match = _FRONT_MATTER.match(text)
    if not match:
        return Source(text)
    try:
        front = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        raise UnreadableFile(
            f"{name} 开头的元数据（YAML）写法有误。", "请检查两行 --- 之间的内容。"
        ) from error
    if not isinstance(front, dict):
        raise UnreadableFile(f"{name} 开头的元数据不是键值对。", "请写成“title: 标题”的形式。")
    return Source(text[match.end() :], {str(key): value for key, value in front.items()})
