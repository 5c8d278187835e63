"""`/api/v1/drafts`: from a profile to the sections of the application."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field

from assistant.drafting.profile import from_data
from assistant.models.day import Day
from assistant.models.draft import (
    Draft,
    DraftSummary,
    DraftTurn,
    DraftVersion,
    Finding,
    Guide,
    Profile,
)
from assistant.server.dependencies import Person, Product

router = APIRouter(prefix="/drafts", tags=["起草"])

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AsOf = Annotated[Day | None, Query(description="以哪一天为准（YYYY-MM-DD），默认今天")]
Version = Annotated[int | None, Query(ge=1, le=1_000_000, description="第几个版本，默认最新")]
Engine = Annotated[str | None, Query(description="embedded 或 llm")]
Given = Annotated[
    dict[str, Any],
    Body(
        description="单位资料：name、kind、district、industry、directions、facts、notes、notice",
        examples=[
            {"name": "虚构市模具行业协会", "kind": "行业协会", "facts": {"foundation": ["会员企业95家"]}}
        ],
    ),
]


class Texts(BaseModel):
    """Sections edited by hand."""

    model_config = ConfigDict(extra="forbid")

    sections: dict[str, str] = Field(description="部分的键 → 正文")


class Told(BaseModel):
    """What a person says in the dialogue that fills a draft."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="回答或补充的事实")
    section: str | None = Field(default=None, description="正在谈的部分")


@router.get("/form")
def show_form(assistant: Product, notice: str = "") -> Guide:
    """申报表的各部分、应写什么、可选的试点方向。"""
    return assistant.drafts.guide(notice)


@router.post("", status_code=status.HTTP_201_CREATED)
def create_draft(
    profile: Given, assistant: Product, person: Person, as_of: AsOf = None, engine: Engine = None
) -> Draft:
    """根据单位资料起草申报表。"""
    return assistant.drafts.create(
        from_data(profile), as_of=as_of or assistant.today(), engine=engine, principal=person
    )


@router.get("")
def list_drafts(assistant: Product, person: Person) -> list[DraftSummary]:
    """自己的草稿，最近改动的在前。"""
    return assistant.drafts.listed(person)


@router.post("/dialogue", status_code=status.HTTP_201_CREATED)
def start_dialogue(
    body: Told, assistant: Product, person: Person, as_of: AsOf = None, engine: Engine = None
) -> DraftTurn:
    """从一句话开始起草，每次最多问三个问题。"""
    day = as_of or assistant.today()
    return assistant.drafts.start(body.text, as_of=day, engine=engine, principal=person)


# Before `/{identifier}`, which would take the ending for a part of the id.
@router.get(
    "/{identifier}.docx",
    response_class=Response,
    responses={200: {"content": {_WORD: {}}, "description": "Word 文件"}},
)
def export_word(identifier: str, assistant: Product, person: Person) -> Response:
    """草稿的 Word 文件。"""
    content = assistant.drafts.docx(identifier, person)
    return _attached(content, _WORD, assistant.drafts.get(identifier, person), "docx")


@router.get(
    "/{identifier}.md",
    response_class=Response,
    responses={200: {"content": {"text/markdown": {}}, "description": "Markdown 文件"}},
)
def export_markdown(identifier: str, assistant: Product, person: Person) -> Response:
    """草稿的 Markdown 文件。"""
    content = assistant.drafts.markdown(identifier, person).encode()
    return _attached(content, "text/markdown; charset=utf-8", assistant.drafts.get(identifier, person), "md")


@router.get("/{identifier}")
def show_draft(identifier: str, assistant: Product, person: Person, version: Version = None) -> Draft:
    """一份草稿，或它的某一个版本。"""
    return assistant.drafts.get(identifier, person, version)


@router.delete("/{identifier}", status_code=status.HTTP_204_NO_CONTENT)
def delete_draft(identifier: str, assistant: Product, person: Person) -> None:
    """删除一份草稿和它的全部版本。"""
    assistant.drafts.delete(identifier, person)


@router.get("/{identifier}/profile")
def show_profile(identifier: str, assistant: Product, person: Person) -> Profile:
    """草稿所依据的单位资料。"""
    return assistant.drafts.profile(identifier, person)


@router.get("/{identifier}/versions")
def list_versions(identifier: str, assistant: Product, person: Person) -> list[DraftVersion]:
    """草稿的各个版本，最早的在前。"""
    return assistant.drafts.versions(identifier, person)


@router.put("/{identifier}/profile")
def change_profile(
    identifier: str,
    profile: Given,
    assistant: Product,
    person: Person,
    as_of: AsOf = None,
    engine: Engine = None,
) -> Draft:
    """改动单位资料并重新起草，成为新的版本。"""
    day = as_of or assistant.today()
    return assistant.drafts.update(identifier, from_data(profile), as_of=day, engine=engine, principal=person)


@router.patch("/{identifier}")
def save_draft(identifier: str, body: Texts, assistant: Product, person: Person) -> Draft:
    """保存手工改过的部分，成为新的版本。"""
    return assistant.drafts.save(identifier, body.sections, person)


@router.post("/{identifier}/sections/{section}")
def regenerate_section(
    identifier: str,
    section: str,
    assistant: Product,
    person: Person,
    as_of: AsOf = None,
    engine: Engine = None,
) -> Draft:
    """只重写一部分，其余不变。"""
    day = as_of or assistant.today()
    return assistant.drafts.regenerate(identifier, section, as_of=day, engine=engine, principal=person)


@router.post("/{identifier}/check")
def check_draft(
    identifier: str, assistant: Product, person: Person, body: Texts | None = None
) -> list[Finding]:
    """核对草稿，或核对还没有保存的改动。"""
    return assistant.drafts.check(identifier, body.sections if body else None, person)


@router.post("/{identifier}/answers")
def answer_questions(
    identifier: str,
    body: Told,
    assistant: Product,
    person: Person,
    as_of: AsOf = None,
    engine: Engine = None,
) -> DraftTurn:
    """回答上一步的问题，草稿随之补全。"""
    day = as_of or assistant.today()
    return assistant.drafts.answer(
        identifier, body.text, as_of=day, section=body.section, engine=engine, principal=person
    )


def _attached(content: bytes, media: str, draft: Draft, ending: str) -> Response:
    name = quote(f"{draft.applicant or '申报表'}-草稿.{ending}", safe="")
    return Response(
        content,
        media_type=media,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
