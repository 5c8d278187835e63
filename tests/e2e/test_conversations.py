"""Coming back to what was said."""

from pathlib import Path

import pytest
from browsing import Seen, ask, enter_again
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_a_conversation_goes_on_after_the_page_was_left(page: Page, server: str, seen: Seen) -> None:
    ask(page, "申报材料什么时候截止?")
    ask(page, "那交给谁?")
    page.click("#new")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".examples")).to_be_visible()
    enter_again(page, server, seen)
    page.locator(".conversation .title").first.click()
    expect(page.locator(".said")).to_have_text(["申报材料什么时候截止?", "那交给谁?"])
    expect(page.locator(".conversation .title").first).to_have_attribute("aria-current", "true")
    ask(page, "什么时候公布?")
    expect(page.locator(".conversation .facts").first).to_contain_text("3问")


def test_a_conversation_is_there_again_when_the_page_is_loaded_again(page: Page, seen: Seen) -> None:
    ask(page, "申报材料什么时候截止?")
    enter_again(page, page.url, seen)
    expect(page.locator(".said")).to_have_text("申报材料什么时候截止?")
    page.click("#new")
    expect(page.locator(".examples")).to_be_visible()
    enter_again(page, page.url, seen)
    expect(page.locator(".examples")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_conversation_is_renamed_exported_and_deleted(page: Page, tmp_path: Path) -> None:
    ask(page, "申报材料什么时候截止?")
    listed = page.locator(".conversation").first
    listed.locator(".more > summary").click()
    listed.get_by_label("会话的名称").fill("截止<i>日</i>")
    listed.get_by_role("button", name="改名").click()
    expect(listed.locator(".name")).to_have_text("截止<i>日</i>")

    listed.locator(".more > summary").click()
    with page.expect_download() as download:
        listed.get_by_role("link", name="导出").click()
    exported = tmp_path / "conversation.md"
    download.value.save_as(exported)
    assert download.value.suggested_filename.endswith(".md")
    assert "2025年7月11日" in exported.read_text("utf-8")

    count = page.locator(".conversation").count()
    listed.locator(".danger > summary").click()
    listed.locator(".sure").click()
    expect(page.locator(".conversation")).to_have_count(count - 1)
    expect(page.locator(".turn")).to_have_count(0)


def test_a_menu_closes_with_escape_and_gives_the_keyboard_back(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    menu = page.locator(".conversation").first.locator(".more")
    menu.locator("> summary").click()
    menu.get_by_label("会话的名称").focus()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("> summary")).to_be_focused()
