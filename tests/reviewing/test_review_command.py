"""`assistant review … --out`: files for people."""

from pathlib import Path

from docx import Document
from openpyxl import load_workbook
from processes import Run

SUBMISSION = "# 申报表\n申报主体：虚构·示例产业园\n\n一、试点方向\n人力资源服务共享。\n"


def test_reviews_are_written_as_word_and_as_a_table(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "甲.md"
    file.write_text(SUBMISSION, "utf-8")
    for ending in ("docx", "xlsx"):
        done = run("review", file, "--out", tmp_path / f"意见.{ending}")
        assert done.returncode == 0, done.stderr
    assert Document(str(tmp_path / "意见.docx")).paragraphs[0].text == "虚构·示例产业园"
    assert load_workbook(tmp_path / "意见.xlsx").worksheets[0]["B2"].value == "虚构·示例产业园"


def test_an_unknown_ending_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    done = run("review", tmp_path / "甲.md", "--out", tmp_path / "意见.pdf")
    assert done.returncode == 2 and "docx" in done.stderr and "Traceback" not in done.stderr
