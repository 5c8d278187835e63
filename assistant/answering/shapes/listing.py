"""The document's structure: its parts, or the items of one clause, complete and in order."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.shapes.quoting import answered, clause_span, phrase, preface
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.answering.words import content_words
from assistant.documents.facts import topic
from assistant.documents.numbering import han_to_int
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Shelf
from assistant.models.document import Clause

_PARTS = re.compile("(部分|章|大块|结构|目录|提纲|大纲|框架|主要讲|总结一下这|概括)")
_COUNT = re.compile(
    "([一二三四五六七八九十两]+|\\d+)(?:个|项|大|条)(?:试点)?(?:方向|方面|内容|任务|部分|步|领域)"
)
_ITEMS = re.compile("(几|哪几|多少)(条|项|步|个方面|个部分)|小标题|各条|每条")
_ORDINAL = re.compile("第([一二三四五六七八九十]+|\\d+)(?:个|项|条)?(?=是|叫|讲|方向|任务|内容|方面|[,，])")
_ALL = re.compile(
    r"(哪些|哪几(个|项|类)|几(个|项|类)|什么|所有|全部|每(个|项)|[一二三四五六七八九十\d]+个).{0,4}(方向|任务|领域)"
    r"|(方向|任务|领域).{0,6}(有哪|有什么|都有|是哪|名字|名称|清单|列(一下|出))"
)
_LEAST = 3
_LEADING = re.compile("内容|任务|方向|领域|类别")
_ITSELF = re.compile("^(方向|任务|领域|内容|试点|项目|名字|名称|清单|全部|一口气)$")
_HAN = "零一二三四五六七八九十"


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when the structure, or the items of a clause that leads a list, are asked for."""
    shelf = evidence.shelf
    parent = _parent(ask, shelf, evidence)
    structural = ask.share("outline", "content") >= 0.5 or (
        ask.share("direction") > 0.3 and _COUNT.search(ask.text)
    )
    if parent is None and _asks_for_all(ask, shelf):
        structural, parent = True, leading_clause(shelf)
    if not structural and not (parent is not None and _ITEMS.search(ask.text)):
        return None
    if parent is not None:
        items = shelf.document.children(parent)
        return lambda turn: _compose(ask, shelf, items)
    if ask.kind == "outline" or _PARTS.search(ask.text):
        top = tuple(c for c in shelf.document.clauses if c.depth == 0 and c.heading and c.part is None)
        if len(top) >= 2:
            return lambda turn: _compose(ask, shelf, top)
    return None


def _asks_for_all(ask: Ask, shelf: Shelf) -> bool:
    """Whether all directions or tasks are asked for, and not the one that fits somebody."""
    words = [w.text for w in content_words(ask.text) if not _ITSELF.search(w.text)]
    described = [word for word in words if comparable(word) not in shelf.title]
    return bool(_ALL.search(ask.text)) and len(described) <= 1


def leading_clause(shelf: Shelf) -> Clause | None:
    """The clause that leads the longest list of directions or tasks."""
    leads = [c for c in shelf.document.clauses if _LEADING.search(topic(c))]
    longest = max(leads, key=lambda c: len(shelf.document.children(c)), default=None)
    return longest if longest is not None and len(shelf.document.children(longest)) >= _LEAST else None


def _parent(ask: Ask, shelf: Shelf, evidence: Evidence) -> Clause | None:
    """The clause whose heading the question names and that has items below it."""
    leads = [c for c in shelf.document.clauses if len(shelf.document.children(c)) >= 2]
    asked = comparable(ask.text)
    named = [c for c in leads if (t := comparable(topic(c))) and t in asked]
    if named:
        return max(named, key=lambda c: len(topic(c)))
    if _PARTS.search(ask.text):
        return None
    words = [w.text for w in content_words(ask.text)]
    scored = [(sum(len(w) for w in words if w in topic(c)), c) for c in leads]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= 2 else None


def _compose(ask: Ask, shelf: Shelf, items: Sequence[Clause]) -> Reply:
    reply = answered()
    preface(reply, shelf)
    count = len(items)
    claimed = _COUNT.search(ask.text)
    wrong = han_to_int(claimed[1].replace("两", "二")) if claimed else count
    spans = [clause_span(shelf, c.path, c.part) for c in items]
    if claimed and wrong != count:
        right = f"{_counted(count)}项"
        text = phrase("correct", right=right, wrong=f"{_counted(wrong)}项")
        reply.say(text, *spans[:1], derived=True, lead=True)
    reply.say(phrase("count_list", count=_counted(count)), *spans[:1], derived=True)
    for clause, span in zip(items, spans, strict=True):
        reply.say(f"{clause.heading or clause.path}；", span, point=True)
    ordinal = _ORDINAL.search(ask.text)
    if ordinal and 0 < (place := han_to_int(ordinal[1])) <= count:
        clause = items[place - 1]
        reply.say(f"其中第{_counted(place)}项是“{topic(clause)}”。", spans[place - 1], derived=True)
    return reply


def _counted(number: int) -> str:
    return _HAN[number] if number <= 10 else str(number)
