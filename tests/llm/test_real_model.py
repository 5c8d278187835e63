"""Whatever model the environment names, however weak: nothing wrong is shown, and every question is answered.

ASSISTANT_LLM_BASE_URL=http://127.0.0.1:8080/v1 ASSISTANT_LLM_MODEL=name make test
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.grounding.values import values
from assistant.models.answer import Status
from assistant.settings import Settings
from evals.cases import Case, load
from evals.judge import judge
from evals.suites import AS_OF, named

pytestmark = [
    pytest.mark.llm,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        not (os.environ.get("ASSISTANT_LLM_BASE_URL") and os.environ.get("ASSISTANT_LLM_MODEL")),
        reason="the environment names no language model",
    ),
]
COUNT = 10


@pytest.fixture(scope="module")
def configured(home: Path) -> Iterator[Assistant]:
    """The product with the endpoint of the environment."""
    opened = Assistant.open(Settings(home=home, engine="llm"))
    yield opened
    opened.close()


def cases() -> list[Case]:
    """Answered development questions of one turn, one of each category in turn."""
    files = [path for batch in named("development") if batch.kind == "answers" for path in batch.files]
    seen: dict[str, Case] = {}
    for case in load(files, Case):
        if case.question and case.expect.status is Status.ANSWERED:
            seen.setdefault(case.category, case)
    return list(seen.values())[:COUNT]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_real_model_answers_as_truly_as_the_embedded_engine(configured: Assistant, case: Case) -> None:
    day = case.as_of or AS_OF
    answer = configured.ask(case.question or "", as_of=day)
    failing = judge(case.expect, answer, lambda identifier: configured.document(identifier).text)
    assert failing == (), (answer.engine, answer.answer)
    known = [c.quote for c in answer.citations] + [case.question or "", day.strftime("%Y年%m月%d日")]
    embedded = configured.ask(case.question or "", as_of=day, engine="embedded")
    assert values(answer.answer) <= values("\n".join([*known, embedded.answer]))
