"""One English line under the Chinese answer to an English question: the date and the recipient, or where to look."""

import re

from assistant.answering.shapes.quoting import phrase
from assistant.answering.turn import Reply, Statement, sentence_span
from assistant.documents.dates import as_day
from assistant.models.document import FactKind

_ENGLISH = re.compile(r"[\x00-\x7f]*[A-Za-z]{2}[\x00-\x7f]*")
_MOST = 2


def is_english(question: str) -> bool:
    """Whether a question is written in English."""
    return bool(_ENGLISH.fullmatch(question.strip()))


def gist(reply: Reply) -> list[Statement]:
    """The English line, as statements that cite what the Chinese ones cite."""
    said: list[Statement] = []
    for shelf, passage in reply.deadlines[:_MOST]:
        for fact in passage.facts:
            if fact.kind is not FactKind.DEADLINE or fact.due is None:
                continue
            span = sentence_span(shelf, passage)
            if fact.due.on is not None:
                text = phrase("english_deadline", due=as_day(fact.due.on).isoformat())
                said.append(Statement(text, (span,), derived=True, lead=True))
            if fact.recipient:
                text = phrase("english_recipient", recipient=fact.recipient)
                said.append(Statement(text, (span,), derived=True, lead=True))
    return said or [Statement(phrase("english_see"))]
