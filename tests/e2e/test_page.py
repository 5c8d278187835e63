"""The page in a real browser: what somebody sees who asks a question and looks up the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.e2e

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIELD = "#question textarea"


@dataclass
class Seen:
    """What a page did beside showing itself."""

    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, server: str, seen: Seen) -> Iterator[Page]:
    """A fresh page, which must ask no other host and write no error to the console."""
    page = opened(browser, server, seen)
    yield page
    page.context.close()
    assert seen.hosts == {urlsplit(server).netloc}
    assert seen.errors == []


def opened(browser: Browser, server: str, seen: Seen, **options: object) -> Page:
    context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: seen.errors.append(response.url) if response.status >= 400 else None)
    page.goto(server)
    page.wait_for_selector(FIELD)
    return page


def ask(page: Page, question: str) -> None:
    before = page.locator(".answer, .failure").count()
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")
    expect(page.locator(".answer, .failure")).to_have_count(before + 1, timeout=20_000)


def test_a_question_is_answered_and_its_citation_opens_with_the_words_marked(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    expect(page.locator(".answer").last).to_contain_text("2025年7月11日")
    citation = page.locator("details.citation").first
    expect(citation.locator("mark")).to_be_hidden()
    citation.locator("summary").click()
    expect(citation.locator("mark")).to_be_visible()
    expect(citation.locator("mark")).to_contain_text("7月11日")
    expect(citation.locator(".facts")).to_contain_text("渝人社发〔2025〕13号")
    expect(citation.locator(".provenance.original")).to_be_visible()
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "answer.png")


def test_the_head_and_the_foot_say_what_this_is_about(page: Page) -> None:
    expect(page.locator(".masthead")).to_contain_text("渝人社发〔2025〕13号")
    expect(page.locator(".masthead .today")).to_contain_text("年")
    expect(page.locator(".foot")).to_have_text("以官方发布的文件原文为准。")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_silence_of_the_notice_is_told(page: Page) -> None:
    ask(page, "补贴多少钱?")
    expect(page.locator(".answer.abstained")).to_be_visible()


def test_an_example_is_asked_with_one_click(page: Page) -> None:
    page.locator(".example", has_text="高校").click()
    expect(page.locator(".answer")).to_contain_text("高等院校", timeout=20_000)


def test_a_conversation_goes_on_and_a_new_one_starts_empty(page: Page) -> None:
    ask(page, "申报材料什么时候截止?")
    ask(page, "那交给谁?")
    expect(page.locator(".said")).to_have_count(2)
    page.click("#new")
    expect(page.locator(".said")).to_have_count(0)
    expect(page.locator(".example")).to_have_count(6)


def test_markup_in_a_question_is_shown_and_not_run(page: Page) -> None:
    question = (
        "申报<img src=x onerror=\"document.title='ran'\"> **截止** $x$ <script>document.title='ran'</script>"
    )
    ask(page, question)
    expect(page.locator(".said")).to_have_text(question)
    assert page.locator("#chat img").count() == 0
    assert page.title() == "融合试点助手"


@pytest.mark.parametrize("question", ["  ", "？！", "\U000e0041"])
def test_an_unusable_question_gets_one_clear_line(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.locator(".failure")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    browser: Browser, server: str, seen: Seen, scheme: str
) -> None:
    page = opened(browser, server, seen, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    ask(page, "我们是一所大学,能承担试点吗?")
    page.locator("details.citation summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator(FIELD)).to_be_in_viewport()
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"phone-{scheme}.png")
    page.context.close()
    assert seen.errors == []
