"""Looking through the library, adding to it, taking out of it."""

import re
from pathlib import Path

import pytest
from browsing import picture, tab
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

NOTICE = """# 关于开展样本试点工作的通知

样政发〔2026〕7号

各有关单位：

一、试点范围
全市园区<script>document.title='ran'</script>均可申报。

二、申报时间
（一）申报。各单位请于2026年12月20日前将申报书报市样本局。

样本市人民政府
2026年11月1日
"""


def test_documents_are_listed_by_provenance_and_read_by_clause(page: Page) -> None:
    tab(page, "文件库")
    expect(page.locator(".shelf .group")).to_have_text(
        [re.compile("官方原文"), re.compile("摘要（非官方原文）"), re.compile("虚构样例")]
    )
    page.locator(".entry").first.click()
    expect(page.locator("#reader h2")).to_contain_text("融合发展试点工作的通知")
    page.locator(".jump", has_text="及时总结推广").click()
    clause = page.locator("#reader .clause", has_text="及时总结推广")
    expect(clause).to_be_in_viewport()
    expect(clause.locator("b")).to_contain_text("及时总结推广")


def test_a_sample_says_that_it_is_one(page: Page) -> None:
    tab(page, "文件库")
    page.locator(".entry", has_text="虚构样例").first.click()
    expect(page.locator("#reader .notice-line")).to_contain_text("不能作为依据")


def test_search_leads_to_the_place(page: Page) -> None:
    tab(page, "文件库")
    page.get_by_role("searchbox").fill("邮箱")
    page.get_by_role("searchbox").press("Enter")
    found = page.locator(".found .entry").first
    expect(found).to_contain_text("邮箱")
    found.click()
    expect(page.locator("#reader mark").first).to_be_in_viewport()
    page.get_by_role("button", name="返回文件列表").first.click()
    expect(page.locator(".shelf .group").first).to_contain_text("官方原文")


def test_a_file_is_looked_at_before_it_is_added_and_can_be_removed(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "样本<img src=x onerror=alert(1)>.md"
    file.write_text(NOTICE, "utf-8")
    tab(page, "文件库")
    entries = page.locator(".shelf .entry")
    expect(entries.first).to_be_visible()
    before = entries.count()
    page.get_by_role("button", name="添加文件").click()
    page.set_input_files(".drop input", file)
    preview = page.locator("#reader .preview")
    expect(preview.locator("h2")).to_contain_text("样本<img src=x onerror=alert(1)>.md")
    expect(preview.locator(".jump")).to_contain_text(["试点范围", "申报时间", "申报"])
    expect(preview.locator(".original-words")).to_contain_text("<script>document.title='ran'</script>")
    assert entries.count() == before
    picture(page, "preview")

    preview.get_by_label("标题").fill("样本通知<b>甲</b>")
    page.get_by_role("button", name="确认收录").click()
    expect(page.locator(".shelf .notice-line")).to_contain_text("样本通知<b>甲</b>", timeout=30_000)
    expect(entries).to_have_count(before + 1)
    expect(page.locator("#reader h2")).to_have_text("样本通知<b>甲</b>")

    page.locator("#reader .danger > summary").click()
    page.locator("#reader .sure").click()
    expect(entries).to_have_count(before, timeout=30_000)
    assert page.title() == "融合试点助手"


def test_a_file_that_cannot_be_read_gets_one_clear_line(page: Page, tmp_path: Path, home: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    (tmp_path / "大.txt").write_bytes(b"x" * (20 * 2**20 + 1))
    tab(page, "文件库")
    page.get_by_role("button", name="添加文件").click()
    page.set_input_files(".drop input", tmp_path / "大.txt")
    expect(page.locator(".adding .status")).to_contain_text("超过 20 MB")
    page.set_input_files(".drop input", tmp_path / "空.docx")
    expect(page.locator(".adding .failure")).to_be_visible()
    # What was uploaded is gone again.
    assert [path for path in (home / "uploads").rglob("*") if path.is_file()] == []
