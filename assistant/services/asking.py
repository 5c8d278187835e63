"""Answering a question: the conversation before it, the pipeline, what is kept; at once or as it comes about."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.answering import pipeline
from assistant.answering.knowledge import Knowledge
from assistant.answering.reading import read
from assistant.answering.turn import Exchange, Unwatched
from assistant.models.answer import Answer
from assistant.models.job import JobSummary
from assistant.models.principal import Principal
from assistant.services.dialogues import FORGETFUL, Dialogues
from assistant.services.engines import EMBEDDED, Engines
from assistant.services.readings import Readings
from assistant.services.streaming import AnswerStream, Observe
from assistant.services.tasks import Message, Tasks, handed_in, received, unlabelled

logger = logging.getLogger(__name__)

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
        engines: Which engine words the answers.
    """

    def __init__(
        self,
        readings: Readings,
        dialogues: Dialogues,
        tasks: Tasks,
        longest: int,
        engines: Engines,
    ) -> None:
        self._readings = readings
        self._dialogues = dialogues
        self._tasks = tasks
        self._longest = longest
        self._engines = engines
        self.listeners: list[Listener] = []
        """Each is told every answer that was given."""

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that can be asked for here."""
        return self._engines.names

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
        self._engines.model(question.engine)  # what there is not is told before anything begins
        return "" if question.earlier is not None else self._dialogues.begin(question.conversation)

    def _answer(self, question: Question, conversation: str, observe: Observe) -> Answer:
        if question.earlier is not None:
            return self._told(self._apart(question, observe))
        principal = question.principal
        history = self._dialogues.history(principal, conversation)
        opened = self._dialogues.open_draft(principal, conversation) if history else None
        bare = replace(question, text=unlabelled(question.text)) if opened else question
        # While a draft is open, only the rules know whether a message is a question or fills the draft; a model should
        # not write an answer that nobody is shown.
        asked = replace(bare, engine=EMBEDDED) if opened else bare
        with self._readings.reading() as knowledge:
            found, exchange = self._through(asked, knowledge, history or [], conversation, observe)
        observe("")  # nobody begins a task for a person who has gone
        message = Message(question.text, exchange.task, exchange.asks, found, opened, question.engine)
        answer = self._tasks.routed(message, question.as_of, principal)
        if opened and answer is found and self._engines.model(question.engine) is not None:
            with self._readings.reading() as knowledge:
                answer, exchange = self._through(bare, knowledge, history or [], conversation, observe)
        return self._kept(question, answer, exchange, forgetful=history is None, observe=observe)

    def _apart(self, question: Question, observe: Observe) -> Answer:
        """The answer in a conversation that the caller keeps. It begins no task, for one goes on over several turns."""
        earlier = (question.earlier or ())[-_EARLIER:]
        with self._readings.reading() as knowledge:
            history = pipeline.recall(earlier, knowledge, question.as_of, self._longest)
            return self._through(question, knowledge, history, "", observe)[0]

    def _through(
        self,
        question: Question,
        knowledge: Knowledge,
        history: Sequence[Exchange],
        conversation: str,
        observe: Observe,
    ) -> tuple[Answer, Exchange]:
        model = self._engines.model(question.engine)
        return pipeline.answer(
            question.text,
            knowledge,
            question.as_of,
            history,
            conversation,
            self._longest,
            observe,
            model,
        )

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
