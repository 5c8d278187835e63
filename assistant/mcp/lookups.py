"""Tools that look things up: answers, the timeline, clauses, documents. They change nothing."""

from pydantic import BaseModel, Field

from assistant.app import Assistant
from assistant.mcp.tool import Arguments, Tool
from assistant.models.answer import Answer, Citation, Timeline
from assistant.models.day import Day
from assistant.models.library import ClauseText, DocumentSummary
from assistant.services.plain import PROVENANCE, source_line, timeline_lines, told

_MOST_PLACES = 50


class Nothing(Arguments):
    """No arguments."""


class Question(Arguments):
    """A question, and the questions before it."""

    question: str = Field(description="问题，用平常的中文写", examples=["申报材料什么时候截止？"])
    earlier: list[str] = Field(
        default=[], description="此前问过的问题，按先后排列；追问（“那交给谁？”）时给出"
    )
    as_of: Day | None = Field(default=None, description="以哪一天为准（YYYY-MM-DD），默认今天")


class OnADay(Arguments):
    """A day."""

    as_of: Day | None = Field(default=None, description="以哪一天为准（YYYY-MM-DD），默认今天")


class Words(Arguments):
    """What to look for."""

    words: str = Field(description="要找的字句或意思")
    count: int = Field(default=10, ge=1, le=_MOST_PLACES, description=f"最多要几处（1 到 {_MOST_PLACES}）")


class Place(Arguments):
    """Which clause of which document."""

    clause: str = Field(description="条款路径", examples=["四/(一)"])
    document: str | None = Field(default=None, description="文件编号（见 list_documents），默认主导通知")
    part: str | None = Field(default=None, description="条款所在的部分，文件由几份合成时才需要")


class Places(BaseModel):
    """Places that were found, best first."""

    places: list[Citation]


class Documents(BaseModel):
    """What is in the library."""

    documents: list[DocumentSummary]


def _ask(assistant: Assistant, asked: Question) -> Answer:
    return assistant.ask(asked.question, as_of=asked.as_of, earlier=asked.earlier)


def _timeline(assistant: Assistant, on: OnADay) -> Timeline:
    return assistant.timeline(on.as_of)


def _search(assistant: Assistant, wanted: Words) -> Places:
    return Places(places=assistant.search(wanted.words, wanted.count))


def _say_places(found: Places) -> str:
    lines = [
        f"[{c.id}] {source_line(c)}（文件 {c.document}，条款 {c.clause}）\n{c.quote}" for c in found.places
    ]
    return "\n\n".join(lines) or "没有找到。"


def _read(assistant: Assistant, place: Place) -> ClauseText:
    return assistant.clause(place.clause, place.document, place.part)


def _say_clause(clause: ClauseText) -> str:
    head = f"《{clause.title}》{clause.number} · {clause.heading}（{PROVENANCE[clause.provenance]}）"
    return f"{head}\n\n{clause.text}"


def _documents(assistant: Assistant, _: Nothing) -> Documents:
    return Documents(documents=assistant.documents())


def _say_documents(found: Documents) -> str:
    return "\n".join(
        f"{d.id}：《{d.title}》{d.number}（{PROVENANCE[d.provenance]}，{d.clause_count} 条）"
        for d in found.documents
    )


LOOKUPS = (
    Tool(
        "ask",
        "问通知",
        "就已收录的通知提问，得到核对过的中文答复：每句事实都引条款，原文没有说的明说“通知未说明”。"
        "不知道该看哪一条、或要判断“能不能、什么时候、交给谁”时，先用它。请原样转述答复和出处，不要补充其中没有的数字和日期。",
        Question,
        Answer,
        _ask,
        told,
    ),
    Tool(
        "timeline",
        "看时间节点",
        "主导通知规定的全部时限，按先后排列：谁、向谁、交什么、哪天到期、已过还是还剩几天。",
        OnADay,
        Timeline,
        _timeline,
        timeline_lines,
    ),
    Tool(
        "search_clauses",
        "找条款",
        "在全部文件里找含有某些字句、或意思相近的句子，给出原文和所在条款。只找不答；要答案用 ask。",
        Words,
        Places,
        _search,
        _say_places,
    ),
    Tool(
        "read_clause",
        "读条款",
        "一条条款的原文全文，包括下级条款。路径如 四/(一)，来自其他工具的结果。",
        Place,
        ClauseText,
        _read,
        _say_clause,
    ),
    Tool(
        "list_documents",
        "列文件",
        "已收录的文件：编号、标题、文号、是官方原文还是摘要或虚构样例。",
        Nothing,
        Documents,
        _documents,
        _say_documents,
    ),
)
