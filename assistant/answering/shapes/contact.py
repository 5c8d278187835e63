"""Whom to ask: the contact that the document gives, or else the bodies that issued it."""

import re
from collections.abc import Callable

from assistant.answering.shapes.contacts import contacts
from assistant.answering.shapes.quoting import answered, preface, whole
from assistant.answering.shapes.silence import silence, topic_of
from assistant.answering.turn import Ask, Evidence, Reply, Turn, sentence_span
from assistant.knowledge.retriever import Passage, Shelf

_REACHING = frozenset({"电话", "联系人", "邮箱", "邮箱提交"})
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:委|局|厅|办|工商联)")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a contact is asked for and the document gives one."""
    if ask.share("contact") < 0.4:
        return None
    passages = contacts(evidence.shelf, mail=bool(re.search("邮箱|邮件|email", ask.text)))
    if _of_another_body(ask, evidence.shelf):
        return lambda turn: silence(turn, evidence.shelf, topic_of(ask), evidence)
    other = [a for a in ask.attributes if a.name not in _REACHING]
    if not passages or any(not a.hold.search(p.context) for a in other for p in passages[:1]):
        return None
    return lambda turn: _compose(evidence.shelf, passages)


def _of_another_body(ask: Ask, shelf: Shelf) -> bool:
    """Whether the contact of a particular body is asked for that is not the first issuer (`市经信委`)."""
    for name in _OFFICE.findall(ask.text):
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


def _compose(shelf: Shelf, passages: list[Passage]) -> Reply:
    reply = answered()
    preface(reply, shelf)
    for passage in passages[:2]:
        reply.say(whole(passage.sentence.text.strip("()（）")), sentence_span(shelf, passage))
    return reply
