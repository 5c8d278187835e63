"""Reading any file: what it may cost, and what each refusal says."""

import os
import sys
import time
from pathlib import Path

import pytest
from made_files import blank_pdf, notice_source, word_notice

from assistant.documents.loading import load
from assistant.documents.readers import READERS, read
from assistant.documents.readers.worker import isolated
from assistant.errors import NotFound, NotPermitted, UnreadableFile

PDF = "assistant.documents.readers.pdf"
BIG = 100 * 2**20


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        isolated(PDF, "请重试。", seconds=0.05)(blank_pdf(3), "慢.pdf")
    assert "慢.pdf" in caught.value.message and "秒" in caught.value.message
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(UnreadableFile) as caught:
        isolated("assistant.documents.readers.text", "请重试。", memory=200 * 2**20)(
            b"a" * 300 * 2**20, "大.txt"
        )
    assert caught.value.hint.startswith("请")


@pytest.mark.parametrize("module", ["os", "no.such.module"])
def test_whatever_goes_wrong_in_a_reader_is_one_error(module: str) -> None:
    with pytest.raises(UnreadableFile, match=r"文件\.pdf 已损坏"):
        isolated(module, "请重试。")(b"x", "文件.pdf")


def test_a_folder_of_our_name_where_the_user_is_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "__init__.py").write_text("raise SystemExit(7)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert READERS[".docx"](word_notice(), "通知.docx").text == notice_source().text


@pytest.mark.parametrize(
    ("name", "hint"), [("旧.doc", ".docx"), ("表.wps", ".docx"), ("版.ofd", "PDF"), ("图.png", ".pdf")]
)
def test_an_unknown_type_says_what_to_do(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / name, BIG)
    assert name in caught.value.message and hint in caught.value.hint


def test_limits_of_size_and_length(tmp_path: Path) -> None:
    large = tmp_path / "大.pdf"
    large.write_bytes(b"%PDF-1.7" + b"\x00" * 50 * 2**20)
    with pytest.raises(UnreadableFile, match=r"文件过大.*20 MB"):
        read(large, 20 * 2**20)
    long = tmp_path / "长.txt"
    long.write_text("各部门要加强领导。\n" * 120_000, "utf-8")
    with pytest.raises(UnreadableFile, match="100 万字"):
        read(long, BIG)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"没有\.pdf"):
        read(tmp_path / "没有.pdf", BIG)
    with pytest.raises(UnreadableFile, match="文件夹"):
        read(tmp_path, BIG)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.txt")
        with pytest.raises(UnreadableFile, match="普通文件"):
            read(tmp_path / "管道.txt", BIG)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.txt"
    path.write_text("一、", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)  # The tests may run as root, who may read everything.
    with pytest.raises(NotPermitted, match=r"密\.txt"):
        read(path, BIG)


def test_a_name_with_markup_or_a_dash_is_only_a_name(tmp_path: Path) -> None:
    for name in ("--help.docx", "<b>a</b>;rm -rf ~.docx".replace("/", "_"), "a'\"$(id).docx"):
        path = tmp_path / name
        path.write_bytes(word_notice())
        assert load(path, BIG).document.text == notice_source().text
