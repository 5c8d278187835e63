"""Asking and looking up the source."""

import pytest
from browsing import FIELD, Seen, ask, enter_again, opened, picture, settled
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e


def test_the_head_and_the_foot_say_what_this_is_about(page: Page) -> None:
    expect(page.locator(".masthead .notice")).to_contain_text("渝人社发〔2025〕13号")
    expect(page.locator(".masthead .today")).to_contain_text("年")
    expect(page.locator(".masthead .next")).to_contain_text("下一个节点")
    expect(page.locator(".foot")).to_have_text("以官方发布的文件原文为准")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_citation_opens_the_clause_with_the_quoted_words_marked(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    expect(page.locator(".answer")).to_contain_text("2025年7月11日")
    page.locator(".cite").first.click()
    panel = page.locator("#panel .panel")
    expect(panel.locator("mark")).to_contain_text("7月11日")
    expect(panel.locator("mark")).to_be_in_viewport()
    expect(panel).to_contain_text("渝人社发〔2025〕13号")
    expect(panel.locator(".provenance.original")).to_be_visible()
    expect(panel.locator(".trail")).to_contain_text("四、实施步骤")
    picture(page, "answer")


def test_the_panel_goes_on_to_the_neighbours_and_into_the_library(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    page.locator(".chip").first.click()
    page.locator(".neighbour", has_text="下一条").click()
    expect(page.locator("#panel .original-words")).to_contain_text("试点可行性检验")
    page.get_by_role("button", name="在文件库中打开").click()
    expect(page.locator("#reader .clause.here")).to_contain_text("试点可行性检验")
    expect(page.locator("#reader .clause.here")).to_be_in_viewport()
    expect(page.locator("#panel .panel")).to_have_count(0)


def test_the_panel_works_from_the_keyboard(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel .panel")).to_have_count(0)
    expect(page.locator(".chip").first).to_be_focused()


def test_silence_of_the_notice_is_told_with_what_is_near(page: Page) -> None:
    ask(page, "补贴多少钱?")
    expect(page.locator(".answer.abstained")).to_be_visible()
    page.locator(".related .chip").first.click()
    expect(page.locator("#panel .original-words")).not_to_be_empty()
    expect(page.locator("#panel mark")).to_have_count(0)


def test_examples_and_follow_ups_are_asked_with_one_click(page: Page) -> None:
    expect(page.locator(".examples section")).to_have_count(6)
    page.locator("section", has_text="高校").locator(".example").first.click()
    settled(page, 1)
    expect(page.locator(".answer")).to_contain_text("高等院校")
    page.click("#new")
    settled(page, 0)
    ask(page, "你好")
    words = page.locator(".follow-up").first.inner_text()
    page.locator(".follow-up").first.click()
    settled(page, 2)
    expect(page.locator(".said").last).to_have_text(words)


def test_a_long_answer_is_read_from_its_start(browser: Browser, server: str, seen: Seen) -> None:
    page = opened(browser, server, seen, viewport={"width": 600, "height": 460})
    ask(page, "申报什么时候截止?")
    ask(page, "有哪些试点方向?")
    expect(page.locator(".turn.last .said")).to_be_in_viewport()
    expect(page.locator(".turn.last .words p").first).to_be_in_viewport()
    expect(page.locator(".turn.last .opinion")).not_to_be_in_viewport()
    page.context.close()


@pytest.mark.parametrize("question", ["  ", "？！", "\U000e0041"])
def test_an_unusable_question_gets_one_clear_line(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".turn .failure")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("")


def test_markup_in_a_question_is_shown_and_not_run(page: Page) -> None:
    question = (
        "申报<img src=x onerror=\"document.title='ran'\"> **截止** ${1} {{value}} `x`"
        " <script>document.title='ran'</script>"
    )
    ask(page, question)
    expect(page.locator(".said")).to_have_text(question)
    expect(page.locator(".conversation .name").first).to_contain_text("<img src=x")
    assert page.locator("#chat img").count() == 0
    assert page.title() == "融合试点助手"


def test_thumbs_are_kept_with_the_reason(page: Page, seen: Seen) -> None:
    ask(page, "申报材料什么时候截止?")
    page.get_by_role("button", name="没有帮助").click()
    page.get_by_label("内容有误").check()
    page.locator(".reason input[type=text]").fill("<b>日期</b>")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".thanks")).to_be_visible()
    enter_again(page, page.url, seen)
    expect(page.get_by_role("button", name="没有帮助")).to_have_attribute("aria-pressed", "true")
