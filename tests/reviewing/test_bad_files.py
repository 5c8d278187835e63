"""Files that cannot be read become reviews with an error, and the others go on."""

import zipfile
from io import BytesIO

import pytest
from building import rezipped, word
from PIL import Image

from assistant.reviewing.pipeline import Context, Upload, compare, review

GOOD = word(["申报主体：虚构·甲公司"], [("一、试点方向", "制造业专业人才队伍培养")])
_ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return buffer.getvalue()


def _scanned() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (600, 800), "white").save(buffer, "PDF")
    return buffer.getvalue()


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def _external() -> bytes:
    def change(name: str, data: bytes) -> bytes:
        return _ENTITY + data.partition(b"?>")[2] if name == "word/document.xml" else data

    return rezipped(GOOD, change)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.docx", b""),
        ("空白.txt", b"  \n"),
        ("程序.docx", b"MZ\x90\x00" + b"\0" * 200),
        ("损坏.docx", GOOD[: len(GOOD) // 2]),
        ("损坏.pdf", b"%PDF-1.7\n broken"),
        ("炸弹.docx", _bomb()),
        ("外部实体.docx", _external()),
        ("加密.docx", _encrypted()),
        ("扫描.pdf", _scanned()),
        ("表格.xlsx", GOOD),
        ("无扩展名", b"text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, context: Context) -> None:
    result = review(Upload(name, data), context)
    assert result.error is not None
    assert result.file == name
    assert result.error.code and result.error.message and result.error.hint
    assert result.summary == "" and result.text == ""


def test_names_are_cut_and_lose_their_folders(context: Context) -> None:
    long = review(Upload("长" * 300 + ".docx", GOOD), context)
    assert long.error is None and len(long.file) <= 130 and long.file.endswith(".docx")
    assert review(Upload("../../etc/甲.docx", GOOD), context).file == "甲.docx"
    assert review(Upload("C:\\材料\\乙.docx", GOOD), context).file == "乙.docx"


def test_one_bad_file_does_not_stop_the_others_even_if_names_are_the_same(context: Context) -> None:
    files = [Upload("甲.docx", GOOD), Upload("甲.docx", b"MZ"), Upload("甲.docx", GOOD)]
    reviews = compare([review(file, context) for file in files], context)
    assert [r.error is None for r in reviews] == [True, False, True]
    assert len({r.id for r in reviews}) == 3
