"""A file becomes text. One reader a format; what a reader cannot read it refuses with a clear error."""

from pathlib import Path, PurePath

from assistant.documents.readers.limits import MAX_CHARACTERS
from assistant.documents.readers.source import Hidden, Reader, Source, empty
from assistant.documents.readers.text import decode, read_markdown, read_text
from assistant.documents.readers.worker import isolated, too_long
from assistant.errors import NotFound, NotPermitted, UnreadableFile

__all__ = ["READERS", "Hidden", "Source", "decode", "file_bytes", "read", "read_bytes"]

_html = isolated(f"{__name__}.html", "请用浏览器打开后，把正文复制到文本文件再导入。")
_docx = isolated(f"{__name__}.docx", "请用 Word 或 WPS 打开，重新另存为 .docx 后再导入。")
_pdf = isolated(f"{__name__}.pdf", "请用阅读器打开确认，重新导出为 PDF，或改用 Word 文件。")

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
"""File suffix → reader."""

_RELATED = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    ".docm": "请用 Word 或 WPS 打开，另存为不含宏的 .docx 后再导入。",
    ".wps": "请用 WPS 打开，另存为 .docx 后再导入。",
    ".ofd": "请用阅读器打开，导出为 PDF 后再导入。",
}
"""Suffixes that people bring and that a program of theirs can turn into one of ours → how."""


def read(path: Path, max_bytes: int) -> Source:
    """The text of the file at `path`.

    Args:
        path: The file.
        max_bytes: Refuse a larger one.

    Raises:
        NotFound: There is no such file.
        NotPermitted: It may not be read.
        UnreadableFile: It is empty, too large, of an unknown type, damaged, encrypted, or not what its name says.
    """
    return read_bytes(file_bytes(path, max_bytes), path.name, max_bytes)


def read_bytes(data: bytes, name: str, max_bytes: int) -> Source:
    """The text of a file that is in memory already.

    Args:
        data: The file.
        name: Its name, whose suffix tells its type.
        max_bytes: Refuse a larger one.

    Raises:
        UnreadableFile: As `read` does.
    """
    if len(data) > max_bytes:
        raise _too_large(name, max_bytes)
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = f"目前可以读取：{'、'.join(sorted(READERS))}。"
        raise UnreadableFile(f"不支持的文件类型：{name}。", _RELATED.get(suffix, known))
    source = reader(data, name)
    if not source.text.strip():
        raise empty(name)
    if len(source.text) > MAX_CHARACTERS:
        raise too_long(name)
    return source


def _too_large(name: str, max_bytes: int) -> UnreadableFile:
    return UnreadableFile(f"文件过大：{name}。", f"单个文件不能超过 {max_bytes // 2**20} MB。")


def file_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of the file at `path`. Raises NotFound, NotPermitted, UnreadableFile as `read` does."""
    try:
        if path.is_dir():
            raise UnreadableFile(f"这是一个文件夹，不是文件：{path}。", "请逐个指定文件，或使用通配符。")
        if path.exists() and not path.is_file():  # A pipe or a device may never end.
            raise UnreadableFile(f"这不是普通文件：{path}。", "请指定磁盘上的文件。")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise NotFound(f"找不到文件：{path}。", "请检查路径是否正确。") from error
    except PermissionError as error:
        raise NotPermitted(f"没有权限读取：{path}。", "请检查文件权限，或换一个位置。") from error
    except OSError as error:
        raise UnreadableFile(f"无法读取文件：{path}。", "请检查文件名和磁盘后重试。") from error
    if len(data) > max_bytes:
        raise _too_large(path.name, max_bytes)
    return data
