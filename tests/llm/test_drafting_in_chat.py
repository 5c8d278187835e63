"""Drafting with a language model, in the chat and on the command line: which engine writes, and what it costs."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from processes import Run
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.models.stream import AnswerEvent, DeltaEvent
from assistant.server.app import create_app
from evals.mutations import Said, Told, reworded, written
from evals.stand_in import NAME, Says, StandIn

Open = Callable[..., Assistant]
DAY = date(2025, 7, 8)
ENGINE = f"llm:{NAME}"
FACTS = "虚构市模具行业协会\n行业协会\n甲区(虚构)，模具"


def helpful(body: dict[str, Any]) -> Says:
    """Sentences in other words where they are to be reworded, true claims where a question is answered."""
    content = body["messages"][-1]["content"]
    if "<句子>" not in content:
        return Says([written([reworded(point) for point in Told.by(body).points])])
    told = re.findall(r"^\[(\d+)\] (.*)$", content, re.MULTILINE)
    return Says(
        [written([Said(re.sub("[，,]", "，同时", text, count=1), (int(number),)) for number, text in told])]
    )


def for_drafts(server: StandIn) -> int:
    return sum("<句子>" in request["messages"][-1]["content"] for request in server.requests)


@pytest.mark.parametrize(("default", "asked"), [("embedded", "llm"), ("llm", None)])
def test_a_draft_in_the_chat_is_written_by_the_engine_that_is_chosen(
    server: StandIn, written_by: Open, default: str, asked: str | None
) -> None:
    server.script = helpful
    assistant = written_by(engine=default)
    begun = assistant.ask("帮我起草申报表", as_of=DAY, engine=asked)
    filled = assistant.ask(FACTS, conversation=begun.conversation, as_of=DAY, engine=asked)
    assert filled.draft == begun.draft and filled.engine == ENGINE and filled.fallback is None
    draft = assistant.drafts.get(str(begun.draft))
    assert draft.engine == ENGINE and draft.usage.steps["draft"] > 0
    assert for_drafts(server) == len(
        server.requests
    )  # what fills a draft is no question, and nobody answers it


def test_the_embedded_engine_writes_a_draft_where_it_is_chosen(server: StandIn, written_by: Open) -> None:
    assistant = written_by(engine="llm")
    begun = assistant.ask("帮我起草申报表", as_of=DAY, engine="embedded")
    filled = assistant.ask(FACTS, conversation=begun.conversation, as_of=DAY, engine="embedded")
    assert filled.engine == "embedded" and not server.requests


def test_a_question_while_a_draft_is_open_is_the_models_to_answer(server: StandIn, written_by: Open) -> None:
    server.script = helpful
    assistant = written_by(engine="llm")
    begun = assistant.ask("帮我起草申报表", as_of=DAY)
    *events, last = assistant.ask_stream("申报材料什么时候截止？", conversation=begun.conversation, as_of=DAY)
    assert isinstance(last, AnswerEvent) and last.answer.engine == ENGINE and last.answer.draft is None
    assert "".join(e.text for e in events if isinstance(e, DeltaEvent)) == last.answer.answer


def test_when_the_model_fails_the_draft_goes_on_and_the_turn_says_why(
    server: StandIn, written_by: Open
) -> None:
    server.script = lambda body: Says(status=401)
    answer = written_by(engine="llm").ask("帮我起草申报表", as_of=DAY)
    assert answer.draft and answer.engine == "embedded"
    assert answer.fallback is not None and answer.fallback.why == "unauthorized"


def test_tokens_of_drafts_and_reviews_are_counted_by_step(server: StandIn, written_by: Open) -> None:
    server.script = helpful
    client = TestClient(create_app(written_by(engine="llm")))
    draft = client.post("/api/v1/drafts", json={"name": "虚构市模具行业协会"}).json()
    turn = client.post("/api/v1/drafts/dialogue", json={"text": "帮我写工作基础"}).json()
    text = "# 试点申报表\n申报主体：虚构·示例产业园\n\n一、工作基础\n园区现有制造企业60家，从业人员1200人。\n"
    job = client.post(
        "/api/v1/reviews?wait=true", files={"files": ("申报表.md", text.encode(), "text/markdown")}
    ).json()
    spent = {
        "draft": draft["usage"]["steps"]["draft"] + turn["draft"]["usage"]["steps"]["draft"],
        "review": sum(review["usage"]["steps"].get("review", 0) for review in job["reviews"]),
    }
    assert all(spent.values())
    counted = dict(
        re.findall(r'^assistant_tokens_total\{step="(\w+)"\} ([\d.]+)$', client.get("/metrics").text, re.M)
    )
    assert {step: float(counted[step]) for step in spent} == spent


def test_the_command_line_chooses_the_engine(server: StandIn, run: Run, tmp_path: Path) -> None:
    server.script = helpful
    profile = tmp_path / "profile.yaml"
    profile.write_text("name: 虚构市模具行业协会\n", "utf-8")
    settings = f"ASSISTANT_LLM_BASE_URL={server.base_url}\nASSISTANT_LLM_MODEL={NAME}\n"
    (tmp_path / ".env").write_text(settings, "utf-8")
    done = run("draft", profile, "--engine", "llm", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["engine"] == ENGINE and made["usage"]["steps"]["draft"] > 0
