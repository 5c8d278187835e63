"""Whom to ask: the contact that the document gives, or else the bodies that issued it."""

import re
from collections.abc import Callable

from assistant.answering.shapes.quoting import answered, phrase, preface, whole
from assistant.answering.turn import Ask, Evidence, Reply, Span, Turn, sentence_span
from assistant.documents.metadata import find_issuers
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import FactKind, Provenance

_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:委|局|厅|办|工商联)")
_REACHABLE = re.compile(r"\d{3,4}\s*[-—–]{1,3}\s*\d{6,8}|1\d{10}|@|\d{7,8}")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a contact is asked for and the document gives one."""
    if ask.share("contact") < 0.4:
        return None
    passages = contacts(evidence.shelf)
    if not passages or _of_another_body(ask, evidence.shelf):
        return None
    return lambda turn: _compose(evidence.shelf, passages)


def _of_another_body(ask: Ask, shelf: Shelf) -> bool:
    """Whether the contact of a particular body is asked for that is not the first issuer (`市经信委`)."""
    for name in _OFFICE.findall(ask.focus):
        bare = name.lstrip("市省县区")
        others = [issuer for issuer in shelf.document.meta.issuers[1:] if _abbreviates(bare, issuer)]
        first = shelf.document.meta.issuers[:1]
        if others and not any(_abbreviates(bare, issuer) for issuer in first):
            return True
    return False


def _abbreviates(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in their order (经信委: 经济和信息化委员会)."""
    rest = iter(name)
    return all(character in rest for character in short)


def contacts(shelf: Shelf) -> list[Passage]:
    """The passages that give a telephone number or an address to write to."""
    return [
        p
        for p in shelf.passages
        if any(f.kind is FactKind.CONTACT for f in p.facts)
        and _REACHABLE.search(p.plain)
        and re.search("联系|咨询|电话", p.plain)
    ]


def _compose(shelf: Shelf, passages: list[Passage]) -> Reply:
    reply = answered()
    preface(reply, shelf)
    for passage in passages[:2]:
        reply.say(whole(passage.sentence.text.strip("()（）")), sentence_span(shelf, passage))
    return reply


def where_to_ask(reply: Reply, shelf: Shelf) -> None:
    """Add where to ask: the document's contact, or its issuing bodies."""
    passages = contacts(shelf) if shelf.document.meta.provenance is Provenance.ORIGINAL else []
    if passages:
        words = passages[0].sentence.text.strip("()（）")
        reply.say(whole(phrase("contact", contact=words)), sentence_span(shelf, passages[0]))
        return
    issuers = shelf.document.meta.issuers
    if issuers:
        spans = _issuer_spans(shelf)
        reply.say(phrase("contact_issuers", issuers="、".join(issuers)), *spans, derived=not spans)


def _issuer_spans(shelf: Shelf) -> list[Span]:
    document = shelf.document
    if not find_issuers(document.text, document.clauses):
        return []
    spans = []
    for name in document.meta.issuers:
        start = document.text.rfind(name)
        if start >= 0:
            spans.append(Span(document, start, start + len(name)))
    return spans
