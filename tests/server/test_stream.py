"""An answer as server-sent events: the order of them, errors, and what happens when nobody waits any more."""

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from assistant.app import Assistant
from assistant.errors import Busy
from assistant.models.answer import Answer, Status
from assistant.server import events
from assistant.services.streaming import AnswerStream, Observe

QUESTION = "申报材料什么时候截止？"
Event = tuple[str, dict[str, Any]]


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    """The events of a stream, by their frames."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def stream(api: httpx.Client, question: str, **more: Any) -> list[Event]:
    body = {"question": question, "as_of": "2025-07-08", "stream": True, **more}
    with api.stream("POST", "/api/v1/ask", json=body) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(parsed(response.iter_lines()))


def answered(text: str = "第一句。[1]\n第二句。[2]") -> Answer:
    return Answer(id="a", answer=text, status=Status.ANSWERED, as_of=date(2025, 7, 8), conversation="c")


def test_the_steps_come_first_then_the_text_then_the_whole_answer(api: httpx.Client) -> None:
    given = stream(api, QUESTION)
    names = [name for name, _ in given]
    assert names == sorted(names, key=["status", "delta", "answer"].index)
    assert names.count("answer") == 1
    steps = [data for name, data in given if name == "status"]
    assert steps[0] == {"step": "understand", "label": "正在理解问题"}
    assert steps[-1] == {"step": "verify", "label": "正在核对原文"}
    assert all(step["label"] for step in steps)
    answer = given[-1][1]
    assert "".join(data["text"] for name, data in given if name == "delta") == answer["answer"]


def test_a_streamed_answer_is_the_one_that_is_given_at_once(api: httpx.Client) -> None:
    streamed = stream(api, QUESTION)[-1][1]
    whole = api.post("/api/v1/ask", json={"question": QUESTION, "as_of": "2025-07-08"}).json()
    for changing in ("id", "conversation", "timings_ms"):
        del streamed[changing], whole[changing]
    assert streamed == whole


def test_a_streamed_turn_belongs_to_its_conversation(api: httpx.Client) -> None:
    conversation = uuid4().hex
    stream(api, QUESTION, conversation=conversation)
    stream(api, "那交给谁？", conversation=conversation)
    kept = api.get(f"/api/v1/conversations/{conversation}").json()
    assert [turn["question"] for turn in kept["turns"]] == [QUESTION, "那交给谁？"]


@pytest.mark.parametrize("body", [{"question": ""}, {"question": QUESTION, "engine": "oracle"}])
def test_what_cannot_be_answered_fails_before_anything_is_sent(
    api: httpx.Client, body: dict[str, str]
) -> None:
    response = api.post("/api/v1/ask", json={**body, "stream": True})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def _run(work: Coroutine[Any, Any, list[Event]]) -> list[Event]:
    """Run a coroutine in a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result(timeout=60)


def test_what_fails_on_the_way_ends_the_stream_with_a_problem() -> None:
    def work(observe: Observe) -> Answer:
        observe("understand")
        raise Busy("数据库正忙。", "请稍后再试。")

    [status, error] = _run(_served(AnswerStream(work)))
    assert status[0] == "status"
    assert error[0] == "error"
    assert (error[1]["code"], error[1]["status"], error[1]["detail"]) == ("busy", 503, "数据库正忙。")


def test_the_unforeseen_tells_nothing_of_itself() -> None:
    def work(observe: Observe) -> Answer:
        raise RuntimeError("内部的细节")

    [(name, problem)] = _run(_served(AnswerStream(work)))
    assert (name, problem["code"]) == ("error", "internal")
    assert "细节" not in json.dumps(problem, ensure_ascii=False)


def test_a_client_that_goes_away_stops_the_work_at_its_next_step() -> None:
    left, reached = threading.Event(), []

    def work(observe: Observe) -> Answer:
        observe("understand")
        assert left.wait(10)
        observe("retrieve")
        reached.append("retrieve")
        return answered()

    stream = AnswerStream(work)
    [status] = _run(_served(stream, leave_after=1))
    left.set()
    assert status[1]["step"] == "understand"
    assert list(stream) == []
    _finished()
    assert reached == []


def test_a_stream_that_is_closed_gives_nothing_more_and_keeps_nothing(assistant: Assistant) -> None:
    conversation = uuid4().hex
    stream = assistant.ask_stream(QUESTION, conversation=conversation)
    next(stream)
    stream.close()
    assert list(stream) == []
    _finished()
    # It may have been too late to stop; but then all of it was kept, and never a half.
    assert len([line for line in assistant.conversations() if line.id == conversation]) <= 1


def test_a_stopped_question_can_be_asked_again(assistant: Assistant) -> None:
    conversation = uuid4().hex
    assistant.ask_stream("能不能延期？", conversation=conversation).close()
    *_, last = assistant.ask_stream(QUESTION, conversation=conversation, as_of=date(2025, 7, 8))
    assert last.event == "answer" and "7月11日" in last.answer.answer


def test_people_do_not_see_each_others_conversations_in_a_stream(api: httpx.Client) -> None:
    first, second = stream(api, QUESTION)[-1][1], stream(api, QUESTION)[-1][1]
    assert first["conversation"] != second["conversation"]


def _finished() -> None:
    """Wait until no thread is answering any more."""
    for thread in threading.enumerate():
        if thread.name == "answering":
            thread.join(10)


async def _served(stream: AnswerStream, leave_after: int | None = None) -> list[Event]:
    """What a client receives over ASGI; one that leaves hangs up after so many events."""
    received: list[str] = []
    gone = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body" and message["body"]:
            received.append(message["body"].decode())
            if len(received) == leave_after:
                gone.set()

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    await events.respond(stream)(scope, receive, send)
    return list(parsed(iter("".join(received).splitlines())))
