"""What a reviewer does: drop files, sort and filter, open a place, tick and note, take along, come back."""

from pathlib import Path

import pytest
from browsing import PHONE, Seen, enter_again, opened, tab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

FILES = Path(__file__).parents[2] / "evals" / "cases" / "submissions"


def drop(page: Page, *endings: str) -> None:
    """Hand in the submissions with these endings, until all have been read."""
    paths = sorted(path for ending in endings for path in FILES.glob(f"*{ending}"))
    page.locator("#review-jobs input[type=file]").set_input_files(paths)
    expect(page.locator(".review-table tbody tr")).to_have_count(len(paths), timeout=60_000)
    expect(page.locator("[data-follow]")).to_have_count(0, timeout=60_000)


def test_many_submissions_become_a_table_to_sort_and_filter(page: Page) -> None:
    tab(page, "审材料")
    drop(page, ".md", ".txt", "01-*.docx")
    names = page.locator(".review-table tbody tr:visible td:first-child")
    before = names.all_inner_texts()
    page.locator("[data-local=sort][data-key=applicant]").click()
    page.locator("[data-local=sort][data-key=applicant]").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    assert names.all_inner_texts() != before and sorted(names.all_inner_texts()) == sorted(before)
    page.get_by_label("在表中查找").fill("商会")
    assert 0 < len(names.all_inner_texts()) < len(before)
    page.get_by_label("在表中查找").fill("没有这样的")
    expect(page.locator(".nothing-left")).to_be_visible()


def test_a_review_opens_its_places_and_keeps_ticks_and_notes(page: Page, server: str, seen: Seen) -> None:
    tab(page, "审材料")
    drop(page, "12-*.md")
    page.locator(".open-review").first.click()
    page.get_by_role("button", name="看原文").first.click()
    expect(page.locator("#panel mark").first).to_be_in_viewport()
    expect(page.locator("#panel")).to_contain_text("个人信息已遮盖")
    page.keyboard.press("Escape")
    page.locator("button.check").first.click()
    expect(page.locator("button.check").first).to_have_attribute("aria-pressed", "true")
    page.get_by_text("批注", exact=True).first.click()
    page.get_by_label("批注", exact=True).first.fill("已电话核实")
    page.get_by_role("button", name="保存").first.click()
    expect(page.locator(".note").first).to_have_text("批注：已电话核实")
    enter_again(page, server, seen)
    tab(page, "审材料")
    page.locator(".review-jobs .entry").first.click()
    page.locator(".open-review").first.click()
    expect(page.locator(".note").first).to_have_text("批注：已电话核实")


def test_reviews_are_taken_along(page: Page) -> None:
    tab(page, "审材料")
    drop(page, "13-*.md")
    for name, ending in (("Word", ".docx"), ("Excel", ".xlsx"), ("JSON", ".json")):
        with page.expect_download() as download:
            page.locator("#review-main").get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(ending)


def test_a_file_attached_in_the_chat_is_reviewed(page: Page) -> None:
    page.locator("#attach input").set_input_files(next(FILES.glob("12-*.md")))
    page.get_by_role("button", name="打开审阅结果").click()
    expect(page.locator(".open-review")).to_have_count(1, timeout=30_000)


def test_a_phone_shows_the_list_or_the_review(browser: Browser, server: str, seen: Seen) -> None:
    page = opened(browser, server, seen, viewport=PHONE)
    tab(page, "审材料")
    drop(page, "12-*.md")
    expect(page.locator("#review-jobs")).not_to_be_visible()
    page.get_by_role("button", name="返回审阅记录").click()
    expect(page.locator("#review-jobs")).to_be_visible()
    page.context.close()
