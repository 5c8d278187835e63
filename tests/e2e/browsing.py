"""What somebody does with the page, for the tests of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
FIELD = "#question textarea"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


@dataclass
class Seen:
    """What a page did beside showing itself."""

    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


def opened(browser: Browser, server: str, seen: Seen, **options: Any) -> Page:
    """The page in a fresh browser of its own kind, watched."""
    return watched(context(browser, **options), server, seen)


def context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser without a past."""
    made = browser.new_context(locale="zh-CN", **{"viewport": DESKTOP, **options})
    made.set_default_timeout(15_000)
    return made


def watched(context: BrowserContext, server: str, seen: Seen) -> Page:
    """The page, and what it does beside showing itself."""
    page = context.new_page()
    page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: seen.errors.append(response.url) if response.status >= 400 else None)
    enter(page, server)
    return page


def enter(page: Page, server: str) -> None:
    """Open the page, until it has been filled."""
    page.goto(server)
    page.wait_for_selector(FIELD)
    page.wait_for_selector(".masthead")


def enter_again(page: Page, address: str, seen: Seen) -> None:
    """Leave the page and open it again.

    A page that is left says to the console what Gradio was waiting for; nobody is there to see it.
    """
    before = len(seen.errors)
    enter(page, address)
    left = ("AbortError: ", "Unexpected error Connection errored out.")
    seen.errors[before:] = [error for error in seen.errors[before:] if not error.startswith(left)]


def ask(page: Page, question: str) -> None:
    """Ask, until there is an answer or a failure."""
    before = page.locator(".turn").count()
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")
    settled(page, before + 1)


def settled(page: Page, turns: int) -> None:
    """Wait until so many questions have been asked and the last one is over."""
    expect(page.locator(".turn")).to_have_count(turns, timeout=20_000)
    expect(page.locator("[data-busy]")).to_have_count(0, timeout=20_000)


def tab(page: Page, name: str) -> None:
    """Go to a tab."""
    page.get_by_role("tab", name=name).click()


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
