"""The chat: a question is asked and its answer comes in; conversations are opened, named and deleted."""

import logging
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import gradio as gr
import yaml
from pydantic import ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.conversation import Feedback
from assistant.models.stream import AnswerEvent, DeltaEvent, StatusEvent, StreamEvent
from ui import conversations, submissions, text, turns
from ui.parts import PRIVATE, html, payload
from ui.render import render
from ui.turns import Failure, Thread

logger = logging.getLogger(__name__)

# Between two of its states a reader sees nothing; each costs a message to the browser.
_SECONDS_BETWEEN = 0.04


Values = tuple[Any, ...]
"""What an event sets the components to."""


@dataclass(frozen=True)
class Chat:
    """The chat's components. The last turn is a piece of its own, so that only it is set anew as words come.

    `thread` is what this process knows of the conversation; `known` is its id, which the browser keeps as well, so
    that an open page goes on where it was when the server has been started anew.
    """

    past: gr.HTML
    current: gr.HTML
    question: gr.Textbox
    new: gr.Button
    conversations: gr.HTML
    thread: gr.State
    known: gr.Textbox
    attach: gr.HTML

    @property
    def all(self) -> list[Any]:
        """What an event sets, in the order in which `Steps` gives it."""
        return [self.question, self.past, self.current, self.conversations, self.thread, self.known]


def build() -> Chat:
    """The components, in the tab that is being built."""
    with gr.Row(elem_id="chat"):
        with gr.Column(elem_id="conversations", scale=0, min_width=0):
            new = gr.Button(text.NEW, elem_id="new", variant="secondary")
            listed = html("conversation-list")
        with gr.Column(elem_id="talk", scale=1, min_width=0):
            html("talk-bar", render("talk_bar"))
            with gr.Column(elem_id="log"):
                past = html("past")
                current = html("current", welcome())
            question = gr.Textbox(
                elem_id="question",
                label=text.INPUT_LABEL,
                placeholder=text.INPUT,
                show_label=False,
                container=False,
                lines=1,
                max_lines=6,
                autofocus=True,
                submit_btn=text.SEND,
            )
            attach = html("attach")
            known = gr.Textbox("", elem_id="known", visible="hidden")
    return Chat(past, current, question, new, listed, gr.State(Thread()), known, attach)


def wire(chat: Chat, assistant: Assistant, scratch: Path) -> None:
    """What the components do; `scratch` is where uploads lie."""
    steps = Steps(assistant)
    attaching = Attaching(steps, assistant, scratch)
    memory = [chat.thread, chat.known]
    asking = gr.on(
        [chat.question.submit, chat.past.submit, chat.current.submit],
        steps.ask,
        [chat.question, *memory],
        chat.all,
        **PRIVATE,
    )
    # What shows that it was stopped follows when it has stopped: a last word would otherwise come after it.
    chat.question.stop(None, None, None, cancels=[asking])
    asking.failure(steps.stop, memory, chat.all, **PRIVATE)
    # While an answer comes, `theme/page.js` stops it before it lets one of these go on.
    chat.new.click(steps.begin, None, chat.all, **PRIVATE)
    chat.conversations.select(steps.open, memory, chat.all, **PRIVATE)
    chat.conversations.delete(steps.delete, memory, chat.all, **PRIVATE)
    chat.conversations.edit(steps.rename, [chat.known], chat.all, **PRIVATE)
    chat.attach.upload(attaching.attach, memory, chat.all, **PRIVATE)
    gr.on([chat.past.like, chat.current.like], steps.judge, memory, chat.all, **PRIVATE)


@lru_cache
def welcome() -> str:
    """What stands in an empty conversation: questions to begin with, for each kind of user."""
    entries = yaml.safe_load(files("ui").joinpath("examples.yaml").read_text("utf-8"))
    return render("welcome", entries=entries)


def answered(assistant: Assistant, thread: Thread, question: str) -> Iterator[Thread]:
    """The conversation while a question is being answered: its states, the last one with the answer or a failure."""
    thread = thread.begun(question)
    yield thread
    shown = time.monotonic()
    try:
        stream = assistant.ask_stream(question, conversation=thread.conversation)
        # Closed when this generator is: what nobody waits for stops being worked on.
        with closing(cast("Generator[StreamEvent]", stream)) as events:
            for event in events:
                match event:
                    case StatusEvent():
                        thread = thread.last(status=event.label)
                    case DeltaEvent():
                        thread = thread.last(said=thread.turns[-1].said + event.text)
                    case AnswerEvent():
                        thread = thread.answered(event.answer)
                if time.monotonic() - shown >= _SECONDS_BETWEEN:
                    yield thread
                    shown = time.monotonic()
    except AssistantError as error:
        thread = thread.last(status="", failure=Failure.of(error))
    except Exception:
        logger.exception("a question could not be answered")
        thread = thread.last(status="", failure=Failure(text.FAILED, text.FAILED_HINT))
    yield thread


class Steps:
    """What each event makes of the conversation, as values for `Chat.all`.

    Args:
        assistant: Who answers and remembers.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def arrive(self, conversation: str) -> Values:
        """The page is opened, on a conversation or on none."""
        return self.changed(lambda: self._recalled(conversation), Thread()) if conversation else self.begin()

    def begin(self) -> Values:
        """A new conversation."""
        return self._whole(Thread())

    def ask(self, event: gr.EventData, typed: str, thread: Thread, known: str) -> Iterator[Values]:
        """A question was typed, or chosen."""
        question = str(payload(event).get("question", typed))
        now = thread = self.same(thread, known)
        for number, now in enumerate(answered(self._assistant, thread, question)):
            # The earlier turns and the field change only once.
            field, past = (gr.skip(), gr.skip()) if number else (_asking(), turns.past(now))
            yield field, past, turns.current(now), gr.skip(), now, now.conversation or ""
        listed = conversations.show(self._assistant, now.conversation)
        yield _waiting(), gr.skip(), gr.skip(), listed, now, now.conversation or ""

    def stop(self, thread: Thread, known: str) -> Values:
        """The answer is not waited for any more, and has stopped."""
        return self._whole(self.same(thread, known).stopped())

    def open(self, event: gr.EventData, thread: Thread, known: str) -> Values:
        """A conversation was chosen from the list."""
        return self.changed(lambda: self._recalled(_id(event)), self.same(thread, known))

    def delete(self, event: gr.EventData, thread: Thread, known: str) -> Values:
        """A conversation is to be forgotten."""
        thread = self.same(thread, known)

        def remaining() -> Thread:
            self._assistant.delete_conversation(_id(event))
            return Thread() if thread.conversation == _id(event) else thread.stopped()

        return self.changed(remaining, thread)

    def rename(self, event: gr.EventData, known: str) -> Values:
        """A conversation gets another title."""
        note = ""
        try:
            self._assistant.rename_conversation(_id(event), str(payload(event).get("title", "")))
        except AssistantError as error:
            note = str(error)
        kept = gr.skip()
        return kept, kept, kept, conversations.show(self._assistant, known, note), kept, kept

    def judge(self, event: gr.EventData, thread: Thread, known: str) -> Values:
        """The person says what they think of an answer."""
        kept = gr.skip()
        thread = self.same(thread, known)
        try:
            feedback = Feedback.model_validate(payload(event))
            self._assistant.feedback(feedback.answer, feedback.verdict, feedback.reason)
        except (AssistantError, ValidationError) as error:
            logger.warning("feedback was not kept: %s", type(error).__name__)
            return (kept,) * 6
        thread = thread.judged(feedback)
        return kept, turns.past(thread), turns.current(thread), kept, thread, known

    def same(self, thread: Thread, known: str) -> Thread:
        """The conversation that the browser shows: ours, or if we do not know it (any more), the remembered one."""
        if not known or thread.conversation == known:
            return thread
        try:
            return self._recalled(known)
        except AssistantError:
            return Thread(known)

    def _recalled(self, conversation: str) -> Thread:
        return Thread.of(self._assistant.conversation(conversation))

    def changed(self, change: Callable[[], Thread], thread: Thread) -> Values:
        """All components after a change, or as they were, with the reason why it failed."""
        try:
            return self._whole(change())
        except AssistantError as error:
            return self._whole(thread.stopped(), str(error))

    def _whole(self, thread: Thread, note: str = "") -> Values:
        return (
            _waiting(),
            turns.past(thread),
            turns.current(thread) or welcome(),
            conversations.show(self._assistant, thread.conversation, note),
            thread,
            thread.conversation or "",
        )


class Attaching:
    """Files that are attached in the chat: their review begins, and a turn says so.

    Args:
        steps: What makes the turns.
        assistant: Who reviews.
        scratch: Where uploads lie.
    """

    def __init__(self, steps: Steps, assistant: Assistant, scratch: Path) -> None:
        self._steps = steps
        self._assistant = assistant
        self._scratch = scratch

    def attach(self, event: gr.EventData, thread: Thread, known: str) -> Values:
        """Files were chosen."""
        thread = self._steps.same(thread, known)

        def with_review() -> Thread:
            with submissions.arrived(self._scratch, payload(event)) as files:
                answer = self._assistant.hand_in(files, conversation=thread.conversation)
            return Thread.of(self._assistant.conversation(answer.conversation))

        return self._steps.changed(with_review, thread)


def _id(event: gr.EventData) -> str:
    return str(payload(event).get("id", ""))


def _asking() -> Any:
    """The question has left the field for the conversation, and can be stopped."""
    return gr.update(value="", submit_btn=False, stop_btn=text.STOP)


def _waiting() -> Any:
    """The field takes a question."""
    return gr.update(submit_btn=text.SEND, stop_btn=False)
