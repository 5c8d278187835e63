"""Answering a question: the conversation before it, the pipeline, what is kept; at once or as it comes about."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.answering import pipeline
from assistant.answering.turn import Exchange
from assistant.answering.understanding import read
from assistant.errors import InvalidOption
from assistant.models.answer import Answer
from assistant.models.job import JobSummary
from assistant.models.principal import Principal
from assistant.services.dialogues import FORGETFUL, Dialogues
from assistant.services.readings import Readings
from assistant.services.streaming import AnswerStream, Observe
from assistant.services.tasks import Message, Tasks, handed_in, received, unlabelled

logger = logging.getLogger(__name__)

ENGINES = ("embedded",)

Listener = Callable[[Answer], None]


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, and how it is to be answered."""

    text: str
    conversation: str | None
    as_of: date
    engine: str | None
    principal: Principal


class Asking:
    """Answers questions.

    Args:
        readings: What they are answered from.
        dialogues: What is remembered.
        tasks: What does what a message asks to be done.
        longest: Longest question, in characters.
    """

    def __init__(self, readings: Readings, dialogues: Dialogues, tasks: Tasks, longest: int) -> None:
        self._readings = readings
        self._dialogues = dialogues
        self._tasks = tasks
        self._longest = longest
        self.listeners: list[Listener] = []
        """Each is told every answer that was given."""

    def answer(self, question: Question) -> Answer:
        """One verified answer.

        Raises:
            InvalidQuestion: It is empty, too long, or holds nothing readable.
            InvalidOption: There is no such engine, or the conversation's id cannot be one.
        """
        return self._answer(question, self._conversation(question), lambda step: None)

    def stream(self, question: Question) -> AnswerStream:
        """The same answer as it comes about.

        Raises:
            As `answer` does, before the first event.
        """
        conversation = self._conversation(question)
        read(question.text, self._longest)  # so that what cannot be answered fails before anything is sent
        return AnswerStream(partial(self._answer, question, conversation))

    def _conversation(self, question: Question) -> str:
        if question.engine is not None and question.engine not in ENGINES:
            raise InvalidOption(f"没有名为 {question.engine} 的引擎。", f"目前可用：{'、'.join(ENGINES)}。")
        return self._dialogues.begin(question.conversation)

    def _answer(self, question: Question, conversation: str, observe: Observe) -> Answer:
        principal = question.principal
        history = self._dialogues.history(principal, conversation)
        opened = self._dialogues.open_draft(principal, conversation) if history else None
        text = unlabelled(question.text) if opened else question.text
        with self._readings.reading() as knowledge:
            answer, exchange = pipeline.answer(
                text, knowledge, question.as_of, history or [], conversation, self._longest, observe
            )
        observe("")  # nobody begins a task for a person who has gone
        message = Message(question.text, exchange.task, exchange.asks, answer, opened)
        answer = self._tasks.routed(message, question.as_of, principal)
        return self._kept(question, answer, exchange, forgetful=history is None, observe=observe)

    def handed_in(self, question: Question, start: Callable[[], JobSummary]) -> Answer:
        """The answer to files that were attached: the job that `start` begins, kept as a turn.

        Raises:
            InvalidOption: The conversation's id cannot be one; nothing has been begun then.
        """
        conversation = self._conversation(question)
        job = start()
        answer = received(job, conversation, question.as_of)
        said = f"{question.text}{handed_in(job.files)}"
        exchange = Exchange(said, said, None)
        return self._kept(replace(question, text=said), answer, exchange, forgetful=False)

    def _kept(
        self,
        question: Question,
        answer: Answer,
        exchange: Exchange,
        *,
        forgetful: bool,
        observe: Observe = lambda step: None,
    ) -> Answer:
        observe("")  # the last moment at which nothing has been kept yet
        if forgetful or not self._dialogues.keep(question.principal, question.text, answer, exchange):
            answer = answer.model_copy(update={"warnings": [*answer.warnings, FORGETFUL]})
        _log(answer)
        for listener in self.listeners:
            listener(answer)
        return answer


def _log(answer: Answer) -> None:
    """How it ended; never what was asked or said."""
    logger.info(
        "answered",
        extra={
            "answer": answer.id,
            "status": answer.status.value,
            "reason": answer.reason.value if answer.reason else None,
            "engine": answer.engine,
            "ms": answer.timings_ms.get("total"),
        },
    )
