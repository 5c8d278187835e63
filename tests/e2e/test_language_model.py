"""A language model whose endpoint is killed in the middle of its words: the page ends with a complete answer."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import Seen, ask, opened
from playwright.sync_api import Browser, expect

from assistant.app import Assistant
from assistant.server.app import create_app
from assistant.settings import Settings
from evals.mutations import Told, reworded, written
from evals.stand_in import NAME, Says, StandIn, standing_in
from ui.app import mount

pytestmark = pytest.mark.e2e

QUESTION = "申报材料什么时候截止？"


@pytest.fixture
def model() -> Iterator[StandIn]:
    with standing_in(lambda body: Says()) as running:
        yield running


@pytest.fixture
def address(model: StandIn, home: Path, tmp_path: Path) -> Iterator[str]:
    """A served copy whose default engine is the model."""
    settings = Settings(home=home, llm_base_url=model.base_url, llm_model=NAME, engine="llm", _env_file=None)
    assistant = Assistant.open(settings)
    app = create_app(assistant)
    mount(app, assistant, tmp_path)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    assistant.close()


def test_an_endpoint_killed_in_the_middle_leaves_a_complete_answer_on_the_page(
    browser: Browser, address: str, model: StandIn, seen: Seen
) -> None:
    def killed(body: dict[str, Any]) -> Says:
        text = written([reworded(Told.by(body).points[0])])
        return Says([text[:-2], ', {"text": "方案应于'], cut=True)

    model.script = killed
    page = opened(browser, address, seen)
    ask(page, QUESTION)
    words = page.locator(".turn .words")
    expect(words).to_contain_text("填写试点申报表已于2025年7月11日前截止")
    expect(words).to_contain_text("由所在区县(自治县)人力社保部门统一报市人力社保局")
    expect(words).not_to_contain_text("方案应于")
    expect(page.locator(".turn .engine")).to_contain_text(f"llm:{NAME} 没有答成（中途断开），由内置引擎作答")
    page.context.close()
    assert seen.errors == []


def test_the_page_says_which_model_wrote_and_what_was_taken_out(
    browser: Browser, address: str, model: StandIn, seen: Seen
) -> None:
    def lies(body: dict[str, Any]) -> Says:
        points = [reworded(point) for point in Told.by(body).points]
        return Says([written([*points, type(points[0])("入选单位可获得50万元补贴。", (1,))])])

    model.script = lies
    page = opened(browser, address, seen)
    ask(page, QUESTION)
    expect(page.locator(".turn .engine").first).to_have_text(f"由 llm:{NAME} 作答")
    expect(page.locator(".turn .removed")).to_have_text("1 句未获原文支持，已移除")
    expect(page.locator(".turn .words")).not_to_contain_text("50万元")
    page.context.close()
    assert seen.errors == []
