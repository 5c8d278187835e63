"""Asking a case once, and judging what came twice."""

from collections.abc import Sequence
from functools import cache

from assistant.app import Assistant
from assistant.models.answer import Answer, Verification
from evals.answers import about
from evals.cases import Case
from evals.judge import judge
from evals.measures.sample import Sample
from evals.measures.values import missing
from evals.model.records import Asked, Judged
from evals.model.tape import OtherPrompt, Reply, Taped
from evals.model.unverified import unverified, watched
from evals.suites import AS_OF


def asked(assistant: Assistant, model: Taped, case: Case, earlier: Sequence[Reply] | None) -> Asked:
    """A case, judged.

    Args:
        assistant: Its language model is `model`.
        model: The tape.
        case: What is asked.
        earlier: What the model replied in an earlier run; used unless the product now asks for something else.
    """
    if earlier is not None:
        try:
            return _scored(assistant, model, case, earlier)
        except OtherPrompt:
            pass
    return _scored(assistant, model, case, model.record(lambda: _ask(assistant, case, "llm")))


def _scored(assistant: Assistant, model: Taped, case: Case, replies: Sequence[Reply]) -> Asked:
    model.play(replies)
    with watched() as prose:
        on = _ask(assistant, case, "llm")
    model.play(replies)
    with unverified():
        off = _ask(assistant, case, "llm")
    return Asked(
        id=case.id,
        category=case.category,
        expected=case.expect.status.value,
        asked=case.asked,
        replies=tuple(replies),
        embedded=_judged(assistant, case, _ask(assistant, case, "embedded")),
        off=_judged(assistant, case, off),
        on=_judged(assistant, case, on),
        claims=prose[-1].verification if prose else Verification(),
    )


def _ask(assistant: Assistant, case: Case, engine: str) -> Answer:
    """The answer to the last turn; the turns before it are the embedded engine's, so that a model is asked once."""
    conversation: str | None = None
    *before, last = case.asked
    day = case.as_of or AS_OF
    for question in before:
        conversation = assistant.ask(
            question, conversation=conversation, as_of=day, engine="embedded"
        ).conversation
    return assistant.ask(last, conversation=conversation, as_of=day, engine=engine)


def _judged(assistant: Assistant, case: Case, answer: Answer) -> Judged:
    text_of = cache(lambda identifier: assistant.document(identifier).text)
    sample = Sample(case, answer, text_of, cache(lambda identifier: about(assistant, identifier)))
    return Judged(
        answer=answer.answer,
        engine=answer.engine,
        fallback=answer.fallback,
        failing=tuple(
            f"{failing.check}: {failing.reason}" for failing in judge(case.expect, answer, text_of)
        ),
        unsourced=tuple(missing(sample)),
    )
