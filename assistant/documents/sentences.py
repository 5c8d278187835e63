"""Sentences of a text with their exact spans."""

import re
from dataclasses import dataclass

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
    """The sentences of a clause's own text."""
    result = []
    for index, (start, end) in enumerate(split(document.text, clause.start, clause.end)):
        heading = False
        if index == 0:
            marker = marker_of(document.text[start:end])
            bare_heading = clause.heading.rstrip("。")
            heading = (
                bool(bare_heading)
                and document.text[start:end].strip("#*_ 。") == bare_heading
                and (marker is not None or document.text[start] == "#")
            )
            if marker is not None and not heading:
                start += marker.length
        if start < end:
            result.append(Sentence(document.text[start:end], start, end, clause, heading))
    return result
