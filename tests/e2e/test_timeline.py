"""The timeline, drawn."""

from pathlib import Path

import httpx
import pytest
from browsing import picture, tab
from icalendar import Calendar
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_every_deadline_stands_on_its_side_of_today(page: Page, api: httpx.Client) -> None:
    tab(page, "时间节点")
    obligations = api.get("/api/v1/timeline").json()["obligations"]
    expect(page.locator(".duty")).to_have_count(len(obligations))
    today = page.locator(".duty .today").first.bounding_box()
    assert today is not None
    for row in page.locator(".duty").all():
        mark, past = row.locator(".mark").first.bounding_box(), "past" in (row.get_attribute("class") or "")
        assert mark is not None
        assert (mark["x"] + mark["width"] / 2 < today["x"] + 1) == past
    picture(page, "timeline")


def test_states_differ_in_shape_and_in_words(page: Page) -> None:
    tab(page, "时间节点")
    shapes = page.locator(".legend .shape").evaluate_all("shapes => shapes.map(s => s.innerHTML)")
    words = page.locator(".legend li").all_inner_texts()
    assert len(set(shapes)) == len(shapes) == len(set(words)) > 1


def test_a_role_sees_what_it_has_a_part_in(page: Page) -> None:
    tab(page, "时间节点")
    everything = page.locator(".duty").count()
    page.get_by_role("button", name="试点主体").click()
    expect(page.locator(".duty")).to_have_count(everything - 1)
    assert page.locator(".duty .chosen").count() == everything - 1
    page.get_by_role("button", name="全部").click()
    expect(page.locator(".duty")).to_have_count(everything)


def test_the_words_of_a_deadline_open_beside_it(page: Page) -> None:
    page.locator(".masthead .next").click()
    page.get_by_role("button", name="看原文").first.click()
    expect(page.locator("#panel mark")).to_contain_text("7月11日")


def test_the_calendar_file_is_a_calendar(page: Page, tmp_path: Path) -> None:
    tab(page, "时间节点")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载日历文件").click()
    download.value.save_as(tmp_path / "timeline.ics")
    events = Calendar.from_ical((tmp_path / "timeline.ics").read_bytes()).walk("VEVENT")
    assert len(events) == page.locator(".duty").count()
