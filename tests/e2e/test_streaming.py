"""An answer that takes its time: what is seen meanwhile, and stopping it."""

import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import FIELD, Seen, opened, settled
from playwright.sync_api import Browser, Page, expect

from assistant.app import Assistant
from assistant.models.answer import Answer, Status
from assistant.models.stream import AnswerEvent, DeltaEvent, StatusEvent, StreamEvent
from assistant.server.app import create_app
from ui.app import mount

pytestmark = pytest.mark.e2e

ANSWER = Answer(
    id="1", answer="第一句。\n第二句。", status=Status.ANSWERED, as_of=date(2026, 11, 25), conversation="c"
)


class Slow:
    """The assistant, but it answers when it is told to."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.go_on = threading.Event()
        self.finished = threading.Event()
        self.stopped = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask_stream(self, question: str, **options: Any) -> Iterator[StreamEvent]:
        self.finished.clear()
        self.stopped.clear()
        try:
            yield StatusEvent(step="retrieve", label="正在查找条款")
            while not self.go_on.wait(0.05):
                yield StatusEvent(step="retrieve", label="正在查找条款")
            yield DeltaEvent(text="第一句。\n")
            while not self.finished.wait(0.05):
                yield StatusEvent(step="compose", label="正在组织回答")
            yield DeltaEvent(text="第二句。")
            yield AnswerEvent(answer=ANSWER)
        finally:
            self.stopped.set()


@pytest.fixture(scope="module")
def slow(assistant: Assistant) -> Slow:
    return Slow(assistant)


@pytest.fixture(scope="module")
def slow_server(slow: Slow, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = create_app(slow)  # type: ignore[arg-type]
    scratch: Path = tmp_path_factory.mktemp("scratch")
    mount(app, slow, scratch)  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Browser, slow_server: str, slow: Slow, seen: Seen) -> Iterator[Page]:
    slow.go_on.clear()
    page = opened(browser, slow_server, seen)
    yield page
    page.context.close()
    assert seen.errors == []


def send(page: Page, question: str) -> None:
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")


def test_the_words_come_before_the_answer_is_complete(page: Page, slow: Slow) -> None:
    send(page, "申报什么时候截止?")
    expect(page.locator(".said")).to_have_text("申报什么时候截止?")
    expect(page.locator(".turn .status")).to_contain_text("正在查找条款")
    slow.go_on.set()
    expect(page.locator(".coming .words")).to_contain_text("第一句。")
    expect(page.locator(".coming .words")).not_to_contain_text("第二句。")
    slow.finished.set()
    settled(page, 1)
    expect(page.locator(".answer .words p")).to_have_text(["第一句。", "第二句。"])


def test_stopping_keeps_the_words_ends_the_work_and_lets_one_ask_again(page: Page, slow: Slow) -> None:
    slow.go_on.set()
    send(page, "有哪些方向?")
    expect(page.locator(".coming .words")).to_contain_text("第一句。")
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".stopped")).to_contain_text("已停止")
    assert slow.stopped.wait(5)
    expect(page.locator(".words")).to_contain_text("第一句。")
    page.get_by_role("button", name="重新提问").click()
    expect(page.locator(".turn")).to_have_count(2)
    slow.finished.set()
    settled(page, 2)
    expect(page.locator(".said")).to_have_text(["有哪些方向?", "有哪些方向?"])


def test_while_an_answer_comes_no_second_question_gets_lost(page: Page, slow: Slow) -> None:
    send(page, "有哪些方向?")
    expect(page.locator(".turn .status")).to_be_visible()
    send(page, "截止日期?")
    expect(page.locator(FIELD)).to_have_value("截止日期?")
    expect(page.locator(".turn")).to_have_count(1)
    slow.go_on.set()
    slow.finished.set()
    settled(page, 1)


def test_leaving_for_a_new_conversation_ends_the_work(page: Page, slow: Slow) -> None:
    slow.go_on.set()
    send(page, "有哪些方向?")
    expect(page.locator(".coming .words")).to_contain_text("第一句。")
    page.click("#new")
    expect(page.locator(".examples")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    assert slow.stopped.wait(5)
    expect(page.get_by_role("button", name="发送")).to_be_visible()


def test_leaving_the_page_ends_the_work(browser: Browser, slow_server: str, slow: Slow) -> None:
    slow.go_on.clear()
    page = opened(browser, slow_server, Seen())
    send(page, "有哪些方向?")
    expect(page.locator(".turn .status")).to_be_visible()
    page.context.close()
    assert slow.stopped.wait(10)
