"""Quoting: which words of a passage to say, and how to name where they stand."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answering.lexicon import load
from assistant.answering.turn import Reply, Span, find_span, sentence_span
from assistant.documents.dates import as_day, days_between, next_due
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.answer import Status
from assistant.models.document import Due, Fact, FactKind, Provenance

_ENDS = "。！？；;.!?"
_LONGEST_ACTION = 36


def phrase(name: str, **fields: object) -> str:
    """A phrase of `phrases.yaml`, filled in."""
    template: str = load("phrases.yaml")[name]
    return template.format(**fields)


def choices(name: str) -> list[str]:
    """A list of `phrases.yaml`."""
    return list(load("phrases.yaml")[name])


def answered() -> Reply:
    """An empty reply that will answer."""
    return Reply(Status.ANSWERED)


def whole(text: str) -> str:
    """`text` as a sentence: it ends with a full stop."""
    text = re.sub(r"\s+", "", text.strip())
    if text.endswith(("；", ";", "，", ",", "：", ":", "、")):
        text = text[:-1]
    return text if text and text[-1] in _ENDS else f"{text}。"


def preface(reply: Reply, shelf: Shelf) -> None:
    """Say whose words follow, where they are not official."""
    provenance = shelf.document.meta.provenance
    if provenance is not Provenance.ORIGINAL:
        reply.say(phrase(str(provenance)))


def quote(reply: Reply, shelf: Shelf, passages: Sequence[Passage]) -> None:
    """Say passages word for word, each cited."""
    for passage in passages:
        reply.say(whole(passage.sentence.text), sentence_span(shelf, passage))


def chinese_day(day: date) -> str:
    """`2026年3月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def due_words(due: Due) -> str:
    """The deadline in the notice's words, with the year added where they leave it out."""
    text = re.sub("(之?前|以前)$", lambda m: "前", due.text)
    if due.on is not None and not re.search(r"\d{4}\s*年", text):
        return f"{as_day(due.on).year}年{text}"
    return text


def due_sentence(fact: Fact, as_of: date) -> str:
    """What a deadline means on a day: how long is left, or how long it has passed."""
    due = fact.due
    assert due is not None  # only deadlines come here
    action = fact.action if len(fact.action) <= _LONGEST_ACTION else fact.action[:_LONGEST_ACTION] + "…"
    words = due_words(due)
    today = chinese_day(as_of)
    if due.on is not None:
        days = days_between(as_of, as_day(due.on))
        name = "due_future" if days > 0 else "due_today" if days == 0 else "due_past"
        return phrase(name, due=words, action=action, as_of=today, days=abs(days))
    if due.recurring:
        upcoming = next_due(due, as_of)
        if upcoming is None:
            return phrase("due_recurring_over", due=words, action=action, as_of=today)
        days = days_between(as_of, upcoming)
        return phrase(
            "due_recurring", due=words, action=action, as_of=today, next=chinese_day(upcoming), days=days
        )
    return phrase("due_relative", due=words, action=action)


def deadline_facts(shelf: Shelf) -> list[tuple[Fact, Passage]]:
    """Every deadline of a document, with its passage, in the order of the text."""
    return [(f, p) for p in shelf.passages for f in p.facts if f.kind is FactKind.DEADLINE]


def application_deadline(shelf: Shelf) -> tuple[Fact, Passage] | None:
    """The deadline of the application itself: the first whose sentence speaks of applying."""
    pattern = re.compile(load("roles.yaml")["application"])
    for fact, passage in deadline_facts(shelf):
        if fact.due and fact.due.on and pattern.search(passage.plain):
            return fact, passage
    return None


def window(reply: Reply, shelf: Shelf, as_of: date, always: bool = False) -> None:
    """Say that applications have closed, if they have (or, with `always`, until when they are open)."""
    found = application_deadline(shelf)
    if found is None:
        return
    fact, passage = found
    assert fact.due is not None and fact.due.on is not None  # application_deadline gives only such
    days = days_between(as_of, as_day(fact.due.on))
    words = due_words(fact.due)
    closing = words.removesuffix("前")
    span = find_span(shelf, passage.sentence.text, passage)
    if days < 0:
        reply.say(
            phrase("window_closed", due=closing, as_of=chinese_day(as_of), days=-days), span, derived=True
        )
    elif always:
        reply.say(phrase("window_open", due=words, as_of=chinese_day(as_of), days=days), span, derived=True)


def clause_span(shelf: Shelf, path: str, part: str | None) -> Span:
    """The span of a clause's heading line, or of its own text where it has no heading."""
    clause = shelf.document.clause(path, part)
    assert clause is not None  # paths come from the document itself
    text = shelf.document.text[clause.start : clause.end]
    stripped = text.strip()
    start = clause.start + text.index(stripped[0]) if stripped else clause.start
    heading = clause.heading
    if heading and shelf.document.text.startswith(heading, start):
        return Span(shelf.document, start, start + len(heading))
    return Span(shelf.document, start, start + len(stripped))
