"""The text of a clause that the question points at by its number."""

import re
from collections.abc import Callable
from functools import partial

from assistant.answering.shapes.contacts import where_to_ask
from assistant.answering.shapes.quoting import answered, clause_span, phrase, preface, quote
from assistant.answering.turn import Ask, Evidence, Reply, Turn
from assistant.answering.understanding import han_path
from assistant.documents.facts import topic
from assistant.documents.numbering import han_to_int
from assistant.documents.text import comparable
from assistant.knowledge.retriever import Shelf
from assistant.models.answer import Reason, Status
from assistant.models.document import Clause

_LONGEST = 640
_RELATED = 2
_ITEM = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:项|个|条|点|款|步|方面|小项)")


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when a clause is named by number."""
    shelf = evidence.shelf
    found = _item(ask, shelf) or (locate(shelf, ask.path) if ask.path else None)
    if found is not None:
        return partial(_compose, shelf, found)
    return partial(_missing, shelf) if re.match(r"\d|[章部大块篇]", ask.path) else None


def _item(ask: Ask, shelf: Shelf) -> Clause | None:
    """The item that `试点内容第二项` means: a heading named in the question, and a place among its items."""
    match = _ITEM.search(ask.text)
    if match is None:
        return None
    place = han_to_int(match[1])
    asked = comparable(ask.text)
    for clause in shelf.document.clauses:
        children = shelf.document.children(clause)
        heading = comparable(topic(clause))
        if len(children) >= place > 0 and len(heading) >= 2 and clause.heading and heading in asked:
            return children[place - 1]
    return None


def locate(shelf: Shelf, path: str) -> Clause | None:
    """The clause that `3/5`, `条4` or `章2` means in this document."""
    document = shelf.document
    if path[0].isdigit():
        wanted = [han_path(path), path.replace("/", "/(") + ")" if "/" in path else path, path]
        return next((c for c in document.clauses if c.path in wanted), None)
    kind, number = path[0], path[1:]
    han = han_path(number)
    for clause in document.clauses:
        last = clause.path.rpartition("/")[2]
        if last in (f"第{han}{kind}", f"第{number}{kind}"):
            return clause
    # 第三条 of a document that counts 一、二、三
    return next((c for c in document.clauses if c.path == han and kind in "条部点项款大块篇"), None)


def _compose(shelf: Shelf, clause: Clause, turn: Turn) -> Reply:
    reply = answered()
    reply.verbatim = True
    preface(reply, shelf)
    heading = clause.heading or clause.path
    reply.say(phrase("recite", heading=heading), clause_span(shelf, clause.path, clause.part))
    own = [p for p in shelf.passages if p.sentence.clause.key == clause.key and not p.sentence.heading]
    children = shelf.document.children(clause)
    length = 0
    for passage in own:
        length += len(passage.sentence.text)
        if length > _LONGEST:
            break
        quote(reply, shelf, [passage])
    for child in children[:12] if not own or len(children) > 1 else ():
        reply.say(f"{child.heading or child.path}；", clause_span(shelf, child.path, child.part))
    return reply


def _missing(shelf: Shelf, turn: Turn) -> Reply:
    top = [c for c in shelf.document.clauses if c.depth == 0 and c.heading]
    reply = Reply(Status.ABSTAINED, Reason.NOT_STATED)
    instead = f"共有{len(top)}个部分" if top else "全文没有分条"
    reply.say(phrase("no_such_part", asked="您说的这一条", instead=instead))
    reply.related = [(shelf, c.path, c.part) for c in top[:_RELATED]]
    where_to_ask(reply, shelf)
    return reply
