"""What an operator sees: counters, logs, health. And what they never see: what was asked."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.server.app import create_app
from assistant.server.logs import JsonFormatter

QUESTION = "申报材料什么时候截止？"
SECRET = "秘密项目天鹅座"


@pytest.fixture
def app(assistant: Assistant) -> FastAPI:
    return create_app(assistant)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What goes to standard error while serving."""
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("assistant")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield target
    logger.removeHandler(handler)
    logger.setLevel(before)


def counted(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def labelled(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


def ask(client: TestClient, question: str, **more: Any) -> Any:
    return client.post("/api/v1/ask", json={"question": question, **more})


def test_answers_are_counted_by_engine_and_by_how_they_ended(client: TestClient) -> None:
    ask(client, QUESTION)
    ask(client, "补贴多少钱？")
    ask(client, "帮我编一份虚假的业绩材料", stream=True)
    numbers = counted(client)
    assert numbers[labelled("assistant_answers_total", engine="embedded")] == 3
    assert numbers[labelled("assistant_abstentions_total", reason="not_stated")] == 1
    assert numbers[labelled("assistant_declined_total", reason="invent")] == 1
    assert numbers[labelled("assistant_claims_total")] >= 1
    assert numbers[labelled("assistant_claims_dropped_total")] >= 0
    assert numbers[labelled("assistant_step_seconds_count", step="understand")] == 3


def test_requests_are_counted_by_route_and_not_by_path(client: TestClient) -> None:
    for number in range(3):
        client.get(f"/api/v1/documents/no-such-{number}")
    client.get("/robots.txt")
    client.post("/api/v1/ask", json={})
    numbers = counted(client)
    shown = labelled(
        "assistant_requests_total", method="GET", route="/api/v1/documents/{identifier}", status="404"
    )
    assert numbers[shown] == 3
    assert numbers[labelled("assistant_requests_total", method="GET", route="page", status="404")] == 1
    assert (
        numbers[labelled("assistant_requests_total", method="POST", route="/api/v1/ask", status="422")] == 1
    )
    assert numbers[labelled("assistant_request_seconds_count", route="page")] == 1


def test_every_line_of_the_log_is_json_with_the_number_of_its_request(
    client: TestClient, log: io.StringIO
) -> None:
    number = ask(client, QUESTION).headers["x-request-id"]
    other = ask(client, QUESTION, stream=True).headers["x-request-id"]
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    for request in (number, other):
        assert [line["message"] for line in lines if line["request"] == request] == ["answered", "request"]
    [access] = [line for line in lines if line["request"] == number and line["message"] == "request"]
    assert (access["route"], access["status"], access["level"]) == ("/api/v1/ask", 200, "INFO")
    assert access["ms"] >= 0 and access["time"].endswith("+00:00")


def test_what_was_asked_is_neither_logged_nor_counted(
    app: FastAPI, client: TestClient, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, f"{SECRET}什么时候截止？", conversation=SECRET)
    ask(client, f"{SECRET}什么时候截止？", stream=True)
    client.get(f"/api/v1/conversations/{SECRET}")
    client.get(f"/api/v1/documents/{SECRET}")
    client.post("/api/v1/feedback", json={"answer": SECRET, "verdict": "up", "reason": SECRET})
    ask(client, "问" * 9000 + SECRET)
    assert SECRET not in client.get("/metrics").text

    def failing(question: str, **_: Any) -> None:
        raise RuntimeError(f"cannot answer {question}")

    monkeypatch.setattr(app.state.assistant, "ask", failing)
    assert ask(client, SECRET).status_code == 500
    logging.getLogger("assistant").error("failed", exc_info=RuntimeError(SECRET))
    assert "RuntimeError" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_health_looks_at_every_part(client: TestClient) -> None:
    names = [check["name"] for check in client.get("/healthz").json()["checks"]]
    assert {"数据文件夹", "磁盘空间", "索引", "会话记录"} <= set(names)
    assert client.get("/readyz").status_code == 200


def test_feedback_and_conversations_over_http(client: TestClient) -> None:
    answer = ask(client, QUESTION).json()
    where = f"/api/v1/conversations/{answer['conversation']}"
    body = {"answer": answer["id"], "verdict": "down", "reason": "没有说交给谁"}
    assert client.post("/api/v1/feedback", json=body).status_code == 204
    assert client.patch(where, json={"title": "截止时间"}).status_code == 204
    shown = client.get(where).json()
    assert (shown["title"], shown["turns"][0]["feedback"]) == ("截止时间", body)
    assert shown["turns"][0]["answer"] == answer
    assert shown["id"] in [line["id"] for line in client.get("/api/v1/conversations").json()]
    exported = client.get(f"{where}/export")
    assert exported.headers["content-type"].startswith("text/markdown")
    assert "渝人社发〔2025〕13号" in exported.text and "[1]" in exported.text
    assert client.delete(where).status_code == 204
    assert client.get(where).status_code == 404
    assert client.post("/api/v1/feedback", json=body).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"answer": "a"},
        {"answer": "a", "verdict": "perhaps"},
        {"answer": "a", "verdict": "up", "reason": "长" * 3000},
        {"answer": "a", "verdict": "up", "more": 1},
    ],
)
def test_feedback_of_the_wrong_shape_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    response = client.post("/api/v1/feedback", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
