"""The tasks that a chat can start: a draft that is filled by what people answer, a review of attached files.

A turn of a task is an answer like any other, with status `answered`, reason `task`, no citations, and the id of the
draft or of the job.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from assistant.errors import AssistantError, NotFound
from assistant.models.answer import Answer, Reason, Status
from assistant.models.draft import DraftTurn, WarningKind
from assistant.models.job import JobSummary
from assistant.models.principal import Principal
from assistant.services.drafts import Drafts

_NAMES = 3
# What a message is when it is no answer to our questions: something declined, or a few words of politeness.
_ASIDE = (Reason.SMALL_TALK, Reason.INVENT, Reason.DECIDE, Reason.PREDICT, Reason.REVEAL)


@dataclass(frozen=True)
class Message:
    """What somebody says in the chat, and the answer that the documents have given to it.

    Attributes:
        text: As it was typed.
        task: `draft` or `review` when the message asks for one.
        asks: Whether it asks something.
        answer: The pipeline's answer.
        open: The draft that the turn before was about, or None.
        engine: Which engine is to do it; None takes the configured one.
    """

    text: str
    task: str
    asks: bool
    answer: Answer
    open: str | None
    engine: str | None = None


class Tasks:
    """Routes a turn of the chat to the products that do tasks.

    Args:
        drafts: Where drafts are made and kept.
    """

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def routed(self, message: Message, as_of: date, principal: Principal) -> Answer:
        """The answer to a message: the pipeline's own, or the next step of a draft."""
        try:
            if message.task == "draft":
                return self._begun(message, as_of, principal)
            if message.open is not None and re.search(_words()["leaving"], message.text.strip()):
                return _task(message.answer, str(_words()["left"]))
            if message.open is not None and self._fills(message):
                turn = self._drafts.answer(
                    message.open, message.text, as_of=as_of, engine=message.engine, principal=principal
                )
                return _said(message.answer, turn, begun=False)
        except AssistantError as error:
            warned = [*message.answer.warnings, f"草稿没有写成：{error}"]
            return message.answer.model_copy(update={"warnings": warned})
        return message.answer

    def _begun(self, message: Message, as_of: date, principal: Principal) -> Answer:
        if message.open is not None:
            with suppress(NotFound):  # it has been deleted since
                turn = self._drafts.resume(
                    message.open, message.text, as_of=as_of, engine=message.engine, principal=principal
                )
                return _said(message.answer, turn)
        turn = self._drafts.start(message.text, as_of=as_of, engine=message.engine, principal=principal)
        return _said(message.answer, turn)

    def _fills(self, message: Message) -> bool:
        """Whether a message answers the questions of the turn before."""
        if message.answer.status is Status.DECLINED and not re.search(_words()["requests"], message.text):
            return True  # 虚构 in a name asks for nothing to be invented
        return not (message.asks or message.task or message.answer.reason in _ASIDE)


def unlabelled(text: str) -> str:
    """`text` without the labels of made-up names."""
    return re.sub(_words()["labels"], "", text).strip() or text


def received(job: JobSummary, conversation: str, as_of: date) -> Answer:
    """The answer to attached files: they are being reviewed."""
    return Answer(
        id=uuid4().hex,
        answer=str(_words()["received"]).format(count=job.total),
        status=Status.ANSWERED,
        reason=Reason.TASK,
        as_of=as_of,
        conversation=conversation,
        review=job.id,
    )


def handed_in(files: Sequence[str]) -> str:
    """What stands for attached files in the conversation."""
    names = "、".join(files[:_NAMES]) + (str(_words()["more_names"]) if len(files) > _NAMES else "")
    return str(_words()["handed_in"]).format(count=len(files), names=names)


def _said(answer: Answer, turn: DraftTurn, *, begun: bool = True) -> Answer:
    words, draft = _words(), turn.draft
    lines = [turn.message] if turn.message else []
    if turn.questions:
        lines += [str(words["questions"]), *(f"{n}. {asked}" for n, asked in enumerate(turn.questions, 1))]
    complete = draft.completeness
    told = words["done"] if turn.done and complete.filled == complete.required else words["completeness"]
    lines.append(str(told).format(filled=complete.filled, required=complete.required))
    # That the deadline has passed is said once, not after every answer.
    warned = [w.text for w in draft.warnings if begun or w.kind is not WarningKind.DEADLINE_PASSED]
    written = {"engine": draft.engine, "fallback": draft.fallback, "prompts": draft.prompts}
    return _task(answer, "\n".join(lines)).model_copy(
        update={"draft": draft.id, "warnings": warned, **written}
    )


def _task(answer: Answer, said: str) -> Answer:
    """The turn of a task in the place of what the documents have said."""
    return answer.model_copy(
        update={
            "answer": said,
            "status": Status.ANSWERED,
            "reason": Reason.TASK,
            "claims": [],
            "citations": [],
            "related": [],
            "obligations": [],
            "choices": [],
            "follow_ups": [],
            "warnings": [],
        }
    )


@cache
def _words() -> Any:
    return yaml.safe_load(Path(__file__).with_name("tasks.yaml").read_text("utf-8"))
