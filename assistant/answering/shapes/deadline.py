"""By when: the deadlines about the asked subject, each with what is left of it; a wrong date is put right first."""

import re
from collections.abc import Callable, Sequence
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
    phrase,
    preface,
    quote,
)
from assistant.answering.turn import Ask, Evidence, Reply, Turn, find_span, sentence_span
from assistant.answering.words import content_words
from assistant.documents.dates import as_day, days_between
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Due, Fact

_ASKED_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末))")
_ASKED_MONTH = re.compile(r"()(?<!\d)(\d{1,2})月份?(?!\d)()")
_WANTS = re.compile(
    "什么时候|何时|几号|哪(一)?天|几月|哪个月|哪年|最晚|最迟|截止|啥时候|期限|几天|多少天|来得及|过了没|when|deadline"
)
_CLOSE = 0.34
_RETRIEVAL = 0.05
_UNSEEN = -9.0
_MOST_UNKNOWN = 0.7
_MOST = 4


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a day is asked for, or insisted on, and the document sets one for the subject."""
    asked = ask.share("deadline", "insist") >= 0.25 or _wants_day(ask) or _day_asked_about(ask)
    shelf = evidence.shelf
    if not asked and not (_asks_if_open(ask) and _only_the_application(ask, shelf)):
        return None
    chosen = choose(ask, evidence)
    if not chosen:
        return None
    return lambda turn: _compose(ask, shelf, chosen, turn.as_of)


def _wants_day(ask: Ask) -> bool:
    return bool(_WANTS.search(ask.text))


def choose(ask: Ask, evidence: Evidence) -> list[tuple[Fact, Passage]]:
    """The deadlines that the question is about, the likeliest first; none where the subject has none."""
    shelf = evidence.shelf
    facts = deadline_facts(shelf)
    if asked := _day_asked_about(ask):
        facts = [(f, p) for f, p in facts if f.due and _falls_on(f.due, *asked)]
        if facts:
            return facts[:_MOST]
        facts = deadline_facts(shelf)
    words = _subject(ask, shelf)
    if not words:
        application = application_deadline(shelf)
        rest = [pair for pair in facts if pair != application]
        return ([application] if application else []) + rest[: _MOST - 1]
    if _asks_if_open(ask) and _mostly_unknown(words, shelf) and not ask.attributes and not ask.bodies:
        application = application_deadline(shelf)  # what is told around the question names no other step
        return [application] if application else []
    scores = {id(p.sentence): s for p, s in evidence.passages(len(shelf.passages))}
    attributes = [a for a in ask.attributes if a.name not in _DATE_ATTRIBUTES]
    rated = []
    for fact, passage in facts:
        context = passage.context
        if all(a.hold.search(context) for a in attributes):
            share = _share(words, comparable(fact.action + fact.actor), context)
            rated.append(
                (share, share + _RETRIEVAL * scores.get(id(passage.sentence), _UNSEEN), fact, passage)
            )
    rated.sort(key=lambda item: (-item[1], item[2].start))
    if not rated or rated[0][0] <= 0 or _mostly_unknown(words, shelf):
        return []
    top = rated[0][1]
    chosen = [(f, p) for share, total, f, p in rated if share > 0 and total >= top - _CLOSE]
    covered = {w for w in words for f, _ in chosen if known(w, comparable(f.action + f.actor))}
    for _, _, fact, passage in rated:  # a second subject ("方案和报告") has a deadline of its own
        fresh = {w for w in words if known(w, comparable(fact.action))} - covered
        if fresh and (fact, passage) not in chosen:
            chosen.append((fact, passage))
            covered |= fresh
    return chosen[:_MOST]


def _share(words: Sequence[str], action: str, context: str) -> float:
    """How much of the subject a deadline is about: words of its action count double."""
    found = sum(2.0 if known(w, action) else 1.0 for w in words if known(w, context))
    return found / (2.0 * len(words))


def _mostly_unknown(words: Sequence[str], shelf: Shelf) -> bool:
    """Whether the document lacks most of what the deadline is asked of."""
    text = shelf.words
    missing = [w for w in words if not known(w, text)]
    return len(missing) > _MOST_UNKNOWN * len(words)


def _day_asked_about(ask: Ask) -> tuple[int, int | None] | None:
    """Year-less month and day when the question is what is due then (`11月底要报什么`)."""
    match = _ASKED_DAY.search(ask.text) or _ASKED_MONTH.search(ask.text)
    if match is None or not re.search(
        r"(交|报|做|办|完成|提交|到期)(些|点)?(什么|啥|哪些|哪样)|有什么|还有|(有没有|有)(哪|什么)|哪(项|些|样|件)",
        ask.text,
    ):
        return None
    return int(match[2]), int(match[3]) if match[3] else None


def _falls_on(due: Due, month: int, day: int | None) -> bool:
    if due.on is not None:
        on = as_day(due.on)
        return on.month == month and day in (None, on.day)
    return due.month == month and (day is None or day == due.day)


_DATE_ATTRIBUTES = frozenset({"时长", "会期"})


def _subject(ask: Ask, shelf: Shelf) -> list[str]:
    """What the deadline is of: content words of the asking part that do not only ask for a day."""
    asking = re.compile(lexicon.load("roles.yaml")["asks_day"])
    words = [w.text for w in subject_words(ask, shelf)] if content_words(ask.focus) else []
    return [w for w in words if not asking.search(w)]


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
            find_span(shelf, passage.sentence.text, passage),
            derived=True,
            lead=True,
        )
    else:
        for fact, place in chosen:
            reply.say(due_sentence(fact, as_of), sentence_span(shelf, place), derived=True)
    quote(reply, shelf, list(dict.fromkeys(p for _, p in chosen))[:2])
    reply.deadlines = [(shelf, p) for _, p in chosen]
    return reply


def _asks_if_open(ask: Ask) -> bool:
    return ask.yes_no and bool(re.search(lexicon.load("roles.yaml")["closing"], ask.text))


def _only_the_application(ask: Ask, shelf: Shelf) -> bool:
    """Whether the question names nothing but the application: no body, no condition."""
    application = re.compile(lexicon.load("roles.yaml")["application"])
    return not ask.bodies and all(application.search(word) for word in _subject(ask, shelf))


def _correct(reply: Reply, ask: Ask, shelf: Shelf, due: Due, passage: Passage, as_of: date) -> None:
    """Put a date right that the question presupposes."""
    said_by = ask.premise or (ask.focus if ask.yes_no or ask.share("insist") > 0.3 else "")
    match = _ASKED_DAY.search(said_by)
    if match is None:
        return
    said = match[0]
    right = due_words(due)
    same = _same_day(match, due)
    text = phrase("confirm", right=right) if same else phrase("correct", right=right, wrong=said)
    reply.say(text, sentence_span(shelf, passage), derived=True, lead=True)


def _same_day(match: re.Match[str], due: Due) -> bool:
    year, month, day, end = match.groups()
    if due.on is None:
        return due.month == int(month)
    on = as_day(due.on)
    same_year = year is None or int(year) == on.year
    same_day = (day is not None and int(day) == on.day) or (end is not None and "底" in due.text)
    return same_year and int(month) == on.month and same_day
