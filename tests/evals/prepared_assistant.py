"""A notice of three sentences, and an assistant that gives prepared answers about it."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from assistant.errors import NotFound
from assistant.models.answer import Answer, Citation, Status
from assistant.models.document import Provenance

TEXT = "一、目的\n促进融合。\n四、步骤\n(一)申报。2025年7月11日前报送。\n十一、附则\n由市局解释。"
QUOTE = "2025年7月11日前报送"
START = TEXT.index(QUOTE)


def text_of(identifier: str) -> str:
    if identifier != "notice":
        raise NotFound("没有这份文件。")
    return TEXT


def cite(clause: str = "四/(一)", **changes: Any) -> Citation:
    fields: dict[str, Any] = {
        "id": 1,
        "document": "notice",
        "title": "关于试点的通知",
        "number": "某发〔2025〕13号",
        "provenance": Provenance.ORIGINAL,
        "clause": clause,
        "heading": "四、步骤 › (一)申报",
        "quote": QUOTE,
        "start": START,
        "end": START + len(QUOTE),
    }
    return Citation(**{**fields, **changes})


def reply(text: str = "截止2025年7月11日[1]。", status: Status = Status.ANSWERED, **changes: Any) -> Answer:
    citations = [cite()] if status == Status.ANSWERED else []
    fields: dict[str, Any] = {
        "id": "a",
        "answer": text,
        "status": status,
        "as_of": date(2025, 7, 8),
        "conversation": "c",
        "citations": citations,
    }
    return Answer(**{**fields, **changes})


class Prepared:
    """Stands in for `Assistant`: answers with what `answers` holds for a question, or raises it."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Exception] = {}
        self.ranking: list[Citation] = [cite()]
        self.calls: list[dict[str, Any]] = []
        self.documents_added: list[str] = []

    def ask(self, question: str, **options: Any) -> Answer:
        self.calls.append({"question": question, **options})
        answer = self.answers.get(question, reply())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def retrieve(self, question: str, k: int) -> list[Citation]:
        return self.ranking[:k]

    def document(self, identifier: str) -> SimpleNamespace:
        text = text_of(identifier)
        starts = [0, *(text.index(heading) for heading in ("四、", "(一)", "十一、")), len(text)]
        clauses = [SimpleNamespace(start=a, end=b) for a, b in pairwise(starts)]
        about = {"title": "关于试点的通知", "number": "某发〔2025〕13号", "issuers": [], "issued": None}
        return SimpleNamespace(id=identifier, text=text, clauses=clauses, **about)

    def documents(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(id="notice")]

    def notice(self) -> SimpleNamespace:
        return SimpleNamespace(id="notice")

    def health(self) -> SimpleNamespace:
        return SimpleNamespace(embedding="none")
