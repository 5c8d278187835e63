"""A real browser, and a page in it that must ask no other host and write no error to the console."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browsing import Seen, context, watched
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture(scope="session")
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for the ordinary tests: what it has loaded once it need not load again."""
    made = context(browser)
    yield made
    made.close()


@pytest.fixture
def page(desktop: BrowserContext, server: str, seen: Seen) -> Iterator[Page]:
    page = watched(desktop, server, seen)
    yield page
    page.close()
    assert seen.hosts == {urlsplit(server).netloc}
    assert seen.errors == []
