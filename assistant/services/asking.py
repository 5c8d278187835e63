"""Answering a question: the conversation before it, the pipeline, what is kept; at once or as it comes about."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.answering import pipeline
from assistant.answering.knowledge import Knowledge
from assistant.answering.turn import Exchange, Unwatched
from assistant.answering.understanding import read
from assistant.errors import InvalidOption
from assistant.llm.client import Model
from assistant.models.answer import Answer
from assistant.models.job import JobSummary
from assistant.models.principal import Principal
from assistant.services.dialogues import FORGETFUL, Dialogues
from assistant.services.readings import Readings
from assistant.services.streaming import AnswerStream, Observe
from assistant.services.tasks import Message, Tasks, handed_in, received

logger = logging.getLogger(__name__)

ENGINES = ("embedded", "llm")

_EARLIER = 8
"""How many messages of a conversation that the caller keeps are looked at."""

Listener = Callable[[Answer], None]


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, and how it is to be answered.

    Attributes:
        text: As the person typed it.
        conversation: The conversation to continue; None begins one.
        as_of: The day to answer for.
        engine: Which engine; None takes the configured one.
        principal: Who asks.
        earlier: The person's earlier messages, oldest first, where the caller keeps the conversation; then nothing
            is read from ours, or kept in them.
    """

    text: str
    conversation: str | None
    as_of: date
    engine: str | None
    principal: Principal
    earlier: Sequence[str] | None = None


class Asking:
    """Answers questions.

    Args:
        readings: What they are answered from.
        dialogues: What is remembered.
        tasks: What does what a message asks to be done.
        longest: Longest question, in characters.
        model: The language model, if there is one.
        engine: Which engine answers where the question does not say.
    """

    def __init__(
        self,
        readings: Readings,
        dialogues: Dialogues,
        tasks: Tasks,
        longest: int,
        model: Model | None = None,
        engine: str = "embedded",
    ) -> None:
        self._readings = readings
        self._dialogues = dialogues
        self._tasks = tasks
        self._longest = longest
        self._model = model
        self._engine = engine
        self.listeners: list[Listener] = []
        """Each is told every answer that was given."""

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that can be asked for here."""
        return ENGINES if self._model is not None else ENGINES[:1]

    def answer(self, question: Question) -> Answer:
        """One verified answer.

        Raises:
            InvalidQuestion: It is empty, too long, or holds nothing readable.
            InvalidOption: There is no such engine, or the conversation's id cannot be one.
        """
        return self._answer(question, self._conversation(question), Unwatched())

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
        if question.engine == "llm" and self._model is None:
            raise InvalidOption(
                "还没有配置语言模型，不能用 llm 引擎作答。",
                "请设置 ASSISTANT_LLM_BASE_URL 和 ASSISTANT_LLM_MODEL，或改用 embedded。",
            )
        return "" if question.earlier is not None else self._dialogues.begin(question.conversation)

    def _answer(self, question: Question, conversation: str, observe: Observe) -> Answer:
        model = self._model if (question.engine or self._engine) == "llm" else None
        with self._readings.reading() as knowledge:
            history = self._history(question, conversation, knowledge)
            answer, exchange = pipeline.answer(
                question.text,
                knowledge,
                question.as_of,
                history or [],
                conversation,
                self._longest,
                observe,
                model,
            )
        observe("")  # nobody begins a task for a person who has gone
        if question.earlier is not None:
            return self._told(
                answer
            )  # a task goes on over several turns, which only our own conversations know
        principal = question.principal
        opened = self._dialogues.open_draft(principal, conversation) if history else None
        message = Message(question.text, exchange.task, exchange.asks, answer, opened)
        answer = self._tasks.routed(message, question.as_of, principal)
        return self._kept(question, answer, exchange, forgetful=history is None, observe=observe)

    def handed_in(self, question: Question, job: JobSummary) -> Answer:
        """The answer to files that were attached: the job that reviews them, kept as a turn.

        Raises:
            InvalidOption: The conversation's id cannot be one.
        """
        answer = received(job, self._conversation(question), question.as_of)
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
        observe: Observe | None = None,
    ) -> Answer:
        if observe is not None:
            observe("")  # the last moment at which nothing has been kept yet
        if forgetful or not self._dialogues.keep(question.principal, question.text, answer, exchange):
            answer = answer.model_copy(update={"warnings": [*answer.warnings, FORGETFUL]})
        return self._told(answer)

    def _told(self, answer: Answer) -> Answer:
        _log(answer)
        for listener in self.listeners:
            listener(answer)
        return answer

    def _history(self, question: Question, conversation: str, knowledge: Knowledge) -> list[Exchange] | None:
        """The turns before, oldest first; None when the database cannot say."""
        if question.earlier is None:
            return self._dialogues.history(question.principal, conversation)
        return pipeline.recall(question.earlier[-_EARLIER:], knowledge, question.as_of, self._longest)


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
