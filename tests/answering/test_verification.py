"""What a composer says wrongly never reaches a person: a claim that fails is dropped, and nothing left is silence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.answering.shapes import SHAPES
from assistant.answering.turn import Reply, Statement, Turn
from assistant.app import Assistant
from assistant.models.answer import Status

DAY = date(2025, 7, 8)
QUESTION = "怎么评选?"


def faulty(change: Callable[[Statement], Statement]) -> Callable[..., Any]:
    """The ordinary shape with a composer that changes what it says."""
    genuine = next(shape.find for shape in SHAPES if shape.name == "passage")

    def find(ask: Any, evidence: Any, turn: Turn) -> Any:
        compose = genuine(ask, evidence, turn)

        def composed(turn: Turn) -> Reply:
            reply: Reply = compose(turn)
            reply.statements = [change(s) if s.spans else s for s in reply.statements]
            return reply

        return composed if compose else None

    return find


@pytest.mark.parametrize(
    "addition",
    [
        "补贴500万元。",
        "依据人社部发〔2099〕7号。",
        "截止日期为2031年2月3日。",
        "电话010-12345678。",
        "不得申报。",
    ],
)
def test_an_invented_value_or_prohibition_is_dropped(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, addition: str
) -> None:
    def change(statement: Statement) -> Statement:
        return Statement(statement.text + addition, statement.spans, statement.derived)

    passage = next(shape for shape in SHAPES if shape.name == "passage")
    monkeypatch.setitem(passage.__dict__, "find", faulty(change))
    answer = assistant.ask(QUESTION, as_of=DAY)
    assert addition.rstrip("。") not in answer.answer
    assert answer.status is Status.ABSTAINED
