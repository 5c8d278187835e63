"""Word files that are none, are locked, or would hurt: each one clear line."""

import pytest
from docx import Document
from made_files import read, rezipped, saved, word_notice, zipped

from assistant.errors import UnreadableFile


def bomb() -> bytes:
    return rezipped(
        saved(Document()), lambda parts: parts.update({"word/media/image1.png": b"0" * 150 * 2**20})
    )


def large_part() -> bytes:
    """A part beyond the limit whose bytes do not shrink suspiciously well."""
    filler = b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % n for n in range(1_300_000))
    return rezipped(
        saved(Document()),
        lambda parts: parts.update(
            {"word/document.xml": parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + filler)}
        ),
    )


def with_doctype(doctype: str, use: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        head, _, rest = parts["word/document.xml"].decode().partition("?>")
        rest = rest.replace("<w:body>", f"<w:body><w:p><w:r><w:t>{use}</w:t></w:r></w:p>")
        parts["word/document.xml"] = f"{head}?>{doctype}{rest}".encode()

    return rezipped(saved(Document()), change)


def external_entity() -> bytes:
    return with_doctype('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;")


def laughing() -> bytes:
    entities = '<!ENTITY a0 "哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return with_doctype(f"<!DOCTYPE x [{entities}]>", "&a9;")


def encrypted_entries() -> bytes:
    data = bytearray(saved(Document()))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def with_macros() -> bytes:
    return rezipped(saved(Document()), lambda parts: parts.update({"word/vbaProject.bin": b"x"}))


def spreadsheet() -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
        )

    return rezipped(saved(Document()), change)


BAD = {
    "empty": (lambda: b"", "没有内容"),
    "an executable": (lambda: b"MZ\x90\x00" + b"\x00" * 500, "可执行程序"),
    "a PDF": (lambda: b"%PDF-1.7\n", "PDF"),
    "plain text": (lambda: "一、总体要求".encode(), "不是 Word 文件"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, ".doc"),
    "encrypted by Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"),
        "已加密",
    ),
    "encrypted entries": (encrypted_entries, "已加密"),
    "cut off": (lambda: word_notice()[:9000], "损坏"),
    "a broken part": (
        lambda: rezipped(saved(Document()), lambda p: p.update({"word/document.xml": b"<w:document"})),
        "损坏",
    ),
    "another ZIP": (lambda: zipped({"a.txt": b"x"}), "不是 Word 文件"),
    "a spreadsheet": (spreadsheet, "Excel"),
    "with macros": (with_macros, "宏"),
    "a ZIP bomb": (bomb, "解压"),
    "a part too large": (large_part, "解压"),
    "too many entries": (
        lambda: rezipped(saved(Document()), lambda p: p.update({f"x/{n}": b"" for n in range(2500)})),
        "解压",
    ),
    "an external entity": (external_entity, "外部实体"),
    "a billion laughs": (laughing, "外部实体"),
    "without words": (lambda: saved(Document()), None),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_clear_line(what: str) -> None:
    make, expected = BAD[what]
    data = make()
    if expected is None:
        assert read(data, "文件.docx").text == ""
        return
    with pytest.raises(UnreadableFile) as caught:
        read(data, "文件.docx")
    assert expected in caught.value.message
    assert caught.value.hint.startswith("请")
    assert "\n" not in str(caught.value)
