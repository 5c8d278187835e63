"""Where to ask: the contact that a document gives, or else the bodies that issued it."""

import re

from assistant.answering.shapes.quoting import phrase, whole
from assistant.answering.turn import Reply, Span, sentence_span
from assistant.documents.metadata import find_issuers
from assistant.knowledge.retriever import Passage, Shelf
from assistant.models.document import Provenance

_ROW = re.compile(r"\s*\|")
_REACHABLE = re.compile(r"\d{3,4}\s*[-—–]{1,3}\s*\d{6,8}|1\d{10}|@|\d{7,8}")


def contacts(shelf: Shelf, mail: bool = False) -> list[Passage]:
    """The passages that give a telephone number or an address to write to.

    Args:
        shelf: The document.
        mail: Whether an address to write to is wanted; passages that hold one then go first.
    """
    found = [
        p
        for p in shelf.passages
        if _REACHABLE.search(p.plain)
        and re.search("联系|咨询|电话|邮箱", p.context)
        and not _ROW.match(p.plain)
    ]
    return sorted(found, key=lambda p: (("@" in p.plain) is not mail, not re.search("联系|咨询", p.plain)))


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
        reply.say(phrase("contact_issuers", issuers="、".join(issuers)), *spans, derived=True)


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
