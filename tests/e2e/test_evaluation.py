"""The evaluation tab."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import picture, tab
from playwright.sync_api import Page, expect

from ui.evaluation import PAGE

pytestmark = pytest.mark.e2e


@pytest.fixture
def last_run(home: Path) -> Iterator[Path]:
    """A page that an evaluation has left, with what nobody wants to run."""
    file = home / PAGE
    file.parent.mkdir()
    file.write_text("<h1>评测 · quick</h1><script>parent.document.title = 'taken'</script>", "utf-8")
    yield file
    file.unlink()
    file.parent.rmdir()


def test_before_the_first_run_it_says_how_to_make_one(page: Page) -> None:
    tab(page, "评测")
    expect(page.locator("#evaluation")).to_contain_text("assistant evals run")


@pytest.mark.usefixtures("last_run")
def test_it_shows_the_last_run_in_a_frame_that_runs_nothing(page: Page, seen: object) -> None:
    tab(page, "评测")
    expect(page.frame_locator("iframe.evaluation").locator("h1")).to_have_text("评测 · quick")
    assert page.title() != "taken"
    picture(page, "evaluation")
    seen.errors.clear()  # type: ignore[attr-defined]  # the browser tells that it has blocked the script
