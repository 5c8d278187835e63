"""By when: the deadlines about the asked subject, each with what is left of it; a wrong date is put right first."""

import re
from collections.abc import Callable
from datetime import date

from assistant.answering import lexicon
from assistant.answering.answerable import known, subject_words
from assistant.answering.shapes.quoting import (
    answered,
    application_deadline,
    chinese_day,
    deadline_facts,
    due_sentence,
    due_words,
    find_span,
    phrase,
    preface,
    quote,
    sentence_span,
)
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.answering.words import content_words
from assistant.documents.dates import as_day, days_between
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Due, Fact

_ASKED_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末))")
_CLOSE = 0.72
_MOST = 4


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a day is asked for, or insisted on, and the document sets one for the subject."""
    if ask.share("deadline", "insist") < 0.3 and not (ask.share("after", "report", "result") > 0.4 and _wants_day(ask)):
        return None
    shelf = evidence.shelf
    chosen = choose(ask, evidence)
    if not chosen:
        return None
    return lambda turn: _compose(ask, shelf, chosen, turn.as_of)


def _wants_day(ask: Ask) -> bool:
    return bool(re.search("什么时候|何时|几号|哪(一)?天|几月|哪个月|哪年|最晚|最迟|截止|啥时候", ask.text))


def choose(ask: Ask, evidence: Evidence) -> list[tuple[Fact, Passage]]:
    """The deadlines that the question is about, the likeliest first; none where the subject has none."""
    shelf = evidence.shelf
    facts = deadline_facts(shelf)
    scores = {id(p.sentence): s for p, s in evidence.passages(len(shelf.passages))}
    words = _subject(ask, shelf)
    if not facts:
        return []
    if not words:
        application = application_deadline(shelf)
        rest = [pair for pair in facts if pair != application]
        return ([application] if application else []) + rest[: _MOST - 1]
    attributes = [a for a in ask.attributes if a.name not in _DATE_ATTRIBUTES]
    rated = []
    for fact, passage in facts:
        context = comparable("".join(passage.sentence.clause.trail) + passage.plain)
        held = all(a.hold.search(context) for a in attributes)
        covered = sum((2.0 if known(w, comparable(fact.action + fact.actor)) else 1.0) for w in words if known(w, context))
        share = covered / (2.0 * len(words))
        rated.append((share if held else 0.0, scores.get(id(passage.sentence), -9.0), fact, passage))
    rated.sort(key=lambda item: (-(item[0] + 0.12 * item[1]), item[2].start))
    best = rated[0]
    if best[0] <= 0.15:
        return []
    top = best[0] + 0.12 * best[1]
    return [(f, p) for share, score, f, p in rated if share > 0 and share + 0.12 * score >= top * _CLOSE][:_MOST]


_DATE_ATTRIBUTES = frozenset({"时长", "会期"})


def _subject(ask: Ask, shelf: Shelf) -> list[str]:
    """What the deadline is of: content words that do not only ask for a day."""
    asking = re.compile(lexicon.load("roles.yaml")["asks_day"])
    return [w.text for w in subject_words(ask, shelf) if not asking.search(w.text)] if content_words(ask.text) else []


def _compose(ask: Ask, shelf: Shelf, chosen: list[tuple[Fact, Passage]], as_of: date) -> Reply:
    reply = answered()
    preface(reply, shelf)
    first, passage = chosen[0]
    assert first.due is not None  # only deadlines are chosen
    _correct(reply, ask, shelf, first.due, passage, as_of)
    if _asks_if_open(ask) and first.due.on is not None:
        days = days_between(as_of, as_day(first.due.on))
        words = due_words(first.due).removesuffix("前")
        name = "closed_lead" if days < 0 else "open_lead"
        reply.say(
            phrase(name, due=words, as_of=chinese_day(as_of), days=abs(days)),
            find_span(shelf, passage.sentence.text, passage), derived=True,
        )
    else:
        for fact, place in chosen:
            reply.say(due_sentence(fact, as_of), sentence_span(shelf, place), derived=True)
    quote(reply, shelf, list(dict.fromkeys(p for _, p in chosen))[:2])
    reply.deadlines = [(shelf, p) for _, p in chosen]
    return reply


def _asks_if_open(ask: Ask) -> bool:
    return ask.yes_no and bool(re.search(lexicon.load("roles.yaml")["closing"], ask.text))


def _correct(reply: Reply, ask: Ask, shelf: Shelf, due: Due, passage: Passage, as_of: date) -> None:
    """Put a date right that the question presupposes."""
    match = next((m for m in _ASKED_DAY.finditer(ask.text) if ask.yes_no or ask.share("insist") > 0.3), None)
    if match is None:
        return
    said = match[0]
    right = due_words(due)
    if _same_day(match, due):
        reply.say(phrase("confirm", right=right), sentence_span(shelf, passage))
    else:
        reply.say(phrase("correct", right=right, wrong=said), sentence_span(shelf, passage), derived=True)


def _same_day(match: re.Match[str], due: Due) -> bool:
    year, month, day, end = match.groups()
    if due.on is None:
        return due.month == int(month)
    on = as_day(due.on)
    same_year = year is None or int(year) == on.year
    same_day = (day is not None and int(day) == on.day) or (end is not None and "底" in due.text)
    return same_year and int(month) == on.month and same_day
