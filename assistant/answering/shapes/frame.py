"""What stands in a document's frame: number, title, issuers, day, addressees, attachments, basis."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.lexicon import load
from assistant.answering.shapes.quoting import answered, chinese_day, phrase, preface, whole
from assistant.answering.turn import Ask, Evidence, Reply, Span, Turn, sentence_span
from assistant.documents.clauses import HEAD, TAIL, frame
from assistant.documents.text import plain
from assistant.knowledge.retriever import Shelf
from assistant.models.document import Provenance

_OF_THE_FRAME = frozenset({"附件", "文号", "名额", "联系人"})
"""Attributes that the frame itself has; another one is asked of the text."""


@dataclass(frozen=True)
class Item:
    """A thing that the frame gives: the phrase that says it, its value, and where it stands."""

    label: str
    value: str
    spans: tuple[Span, ...]


def find(ask: Ask, evidence: Evidence, turn: Turn) -> Callable[[Turn], Reply] | None:
    """Fits when the question names something of the frame, and the document has it."""
    if ask.share("meta", "basis") < max(0.3, ask.share("deadline", "duration", "outline")):
        return None
    if any(a.name not in _OF_THE_FRAME for a in ask.attributes):
        return None
    shelf = evidence.shelf
    wanted = [name for name, pattern in load("frame.yaml").items() if re.search(pattern, ask.text)]
    items = [item for name in wanted if (item := ITEMS[name](shelf)) is not None]
    if len(items) < len(wanted) and evidence.shelf.document.meta.provenance is not Provenance.ORIGINAL:
        return None  # a digest tells in its text what its frame lacks
    if not items:
        return None
    return lambda turn: _compose(shelf, items)


def _compose(shelf: Shelf, items: list[Item]) -> Reply:
    reply = answered()
    preface(reply, shelf)
    for item in items:
        reply.say(whole(phrase(item.label, value=item.value)), *item.spans, derived=True)
    return reply


def _span(shelf: Shelf, words: str, last: bool = False) -> tuple[Span, ...]:
    text = shelf.document.text
    start = text.rfind(words) if last else text.find(words)
    return (Span(shelf.document, start, start + len(words)),) if words and start >= 0 else ()


def _number(shelf: Shelf) -> Item | None:
    number = shelf.document.meta.number
    return Item("frame_number", number, _span(shelf, number)) if number else None


def _title(shelf: Shelf) -> Item | None:
    title = shelf.document.meta.title
    lines = [
        line.strip()
        for line in shelf.document.text[: shelf.document.clauses[0].end].splitlines()
        if line.strip()
    ]
    parts = [line for line in lines if line in title]
    spans = tuple(span for line in parts for span in _span(shelf, line))
    return Item("frame_title", f"《{title}》", spans)


def _issuers(shelf: Shelf) -> Item | None:
    names = shelf.document.meta.issuers
    spans = tuple(span for name in names for span in _span(shelf, name, last=True))
    return Item("frame_issuers", "、".join(names), spans) if names else None


def _issued(shelf: Shelf) -> Item | None:
    day = shelf.document.meta.issued
    if day is None:
        return None
    for clause in shelf.document.clauses:
        if clause.path in (TAIL, HEAD) and clause.part is None:
            for line in shelf.document.text[clause.start : clause.end].splitlines():
                if frame().date_line.fullmatch(line.strip()):
                    return Item(
                        "frame_issued", chinese_day(day), _span(shelf, line.strip(), last=clause.path == TAIL)
                    )
    return Item("frame_published", chinese_day(day), ())


def _addressees(shelf: Shelf) -> Item | None:
    head = next((c for c in shelf.document.clauses if c.path == HEAD), None)
    if head is None:
        return None
    for line in shelf.document.text[head.start : head.end].splitlines():
        bare = line.strip()
        if bare[-1:] in ("：", ":") and len(bare) > 3:
            return Item("frame_addressees", bare.rstrip("：:"), _span(shelf, bare))
    return None


def _attachments(shelf: Shelf) -> Item | None:
    text = shelf.document.text
    for clause in shelf.document.clauses:
        if clause.path != TAIL:
            continue
        lines = text[clause.start : clause.end].splitlines()
        starts = [i for i, line in enumerate(lines) if frame().attachments.match(line.strip())]
        if starts:
            listed = [lines[starts[0]].strip()]
            for line in lines[starts[0] + 1 :]:
                if not line.strip():
                    continue
                if not re.match(r"\s*(\d{1,2}\s*[.．、]|[(（])", line) or frame().date_line.fullmatch(
                    line.strip()
                ):
                    break
                listed.append(line.strip())
            spans = tuple(span for line in listed for span in _span(shelf, line))
            return Item(
                "frame_attachments",
                "；".join(re.sub(r"^附\s*(件|表)\s*[:：]?", "", line) for line in listed),
                spans,
            )
    return None


def _basis(shelf: Shelf) -> Item | None:
    """The sentence in front that says what the document rests on."""
    for passage in shelf.passages:
        names = re.findall(r"《[^》]{3,}》|\S{2,12}[〔\[]\d{4}[〕\]]\d+号", plain(passage.sentence.text))
        if names and re.search("根据|按照|贯彻|落实|依据", passage.plain):
            return Item("frame_basis", passage.sentence.text, (sentence_span(shelf, passage),))
    return None


def _public(shelf: Shelf) -> Item | None:
    match = re.search(r"[(（]?此件[^)）\n]{2,12}[)）]?", shelf.document.text)
    return Item("frame_public", match[0].strip("()（）"), _span(shelf, match[0])) if match else None


ITEMS: dict[str, Callable[[Shelf], Item | None]] = {
    "number": _number,
    "title": _title,
    "issuers": _issuers,
    "issued": _issued,
    "addressees": _addressees,
    "attachments": _attachments,
    "basis": _basis,
    "public": _public,
}
