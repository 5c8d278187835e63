"""A small document, answers and obligations, for the tests of how they look."""

from datetime import date
from typing import Any

from assistant.errors import NotFound
from assistant.models.answer import Answer, Citation, Obligation, State, Status, Timeline
from assistant.models.document import DocumentKind, Provenance
from assistant.models.library import ClauseView, DocumentView

TEXT = "首部的话。\n\n## 四、步骤\n请于7月11日前报送<b>报告</b>。\n\n逾期不候。\n五、附则\n无。"
QUOTE = "请于7月11日前报送<b>报告</b>"
TODAY = date(2026, 11, 25)


def view(**changes: Any) -> DocumentView:
    fourth, fifth = TEXT.index("## 四"), TEXT.index("五、")
    document = DocumentView(
        id="notice",
        title="关于<试点>的通知",
        number="某发〔2026〕1号",
        issuers=[],
        issued=None,
        kind=DocumentKind.NOTICE,
        provenance=Provenance.DIGEST,
        source="某网站 & https://example.gov.cn/a?b=1 其他",
        clause_count=3,
        characters=len(TEXT),
        built_in=True,
        text=TEXT,
        clauses=[
            ClauseView(path="首部", part=None, heading="", start=0, end=fourth),
            ClauseView(path="四", part=None, heading="四、步骤", start=fourth, end=fifth),
            ClauseView(path="五", part=None, heading="五、附则", start=fifth, end=len(TEXT)),
        ],
    )
    return document.model_copy(update=changes)


def citation(number: int = 1, **changes: Any) -> Citation:
    start = TEXT.index(QUOTE)
    made = Citation(
        id=number,
        document="notice",
        title="关于<试点>的通知",
        number="某发〔2026〕1号",
        provenance=Provenance.DIGEST,
        clause="四",
        heading="四、步骤",
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
    )
    return made.model_copy(update=changes)


def answer(words: str = f"7月11日前。[1]\n{QUOTE}[1]", **changes: Any) -> Answer:
    made = Answer(
        id="a1",
        answer=words,
        status=Status.ANSWERED,
        as_of=TODAY,
        conversation="c1",
        citations=[citation()],
    )
    return made.model_copy(update=changes)


def obligation(state: State = State.PAST, **changes: Any) -> Obligation:
    made = Obligation(actor="某主体", action="报送", recipient="", due_text="某日前", state=state, citation=1)
    return made.model_copy(update=changes)


class Library:
    """As much of the assistant as the page asks for."""

    def __init__(self, *documents: DocumentView, obligations: tuple[Obligation, ...] = ()) -> None:
        self._documents = {document.id: document for document in documents}
        self._obligations = list(obligations)

    def document(self, identifier: str) -> DocumentView:
        if identifier not in self._documents:
            raise NotFound("没有这份文件。")
        return self._documents[identifier]

    def documents(self) -> list[DocumentView]:
        return list(self._documents.values())

    def timeline(self) -> Timeline:
        return Timeline(as_of=TODAY, obligations=self._obligations, citations=[citation()])

    def notice(self) -> DocumentView | None:
        return next(iter(self._documents.values()), None)
