"""What it looks like: on a phone and on a desk, light and dark, with enough contrast, without scrolling sideways."""

from pathlib import Path

import pytest
from browsing import DESKTOP, FIELD, PHONE, Seen, ask, opened, picture, tab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

FILES = Path(__file__).parents[2] / "evals" / "cases" / "submissions"

# Every visible text against the colour behind it, as WCAG reckons; returns what is below AA.
TOO_FAINT = """() => {
  const channels = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((c, i) => (c * a + below[i] * (255 - a)) / 255);
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const colour = channels(getComputedStyle(element).backgroundColor);
    return colour[3] === 255 ? colour.slice(0, 3) : over(colour, behind(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".gradio-container"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest("style, script, .unseen, .sr-only, .visually-hidden")) continue;
    const back = behind(element);
    const front = over(channels(getComputedStyle(element).color), back);
    const [a, b] = [light(front), light(back)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${element.className} ${walker.currentNode.textContent.trim()}`);
  }
  return found;
}"""


def sound(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_FAINT) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("device", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_every_tab_is_legible_and_fits(
    browser: Browser, server: str, seen: Seen, device: str, size: dict[str, int], scheme: str
) -> None:
    page = opened(browser, server, seen, viewport=size, color_scheme=scheme)
    sound(page, size["width"])
    ask(page, "我们是一所大学,能承担试点吗?")
    expect(page.locator(FIELD)).to_be_in_viewport()
    page.get_by_role("button", name="没有帮助").click()
    expect(page.locator(".reason")).to_be_visible()
    sound(page, size["width"])
    page.locator(".chip").first.click()
    expect(page.locator("#panel mark").first).to_be_in_viewport()
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}")
    page.keyboard.press("Escape")
    tab(page, "时间节点")
    expect(page.locator(".duty").first).to_be_visible()
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}-timeline")
    tab(page, "文件库")
    page.locator(".entry", has_text="虚构样例").first.click()
    expect(page.locator("#reader .notice-line")).to_be_visible()
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}-library")
    tab(page, "写申报表")
    page.get_by_role("button", name="填入虚构样例").click()
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator(".draft-section").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="核对全文").click()
    expect(page.get_by_text("核对完毕")).to_be_visible()
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}-draft")
    tab(page, "审材料")
    page.locator("#review-jobs input[type=file]").set_input_files(sorted(FILES.glob("1*.md")))
    expect(page.locator(".review-table tbody tr")).to_have_count(3, timeout=60_000)
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}-reviews")
    page.locator(".open-review").first.click()
    expect(page.locator(".review .summary")).to_be_visible()
    sound(page, size["width"])
    picture(page, f"{device}-{scheme}-review")
    page.context.close()
    assert seen.errors == []


def test_a_phone_keeps_the_conversations_in_a_drawer(browser: Browser, server: str, seen: Seen) -> None:
    page = opened(browser, server, seen, viewport=PHONE)
    ask(page, "申报材料什么时候截止?")
    expect(page.locator("#conversations")).not_to_be_visible()
    page.get_by_role("button", name="会话", exact=True).click()
    expect(page.locator("#conversations")).to_be_in_viewport()
    page.locator(".conversation .title").first.click()
    expect(page.locator("#conversations")).not_to_be_visible()
    expect(page.locator(".said")).to_have_text("申报材料什么时候截止?")
    page.locator("#talk-bar").get_by_role("button", name="新的会话").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.context.close()


def test_a_phone_shows_the_shelf_or_the_document(browser: Browser, server: str, seen: Seen) -> None:
    page = opened(browser, server, seen, viewport=PHONE)
    tab(page, "文件库")
    page.locator(".entry").first.click()
    expect(page.locator("#shelf")).not_to_be_visible()
    page.get_by_role("button", name="返回文件列表").click()
    expect(page.locator("#shelf")).to_be_visible()
    page.context.close()


def test_an_answer_is_gone_through_with_the_keyboard(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    page.focus("#new")
    reached = ""
    for _ in range(1500):  # the shared home remembers every conversation of the session, two stops each
        page.keyboard.press("Tab")
        reached += page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        if "submit-button" in reached:
            break
    for part in ('class="title"', "<summary", 'class="cite"', 'class="chip"', 'class="thumb"', "<textarea"):
        assert part in reached
