from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest
from made import answer

from assistant.app import Assistant
from assistant.errors import AssistantError, InvalidQuestion
from assistant.models.stream import AnswerEvent, DeltaEvent, StatusEvent, StreamEvent
from ui.chat import Steps, answered, welcome
from ui.turns import Thread


class Scripted:
    """An assistant that says what it was told to say."""

    def __init__(self, *events: StreamEvent | Exception) -> None:
        self._events = events
        self.closed = False

    def ask_stream(self, question: str, **options: Any) -> Iterator[StreamEvent]:
        try:
            for event in self._events:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            self.closed = True


def states(*events: StreamEvent | Exception, conversation: str | None = None) -> list[Thread]:
    return list(answered(Scripted(*events), Thread(conversation), "问"))  # type: ignore[arg-type]


def event(**data: str) -> gr.EventData:
    return gr.EventData(None, data)


def test_the_question_is_there_at_once_and_the_answer_in_the_end() -> None:
    seen = states(
        StatusEvent(step="retrieve", label="正在查找条款"),
        DeltaEvent(text="答"),
        AnswerEvent(answer=answer()),
    )
    assert seen[0].turns[-1].question == "问" and seen[0].turns[-1].status
    assert seen[-1].turns[-1].answer == answer() and not seen[-1].turns[-1].status
    assert seen[-1].conversation == "c1"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (InvalidQuestion("没有可以读的内容。", "请换个问法。"), "没有可以读的内容。"),
        (OSError("x"), "这次没有答成。"),
    ],
)
def test_a_failure_is_part_of_the_conversation(error: Exception, message: str) -> None:
    turn = states(StatusEvent(step="a", label="b"), error)[-1].turns[-1]
    assert turn.failure is not None and turn.failure.message == message and not turn.status


def test_whoever_stops_listening_stops_the_work() -> None:
    assistant = Scripted(StatusEvent(step="a", label="b"), AnswerEvent(answer=answer()))
    listening = answered(assistant, Thread(), "问")  # type: ignore[arg-type]
    next(listening)
    listening.close()  # type: ignore[attr-defined]
    assert assistant.closed or not list(listening)


def test_every_kind_of_user_finds_questions() -> None:
    html = welcome()
    assert all(who in html for who in ("园区", "制造企业", "高校", "人力资源机构", "协会商会", "区县部门"))
    assert html.count('class="example"') == 12


def test_an_open_page_goes_on_after_the_server_was_started_anew(assistant: Assistant) -> None:
    known = assistant.ask("申报材料什么时候截止？").conversation
    *_, last = Steps(assistant).ask(event(question="那交给谁？"), "", Thread(), known)
    thread = last[4]
    assert [turn.question for turn in thread.turns] == ["申报材料什么时候截止？", "那交给谁？"]
    assert last[5] == known


def test_a_conversation_that_is_gone_is_told_and_changes_nothing(assistant: Assistant) -> None:
    thread = Thread("c1").begun("问").stopped()
    values = Steps(assistant).open(event(id="nowhere"), thread, "c1")
    assert values[4] == thread and 'role="alert"' in values[3]


@pytest.mark.parametrize(
    "sent", [{}, {"answer": "a1", "verdict": "sideways"}, {"answer": "nowhere", "verdict": "up"}]
)
def test_feedback_that_cannot_be_kept_is_not_shown_as_kept(
    assistant: Assistant, sent: dict[str, str]
) -> None:
    thread = Thread("c1", Thread().begun("问").answered(answer()).turns)
    values = Steps(assistant).judge(event(**sent), thread, "c1")
    assert all(value == gr.skip() for value in values)


def test_the_errors_of_the_list_stand_above_it(assistant: Assistant) -> None:
    assert 'role="alert"' in Steps(assistant).rename(event(id="nowhere", title=""), "")[3]


def test_errors_of_ours_have_something_to_say() -> None:
    assert str(AssistantError("甲。", "乙。")) == "甲。乙。"
