"""A document of the library that another one cites under a different title: both are said, with where they stand."""

import re
from collections.abc import Callable

from assistant.answering.shapes.quoting import answered, phrase
from assistant.answering.turn import Ask, Evidence, Reply, Span, Turn
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Shelf

_ASKS_TITLE = re.compile("标题|名称|题目|叫什么|叫法|全称|到底是")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a title is asked for and the governing notice cites that document under another one."""
    governing = turn.knowledge.governing
    other = evidence.shelf
    if (
        governing is None
        or other is governing
        or not _ASKS_TITLE.search(ask.text)
        or not other.document.meta.number
    ):
        return None
    cited = _cited_title(governing, other.document.meta.number)
    if cited is None or comparable(cited.text.strip("《》")) == comparable(other.document.meta.title):
        return None
    return lambda turn: _compose(governing, cited, other)


def _cited_title(shelf: Shelf, number: str) -> Span | None:
    """The title in 《》 in front of `number`."""
    text = shelf.document.text
    for match in re.finditer(r"《([^《》]{4,80})》\s*[(（]([^()（）]{4,30})[)）]", text):
        if comparable(match[2]) == comparable(number):
            return Span(shelf.document, match.start(), match.end())
    return None


def _compose(governing: Shelf, cited: Span, other: Shelf) -> Reply:
    reply = answered()
    reply.verbatim = True
    reply.say(phrase("titles_differ"))
    title = re.search("《[^》]+》", cited.text)
    reply.say(
        phrase("title_in_notice", title=title[0] if title else "", number=governing.document.meta.number),
        cited,
        derived=True,
    )
    own = _own_title(other)
    reply.say(
        phrase(
            "title_elsewhere",
            title=f"《{other.document.meta.title}》",
            provenance=phrase(f"label_{other.document.meta.provenance}"),
        ),
        *own,
        derived=True,
    )
    return reply


def _own_title(shelf: Shelf) -> tuple[Span, ...]:
    text, title = shelf.document.text, shelf.document.meta.title
    ending = title[-10:]
    for words in (title, ending):
        start = text.find(words)
        if start >= 0:
            return (Span(shelf.document, start, start + len(words)),)
    first = shelf.passages[0].sentence if shelf.passages else None
    return (Span(shelf.document, first.start, first.end),) if first else ()
