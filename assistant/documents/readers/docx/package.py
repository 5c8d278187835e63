"""The ZIP around a Word file, opened within limits; its parts as XML without entities."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assistant.documents.readers.docx.xml import attribute, child, children
from assistant.documents.readers.limits import MAX_ENTRIES, MAX_PART, MAX_RATIO, MAX_UNPACKED, RATIO_FROM
from assistant.documents.readers.source import damaged, refuse_other_type
from assistant.errors import UnreadableFile

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "请用 Word 或 WPS 打开，重新另存为 .docx 后再导入。"


class Package:
    """An opened Word file.

    Args:
        data: The file.
        name: Its name, for errors.

    Raises:
        UnreadableFile: It is no Word file, encrypted, damaged, too large inside, or holds macros.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._zip = _open(data, name)
        self._entries = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._check_sizes()
        main = self._target("", "officeDocument")
        if main is None or main not in self._entries:
            raise UnreadableFile(f"{name} 不是 Word 文件。", "请确认扩展名是否正确，再重新导入。")
        self._check_kind(main)
        self._main = main
        body = child(self._xml(main), "body")
        if body is None:
            raise damaged(name, _SAVE_AGAIN)
        self.body: Element = body

    def related(self, kind: str) -> Element | None:
        """The part that the document names as its `styles`, `numbering`, `footnotes` …, or None."""
        part = self._target(self._main, kind)
        return self._xml(part) if part in self._entries else None

    def all_related(self, kind: str) -> list[Element]:
        """Every part of that kind that the document names: it may have several headers."""
        return [self._xml(part) for part in self._targets(self._main, kind) if part in self._entries]

    def of_package(self, kind: str) -> list[Element]:
        """The parts of that kind that the package itself names, such as its `core-properties`."""
        return [self._xml(part) for part in self._targets("", kind) if part in self._entries]

    def _target(self, part: str, kind: str) -> str | None:
        """Name of the first part of that kind that `part` refers to."""
        return next(iter(self._targets(part, kind)), None)

    def _targets(self, part: str, kind: str) -> list[str]:
        """Names of the parts of that kind that `part` refers to."""
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._entries:
            return []
        return [
            posixpath.normpath(posixpath.join("/" + folder, attribute(relation, "Target") or "")).lstrip("/")
            for relation in children(self._xml(relations), "Relationship")
            if (attribute(relation, "Type") or "").endswith(f"/{kind}")
        ]

    def _xml(self, part: str | None) -> Element:
        info = self._entries[part or ""]
        if info.file_size > MAX_PART:
            raise _bomb(self._name)
        try:
            # Never more than the entry declares, whatever is really in it.
            with self._zip.open(info) as file:
                data = file.read(MAX_PART + 1)
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise UnreadableFile(
                f"{self._name} 含有外部实体或文档类型定义，出于安全不予读取。", _SAVE_AGAIN
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ParseError) as error:
            raise damaged(self._name, _SAVE_AGAIN) from error
        return root

    def _check_sizes(self) -> None:
        infos = self._entries.values()
        if any(info.flag_bits & 1 for info in infos):
            raise _encrypted(self._name)
        packed = [(info.file_size, info.compress_size) for info in infos]
        if len(self._zip.infolist()) > MAX_ENTRIES or sum(size for size, _ in packed) > MAX_UNPACKED:
            raise _bomb(self._name)
        if any(size > RATIO_FROM and size > MAX_RATIO * max(small, 1) for size, small in packed):
            raise _bomb(self._name)

    def _check_kind(self, main: str) -> None:
        if any(name.endswith("vbaProject.bin") for name in self._entries):
            raise UnreadableFile(
                f"{self._name} 含有宏，出于安全不予读取。", "请另存为不含宏的 .docx 后再导入。"
            )
        types = self._xml("[Content_Types].xml") if "[Content_Types].xml" in self._entries else None
        said = {(attribute(o, "PartName") or "").lstrip("/"): o for o in children(types, "Override")}
        kind = attribute(said.get(main), "ContentType") or ""
        for word, what in (("spreadsheet", "Excel 表格"), ("presentation", "演示文稿")):
            if word in kind:
                raise UnreadableFile(
                    f"{self._name} 的内容是{what}，与扩展名不符。", "请另存为 .docx 或 PDF 后再导入。"
                )


def _open(data: bytes, name: str) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _encrypted(name)
        raise UnreadableFile(f"{name} 其实是旧版 Word（.doc）或 Excel 文件。", "请另存为 .docx 后再导入。")
    if not data.startswith(_ZIP):
        refuse_other_type(data, name, "请改用正确的扩展名后再导入。")
        raise UnreadableFile(f"{name} 不是 Word 文件，或已损坏。", _SAVE_AGAIN)
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise damaged(name, _SAVE_AGAIN) from error


def _encrypted(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} 已加密，无法读取。", "请在 Word 或 WPS 中取消密码保护，保存后再导入。")


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} 解压后的内容过多，超出安全上限。", "请删去不需要的内容，或拆分成几个文件再导入。"
    )
