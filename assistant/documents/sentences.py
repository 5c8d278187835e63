"""Sentences of a text with their exact spans."""

import re
from dataclasses import dataclass, replace

from assistant.documents.lines import MARKDOWN, compact
from assistant.documents.numbering import marker_of
from assistant.models.document import Clause, Document

_END = re.compile(r"[。！？!?；;](?=[”’」』)）]?)[”’」』)）]?|\n+")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `start:end` are offsets in the document, without white space around or a clause number before."""

    text: str
    start: int
    end: int
    clause: Clause
    heading: bool = False


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, trimmed; brackets are not cut open."""
    spans, begin = [], start
    for match in _END.finditer(text, start, end):
        inside = text[begin : match.start()]
        if match[0][0] in "；;" and _open_bracket(inside):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trim(text, *span)) is not None]


def _open_bracket(text: str) -> bool:
    return sum(text.count(c) for c in "(（《“") > sum(text.count(c) for c in ")）》”")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


def sentences(document: Document) -> list[Sentence]:
    """All sentences of a document, clause by clause; a clause's heading counts as one, marked so."""
    found = []
    for clause in document.clauses:
        found += clause_sentences(document, clause)
    return found


def clause_sentences(document: Document, clause: Clause) -> list[Sentence]:
    """The sentences of a clause's own text, without its number; the first is marked where it is only the heading."""
    spans = split(document.text, clause.start, clause.end)
    found = [Sentence(document.text[start:end], start, end, clause) for start, end in spans]
    if not found:
        return []
    first = found[0]
    leads = len(found) > 1 or clause.span_end > clause.end
    if leads and _is_heading(first.text, clause):
        return [replace(first, heading=True), *found[1:]]
    return [bare for bare in [_without_number(first), *found[1:]] if bare.text]


def _is_heading(text: str, clause: Clause) -> bool:
    return bool(clause.heading) and compact(text.strip("#*_ 。")) == compact(clause.heading.rstrip("。"))


def _without_number(sentence: Sentence) -> Sentence:
    """A clause's first sentence without the clause's own number; `1.5万元` in front of a paragraph stays whole."""
    mark = MARKDOWN.match(sentence.text)
    skipped = mark.end() if mark else 0
    marker = marker_of(sentence.text[skipped:])
    if marker is not None and marker.label == sentence.clause.path.rpartition("/")[2]:
        skipped += marker.length
    return replace(sentence, text=sentence.text[skipped:], start=sentence.start + skipped)
