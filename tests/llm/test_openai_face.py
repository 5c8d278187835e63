"""The language model as `assistant-llm` on the OpenAI face: what a client reads, also when the model is cut off."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from openai import OpenAI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.server.app import create_app
from evals.mutations import Told, reworded, written
from evals.stand_in import NAME, Says, StandIn

QUESTION: list[Any] = [{"role": "user", "content": "申报材料什么时候截止？"}]
AS_OF = {"as_of": "2025-07-08"}


@pytest.fixture
def client(written_by: Callable[..., Assistant]) -> Iterator[OpenAI]:
    with TestClient(create_app(written_by())) as http:
        yield OpenAI(base_url="http://testserver/v1", api_key="none", max_retries=0, http_client=http)


def test_a_configured_model_is_listed_and_answers_under_its_name(server: StandIn, client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["assistant-embedded", "assistant-llm"]
    made = client.chat.completions.create(model="assistant-llm", messages=QUESTION, extra_body=AS_OF)
    assert made.model_extra is not None
    assert made.model_extra["answer"]["engine"] == f"llm:{NAME}"
    assert "填写试点申报表的截止时间是2025年7月11日前" in (made.choices[0].message.content or "")
    asked = len(server.requests)
    client.chat.completions.create(model="assistant-embedded", messages=QUESTION, extra_body=AS_OF)
    assert len(server.requests) == asked


def test_a_model_that_is_cut_off_leaves_a_whole_answer_that_says_so(server: StandIn, client: OpenAI) -> None:
    def cut(body: dict[str, Any]) -> Says:
        text = written([reworded(point) for point in Told.by(body).points])
        return Says([text[: len(text) * 2 // 3]], cut=True)

    server.script = cut
    stream = client.chat.completions.create(
        model="assistant-llm", messages=QUESTION, extra_body=AS_OF, stream=True
    )
    *pieces, last = stream
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    assert last.model_extra is not None
    answer = last.model_extra["answer"]
    assert text.startswith(answer["answer"]) and "由内置引擎作答" in text
    assert answer["fallback"] and "2025年7月11日" in answer["answer"]
    lines = [line for line in text.splitlines() if line]
    assert len(lines) == len(set(lines))
