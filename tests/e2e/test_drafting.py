"""What an applicant does: fill the form, see where each sentence comes from, edit, check, come back, take it along."""

import pytest
from browsing import PHONE, Seen, ask, enter_again, opened, tab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e


def written(page: Page) -> None:
    """A draft from the fictional example."""
    tab(page, "写申报表")
    if page.get_by_role("button", name="另写一份").is_visible():
        page.get_by_role("button", name="另写一份").click()
    page.get_by_role("button", name="填入虚构样例").click()
    expect(page.get_by_label("单位名称")).to_have_value("虚构·云岚智能装备产业园管理有限公司")
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator(".draft-section")).to_have_count(5, timeout=30_000)


def test_a_draft_shows_its_sources_its_gaps_and_the_clauses(page: Page) -> None:
    written(page)
    for source in ("policy", "applicant"):
        expect(page.locator(f".draft-section .from.{source}").first).to_be_visible()
    expect(page.locator("#draft-foundation .from.applicant", has_text="126家").first).to_be_visible()
    expect(page.locator(".draft-section mark.gap").first).to_contain_text("待补充")
    page.locator(".draft-section .cite").first.click()
    expect(page.locator("#panel mark").first).to_be_in_viewport()


def test_an_edited_section_is_a_version_that_can_be_taken_back(page: Page, server: str, seen: Seen) -> None:
    written(page)
    section = page.locator("#draft-foundation")
    section.get_by_text("手工修改").click()
    section.locator("textarea").fill("园区入驻制造企业999家。")
    section.get_by_role("button", name="核对").click()
    expect(section.locator(".findings, .checked-clean").first).to_be_visible()
    expect(section.locator("textarea")).to_have_value("园区入驻制造企业999家。")
    section.get_by_role("button", name="存为新版本").click()
    expect(section.locator(".original-words")).to_contain_text("999家")
    enter_again(page, server, seen)
    tab(page, "写申报表")
    page.locator(".stored .entry").first.click()
    expect(page.locator("#draft-foundation .original-words")).to_contain_text("999家")
    page.get_by_text("历次版本").click()
    page.locator(".versions .entry").last.click()
    page.get_by_role("button", name="恢复为这一版").click()
    expect(page.locator("#draft-foundation .original-words")).to_contain_text("126家")


def test_one_section_is_made_again_from_what_was_added(page: Page) -> None:
    written(page)
    approach = page.locator("#draft-approach .original-words").inner_text()
    page.locator("#facts-foundation").fill("园区入驻制造企业321家，职工2.3万人")
    page.locator("button.rewrite[value=foundation]").click()
    expect(page.locator("#draft-foundation .original-words")).to_contain_text("321家")
    assert page.locator("#draft-approach .original-words").inner_text() == approach


def test_a_draft_is_taken_along(page: Page) -> None:
    written(page)
    for name, ending in (("Word", ".docx"), ("Markdown", ".md")):
        with page.expect_download() as download:
            page.locator("#draft-main").get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(ending)


def test_a_phone_shows_the_form_or_the_draft(browser: Browser, server: str, seen: Seen) -> None:
    page = opened(browser, server, seen, viewport=PHONE)
    written(page)
    expect(page.locator("#draft-form")).not_to_be_visible()
    page.get_by_role("button", name="返回填写").click()
    expect(page.locator("#draft-form")).to_be_visible()
    page.context.close()
    assert seen.errors == []


def test_a_draft_begins_in_the_chat_and_is_opened_from_there(page: Page) -> None:
    ask(page, "帮我写工作基础")
    page.get_by_role("button", name="打开草稿").click()
    expect(page.locator("#draft-foundation")).to_be_visible()
