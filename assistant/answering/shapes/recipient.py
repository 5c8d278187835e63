"""Who hands what to whom: the chain that a sentence lays down, for each step that the question is about."""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answering.shapes.deadline import choose
from assistant.answering.shapes.quoting import (
    answered,
    application_deadline,
    phrase,
    preface,
    quote,
    window,
)
from assistant.answering.turn import Ask, Evidence, Reply, Turn, sentence_span
from assistant.answering.words import content_words
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Fact

_WHOM = re.compile("谁|哪个(部门|单位|局)|哪(里|儿|去)|什么(部门|单位)|何处|渠道|途径|直接|whom|submit")
_BODY = re.compile(
    r"(?<![申填上])(?:报|交|送|提交|寄|发)(?:给|到|至|往|去)?((?:(?![前要先过会能吗是报交送])[\u4e00-\u9fff]){2,14}?(?:局|委|厅|部|办|邮箱|信箱|部门|中心|政府))"
)
_MOST = 2
_SENDING = frozenset({"邮箱提交", "邮箱", "网上申报", "邮寄"})
"""Attributes that ask how something is handed in; the chain answers them, others it does not."""


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a recipient is asked for, or presupposed, and the steps asked about have one."""
    presupposed = ask.yes_no and _BODY.search(ask.text)
    asked = ask.share("where_submit", "report") >= 0.3 and _WHOM.search(ask.text)
    if not (asked or presupposed):
        return None
    shelf = evidence.shelf
    if any(a.name not in _SENDING for a in ask.attributes):
        return None
    steps = [(f, p) for f, p in choose(replace(ask, attributes=()), evidence) if f.recipient]
    if not steps:
        return None
    first = application_deadline(shelf)
    if not content_words(ask.text) and first:
        steps = [first]
    return lambda turn: _compose(ask, shelf, steps[: _MOST + 1], turn)


def _compose(ask: Ask, shelf: Shelf, steps: list[tuple[Fact, Passage]], turn: Turn) -> Reply:
    reply = answered()
    preface(reply, shelf)
    _correct(reply, ask, shelf, *steps[0])
    for fact, passage in steps:
        chain = [part for part in (fact.actor, fact.via, fact.recipient) if part]
        reply.say(
            phrase("chain", action=fact.action, chain=" → ".join(chain)),
            sentence_span(shelf, passage),
            derived=True,
        )
    quote(reply, shelf, list(dict.fromkeys(p for _, p in steps))[:_MOST])
    reply.deadlines = [(shelf, p) for _, p in steps]
    if application_deadline(shelf) in steps:
        window(reply, shelf, turn.as_of)
    return reply


def _correct(reply: Reply, ask: Ask, shelf: Shelf, fact: Fact, passage: Passage) -> None:
    """Put a recipient right that the question presupposes."""
    said = _BODY.search(ask.text)
    if said is None or not ask.yes_no:
        return
    sentence = comparable(passage.sentence.text)
    if comparable(said[1]) in sentence:
        return
    right = f"由{fact.via}报{fact.recipient}" if fact.via else f"报{fact.recipient}"
    text = phrase("correct", right=right, wrong=f"报{said[1]}")
    reply.say(text, sentence_span(shelf, passage), derived=True, lead=True)
