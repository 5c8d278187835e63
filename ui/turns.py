"""A conversation as the page holds it, and how its turns look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import AssistantError
from assistant.models.answer import Answer, Status
from assistant.models.conversation import ConversationView, Feedback, TurnView, Verdict
from ui import place, text
from ui.render import render

_REFERENCE = re.compile(r"\[(\d{1,3})\]")
_HALF_REFERENCE = re.compile(r"\[\d{0,3}$")
# A pasted book is refused by the assistant; it need not travel with every following question.
_SHOWN = 1000


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, and what to do."""

    message: str
    hint: str

    @classmethod
    def of(cls, error: AssistantError) -> "Failure":
        """The failure that an error of ours tells."""
        return cls(error.message, error.hint)


@dataclass(frozen=True)
class Turn:
    """A question and what has come of it so far.

    `status` tells what is being done, empty once it is over; `said` are the words that have come; `verdict` is what
    the person thinks of the answer, and `explained` whether it came with a reason.
    """

    question: str
    status: str = ""
    said: str = ""
    answer: Answer | None = None
    failure: Failure | None = None
    stopped: bool = False
    verdict: Verdict | None = None
    explained: bool = False

    @property
    def shown_question(self) -> str:
        """The question as far as it is worth showing."""
        return self.question if len(self.question) <= _SHOWN else f"{self.question[:_SHOWN]}……"


@dataclass(frozen=True)
class Thread:
    """The conversation that the page shows; `conversation` is its id, None before the first answer."""

    conversation: str | None = None
    turns: tuple[Turn, ...] = field(default=())

    @classmethod
    def of(cls, view: ConversationView) -> "Thread":
        """A remembered conversation."""
        return cls(view.id, tuple(_remembered(turn) for turn in view.turns))

    def begun(self, question: str) -> "Thread":
        """With a new question, which is being answered."""
        return replace(self, turns=(*self.stopped().turns, Turn(question, status=text.WAITING)))

    def answered(self, answer: Answer) -> "Thread":
        """With the last question's answer."""
        return replace(self.last(status="", answer=answer), conversation=answer.conversation)

    def stopped(self) -> "Thread":
        """With nothing being answered any more."""
        running = self.turns and self.turns[-1].status
        return self.last(status="", stopped=True) if running else self

    def last(self, **changes: Any) -> "Thread":
        """With fields of its last turn changed."""
        if not self.turns:
            return self
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], **changes)))

    def judged(self, feedback: Feedback) -> "Thread":
        """With what the person thinks of one of its answers."""
        turns = (
            replace(turn, verdict=feedback.verdict, explained=bool(feedback.reason))
            if turn.answer and turn.answer.id == feedback.answer
            else turn
            for turn in self.turns
        )
        return replace(self, turns=tuple(turns))


@dataclass(frozen=True)
class Line:
    """A line of an answer: words and the numbers of citations, in order; `verbatim` if the source says just that."""

    pieces: tuple[str | int, ...]
    verbatim: bool


def past(thread: Thread) -> str:
    """Every turn but the last as HTML, empty before the second question."""
    return "".join(_turn(turn, number, last=False) for number, turn in enumerate(thread.turns[:-1], 1))


def current(thread: Thread) -> str:
    """The last turn as HTML; empty before the first question."""
    if not thread.turns:
        return ""
    return _turn(thread.turns[-1], len(thread.turns), last=True, conversation=thread.conversation or "")


def answer_lines(answer: Answer) -> list[Line]:
    """The answer's text, line by line, with its references told from its words."""
    quotes = {citation.quote for citation in answer.citations}
    known = {citation.id for citation in answer.citations}
    return _lines(answer.answer, known, quotes)


def _lines(words: str, known: set[int] | None, quotes: set[str]) -> list[Line]:
    return [
        Line(tuple(_pieces(line, known)), _REFERENCE.sub("", line).strip() in quotes)
        for line in words.splitlines()
        if line.strip()
    ]


def _pieces(line: str, known: set[int] | None) -> Iterator[str | int]:
    """The words of a line and the numbers in brackets between them; numbers that are not `known` stay words."""
    at = 0
    for match in _REFERENCE.finditer(line):
        if known is None or int(match[1]) in known:
            yield line[at : match.start()]
            yield int(match[1])
            at = match.end()
    yield line[at:]


def _remembered(view: TurnView) -> Turn:
    feedback = view.feedback
    return Turn(
        view.question,
        answer=view.answer,
        verdict=feedback.verdict if feedback else None,
        explained=bool(feedback and feedback.reason),
    )


def _turn(turn: Turn, number: int, *, last: bool, conversation: str = "") -> str:
    answer = turn.answer
    return render(
        "turn",
        turn=turn,
        conversation=conversation,
        number=number,
        last=last,
        said=_lines(_HALF_REFERENCE.sub("", turn.said), None, set()),
        answer=answer,
        lines=answer_lines(answer) if answer else [],
        sources=[place.of_citation(citation) for citation in answer.citations] if answer else [],
        related=[place.of_related(near) for near in answer.related] if answer else [],
        engine=_engine(answer) if answer else "",
        removed=_removed(answer) if answer else "",
        clarify=answer is not None and answer.status is Status.CLARIFY,
    )


def _removed(answer: Answer) -> str:
    """What verification has taken out of the answer."""
    done = answer.verification
    parts = ((text.DROPPED, done.dropped), (text.REPLACED, done.replaced))
    return "；".join(words.format(count=count) for words, count in parts if count)


def _engine(answer: Answer) -> str:
    if answer.fallback is not None:
        return text.FALLBACK.format(origin=answer.fallback.origin, why=answer.fallback.reason)
    return "" if answer.engine == "embedded" else text.ENGINE.format(engine=answer.engine)
