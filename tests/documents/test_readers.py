"""Text and Markdown files: every encoding that people save in, and what is no text at all (see also test_reading)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers import READERS, decode, read
from assistant.errors import UnreadableFile

NOTICE = "关于做好工作的通知\n江体发〔2026〕21号\n各单位：\n一、要求\n抓好落实，及时反馈。\n"
LARGEST = 2**20


def written(folder: Path, data: bytes, name: str = "通知.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path, NOTICE.encode(encoding)), LARGEST).text == NOTICE


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=60))
def test_chinese_in_gb18030_is_read_back(text: str) -> None:
    # A few characters alone can be UTF-8 by accident; a sentence of a document is not.
    document = f"关于做好工作的通知：{text}。"
    assert decode(document.encode("gb18030"), "通知.txt") == document


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_breaks_of_every_system_become_one(tmp_path: Path, end: str) -> None:
    assert read(written(tmp_path, NOTICE.replace("\n", end).encode()), LARGEST).text == NOTICE


@pytest.mark.parametrize("data", [b"", b"   \n\n\t ", "\ufeff".encode(), "\ufeff\n".encode("utf-16")])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="没有内容"):
        read(written(tmp_path, data), LARGEST)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...", b"PK\x03\x04....", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0",
        b"MZ\x90\x00", b"\x7fELF\x02", bytes(range(256)) * 4, b"\x00\x01\x02" * 200, b"\xff\xfe\xff\xff\x00",
    ],
)  # fmt: skip
def test_what_is_not_text_is_refused_in_plain_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(written(tmp_path, data), LARGEST)
    assert "通知.txt" in refused.value.message
    assert refused.value.hint


def test_front_matter_is_taken_off_a_markdown_file_and_its_text_stays(tmp_path: Path) -> None:
    source = read(
        written(tmp_path, f"---\ntitle: 某通知\nissued: 2026-08-06\n---\n{NOTICE}".encode(), "a.md"), LARGEST
    )
    assert source.front_matter["title"] == "某通知"
    assert source.text == NOTICE


def test_a_rule_in_a_text_file_is_no_front_matter(tmp_path: Path) -> None:
    text = f"---\ntitle: 某通知\n---\n{NOTICE}"
    assert read(written(tmp_path, text.encode()), LARGEST).text == text


@pytest.mark.parametrize("front", ["title: [", "- 一\n- 二", "title: 'x"])
def test_front_matter_that_is_no_yaml_is_refused(tmp_path: Path, front: str) -> None:
    with pytest.raises(UnreadableFile, match="元数据"):
        read(written(tmp_path, f"---\n{front}\n---\n{NOTICE}".encode(), "a.md"), LARGEST)


def test_a_suffix_is_known_in_capitals_too(tmp_path: Path) -> None:
    assert ".txt" in READERS
    assert read(written(tmp_path, NOTICE.encode(), "通知.TXT"), LARGEST).text == NOTICE
