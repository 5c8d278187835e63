"""The answer pipeline: the list of its steps, in the order in which they run, and what each one hands on."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from assistant.answering import completing
from assistant.answering.assembly import assemble
from assistant.answering.english import gist, is_english
from assistant.answering.guard import guard
from assistant.answering.knowledge import Knowledge
from assistant.answering.questions import asks_something
from assistant.answering.searching import route, search, without_title
from assistant.answering.shapes import SHAPES, choose
from assistant.answering.shapes.quoting import phrase
from assistant.answering.shapes.silence import topic_of
from assistant.answering.turn import (
    Ask,
    Evidence,
    Exchange,
    Observer,
    Reply,
    Span,
    Statement,
    Turn,
    Unwatched,
)
from assistant.answering.understanding import about, understand
from assistant.answering.verification import verify
from assistant.answering.words import content_words
from assistant.answering.writing import STEP, write
from assistant.documents.text import comparable
from assistant.errors import InvalidQuestion
from assistant.grounding.places import Citations
from assistant.knowledge.retriever import best
from assistant.llm.client import Model
from assistant.models.answer import Answer, Citation, Fallback, Reason, Status

Compose = Callable[[Turn], Reply]

_BY_WORDS = (
    "语义检索暂不可用，这次只按字词查找，换了说法的条款可能没有找到。请运行 assistant doctor 查看原因。"
)


@dataclass
class Work:
    """A turn on its way through the steps."""

    turn: Turn
    longest: int
    model: Model | None = None
    observer: Observer = field(default_factory=Unwatched)
    evidence: list[Evidence] = field(default_factory=list)
    composers: list[tuple[Ask, Compose]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    answer: Answer | None = None
    conversation: str = ""
    completed: completing.Completed = field(default_factory=completing.Completed)


def _understand(work: Work) -> None:
    """Normalise, resolve follow-ups, take apart, classify; small talk and declined requests end here."""
    understand(work.turn, work.longest, partial(_complete, work))
    work.turn.reply = guard(work.turn)


def _complete(work: Work) -> str:
    """What a follow-up asks, in a language model's words where there is one; "" where it has nothing to say."""
    if work.model is not None:
        work.completed = completing.complete(work.turn.text, work.turn.history, work.model, work.observer)
    return work.completed.question


def _retrieve(work: Work) -> None:
    """For each question: the document that it is about, and its clauses, best first."""
    turn, asks = work.turn, []
    for ask in turn.asks:
        routed = route(ask, turn, asked_before=work.evidence[-1].shelf if work.evidence else None)
        if isinstance(routed, Reply):
            turn.reply = routed
            return
        asks.append(about(ask, without_title(ask.focus, routed), turn.knowledge.embedding))
        work.evidence.append(search(asks[-1], routed, turn.knowledge))
    turn.asks = tuple(asks)
    if turn.knowledge.embedding is not None and any(ask.vector is None for ask in asks):
        turn.warnings.append(_BY_WORDS)
    work.turn.document = work.evidence[0].shelf.document.id


def _select(work: Work) -> None:
    """For each question: the first shape that finds its facts in the evidence."""
    for ask, evidence in zip(work.turn.asks, work.evidence, strict=True):
        work.composers.append((ask, choose(ask, evidence, work.turn)))


def _compose(work: Work) -> None:
    """Say what was found, question by question."""
    replies = [(ask, compose(work.turn)) for ask, compose in work.composers]
    work.turn.reply = _merge(replies)
    if any(ask.premise for ask in work.turn.asks) and work.turn.reply.status is Status.ANSWERED:
        work.turn.reply.statements.insert(0, Statement(phrase("insist_lead")))
    if is_english(work.turn.question) and work.turn.reply.status is Status.ANSWERED:
        work.turn.reply.statements += gist(work.turn.reply)


def _verify(work: Work) -> None:
    """Drop what the cited words do not support; if nothing is left, abstain."""
    turn = work.turn
    assert turn.reply is not None  # the step before sets it
    statements, verification = verify(turn, turn.reply)
    if turn.reply.status is Status.ANSWERED and verification.dropped and not any(s.spans for s in statements):
        evidence, ask = work.evidence[0], turn.asks[0]
        turn.reply = SHAPES[-1].find(ask, evidence, turn)(turn)  # type: ignore[misc]  # silence always fits
        statements, _ = verify(turn, turn.reply)
    work.statements = statements
    work.answer = assemble(turn, turn.reply, statements, verification, work.conversation)


def _write(work: Work) -> None:
    """Have the language model word what was found; each of its sentences is verified before it is shown."""
    turn, answer = work.turn, work.answer
    assert (
        turn.reply is not None and answer is not None and work.model is not None
    )  # the steps before set them
    if work.completed.lost is not None:  # who has waited for it in vain once need not do so again
        fallback = Fallback(origin=work.model.name, why=work.completed.lost.value)
        work.answer = answer.model_copy(update={"fallback": fallback})
        return
    written = write(turn, work.statements, work.model, work.observer)
    if written is None:
        return
    verification = written.verification or answer.verification
    answer = assemble(turn, turn.reply, written.statements, verification, work.conversation)
    work.answer = answer.model_copy(
        update={
            "engine": written.engine,
            "fallback": written.fallback,
            "prompts": written.prompts,
            "usage": written.usage,
        }
    )


def _finished(work: Work, timings: dict[str, float]) -> Answer:
    """The answer with what the whole way to it has cost."""
    answer, completed = work.answer, work.completed
    assert answer is not None  # the step that verifies sets it
    return answer.model_copy(
        update={
            "timings_ms": timings,
            "prompts": [*completed.prompts, *answer.prompts],
            "usage": completed.spent.on(completing.STEP) + answer.usage,
        }
    )


STEPS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    ("understand", _understand),
    ("retrieve", _retrieve),
    ("select", _select),
    ("compose", _compose),
    ("verify", _verify),
    (STEP, _write),
)
"""The pipeline. A step that sets `turn.reply` early jumps to `verify`; the last is for a language model."""


def answer(
    question: str,
    knowledge: Knowledge,
    as_of: date,
    history: Sequence[Exchange],
    conversation: str,
    longest: int,
    observe: Observer | None = None,
    model: Model | None = None,
) -> tuple[Answer, Exchange]:
    """One verified answer, and what the conversation should remember of it.

    `observe` is told each step as it begins; what it raises ends the pipeline there. With a `model`, it words what
    was found.
    """
    observe = observe or Unwatched()
    work = Work(Turn(question, as_of, knowledge, history), longest, model, observe, conversation=conversation)
    timings: dict[str, float] = {}
    begun = time.perf_counter()
    for name, step in STEPS:
        if _needless(work, name):
            continue
        observe(name)
        start = time.perf_counter()
        step(work)
        timings[name] = round((time.perf_counter() - start) * 1000, 2)
    timings["total"] = round((time.perf_counter() - begun) * 1000, 2)
    return _finished(work, timings), _exchange(work.turn)


def recall(questions: Sequence[str], knowledge: Knowledge, as_of: date, longest: int) -> list[Exchange]:
    """What a conversation would remember of these questions, oldest first, without answering them.

    What cannot be understood leaves nothing to remember.
    """
    history: list[Exchange] = []
    for question in questions:
        work = Work(Turn(question, as_of, knowledge, tuple(history)), longest)
        try:
            _understand(work)
        except InvalidQuestion:
            continue
        if work.turn.reply is None:
            _retrieve(work)
        history.append(_exchange(work.turn))
    return history


def _exchange(turn: Turn) -> Exchange:
    """What the conversation should remember of a turn; small talk is no subject that could be asked on about."""
    idle = turn.reply is not None and turn.reply.reason is Reason.SMALL_TALK
    task = turn.reply.task if turn.reply else ""
    asks = asks_something(turn.text)
    kept = turn.text if idle else turn.resolved
    return Exchange(turn.text, kept, turn.document, turn.identity, task, asks)


def _needless(work: Work, step: str) -> bool:
    """Whether a step has nothing to do: the reply is there already, or there is nobody or nothing to word it."""
    reply = work.turn.reply
    if step == STEP:
        wordable = reply is not None and reply.status is Status.ANSWERED and reply.reason is None
        return work.model is None or not wordable or (reply is not None and reply.verbatim)
    return reply is not None and step != "verify"


def _merge(replies: Sequence[tuple[Ask, Reply]]) -> Reply:
    """The replies to a message's questions as one: what is answered first, then what the documents do not say."""
    if len(replies) == 1:
        return replies[0][1]
    answered = [r for _, r in replies if r.status is Status.ANSWERED]
    silent = [(a, r) for a, r in replies if r.status is not Status.ANSWERED]
    if not answered:
        return silent[0][1]
    merged = answered[0]
    said = set(merged.statements)
    for reply in answered[1:]:
        merged.statements += [s for s in reply.statements if s not in said]
        merged.deadlines += [d for d in reply.deadlines if d not in merged.deadlines]
        merged.verbatim = merged.verbatim or reply.verbatim
    told = comparable("".join(s.text for s in merged.statements))
    for ask, reply in silent:
        words = content_words(ask.focus or ask.text)
        if words and all(comparable(w.text) in told for w in words):
            continue  # what has been said speaks of it; to deny it would be wrong
        merged.say(phrase("not_stated_part", topic=topic_of(ask).strip("“”")))
        merged.statements += [s for s in reply.statements[1:] if s not in merged.statements]
    return merged


def retrieve(question: str, knowledge: Knowledge, as_of: date, longest: int, count: int) -> list[Citation]:
    """The clauses that the pipeline looks at for a question, best first, each as a citation of its own text."""
    work = Work(Turn(question, as_of, knowledge), longest)
    understand(work.turn, longest)
    _retrieve(work)
    citations = Citations()
    for evidence in work.evidence:
        for hit in best(evidence.hits, count):
            citations.number(Span(evidence.shelf.document, hit.clause.start, hit.clause.end))
    return citations.listed[:count]
