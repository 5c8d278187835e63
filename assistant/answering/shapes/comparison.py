"""Two things side by side: the best passage for each, and what the document does not explain."""

import re
from collections.abc import Callable

from assistant.answering.shapes.quoting import answered, clause_span, phrase, preface, quote
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.documents.facts import topic
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Passage, Shelf

_PAIR = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9]{2,12}?)(?:和|与|跟|同|、)([\u4e00-\u9fffA-Za-z0-9]{2,12}?)"
    r"(?:之间)?(?:有|是|都|到底|究竟|算)?(?:什么|啥|何|没有|哪些)?(?:是)?(?:区别|不同|差别|一回事|一样|同一|分别|都是谁|哪个先)"
)


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when two named things are compared, and the document names both."""
    match = _PAIR.search(ask.text)
    if match is None:
        return None
    shelf = evidence.shelf
    sides = [_trim(match[1]), _trim(match[2])]
    found = [_passage_for(side, evidence) for side in sides]
    if None in found:
        return None
    passages = [p for p in found if p is not None]
    return lambda turn: _compose(ask, shelf, sides, passages)


def _trim(side: str) -> str:
    return re.sub("^(?:这份|通知里的?|文件里的?|请问|那么?)", "", side)


def _passage_for(side: str, evidence: Evidence) -> Passage | None:
    ranked = evidence.passages(len(evidence.shelf.passages))
    wanted = comparable(side)
    for passage, _ in ranked:
        if wanted in comparable(passage.plain):
            return passage
    if len(wanted) < 4:
        return None
    halves = (wanted[:2], wanted[-2:])
    return next((p for p, _ in ranked if all(h in comparable(p.plain) for h in halves)), None)


def _compose(ask: Ask, shelf: Shelf, sides: list[str], passages: list[Passage]) -> Reply:
    reply = answered()
    preface(reply, shelf)
    if re.search("一回事|一样|同一", ask.text):
        reply.say(phrase("not_explained", first=sides[0], second=sides[1]))
    for side, passage in zip(sides, passages, strict=True):
        heading = topic(passage.sentence.clause)
        span = clause_span(shelf, passage.sentence.clause.path, passage.sentence.clause.part)
        reply.say(phrase("side", side=side, heading=heading), span, derived=True)
        quote(reply, shelf, [passage])
    return reply
