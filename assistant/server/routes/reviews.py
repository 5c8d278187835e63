"""`/api/v1/reviews`: submissions are handed in, read in the background, and their reviews taken along."""

from contextlib import ExitStack
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Query, Response, UploadFile, status
from pydantic import BaseModel, ConfigDict, Field

from assistant.models.job import JobSummary, Mark, ReviewJob
from assistant.server import events
from assistant.server.dependencies import Person, Product
from assistant.services.review_jobs import Incoming
from assistant.services.reviews import MOST_FILES

router = APIRouter(prefix="/reviews", tags=["审阅"])

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
_STREAM = "事件流：progress（进度）、review（一份审阅结果）、job（全部完成）；出错时是 error（问题说明）"

_One = Annotated[str | None, Query(description="只要这一份审阅结果（填审阅结果的 id）")]


class Marking(BaseModel):
    """What a reviewer did about a point of a review."""

    model_config = ConfigDict(extra="forbid")

    review: str = Field(description="审阅结果的 id")
    point: str = Field(description="哪一点：审阅结果中的字段与序号", examples=["contradictions/0"])
    checked: bool = Field(default=False, description="已核对")
    note: str = Field(default="", description="批注；其中的个人信息会被遮盖")


@router.post(
    "",
    response_model=None,
    status_code=status.HTTP_202_ACCEPTED,
    responses={
        200: {"model": ReviewJob, "description": "wait=true 时：全部审阅结果"},
        202: {"model": JobSummary, "description": "已受理，正在后台读取"},
    },
)
def start_reviews(
    assistant: Product,
    person: Person,
    response: Response,
    files: Annotated[list[UploadFile], File(description=f"一份或多份申报材料，至多 {MOST_FILES} 份")],
    wait: Annotated[bool, Query(description="为 true 时等全部读完再答复")] = False,
) -> JobSummary | ReviewJob:
    """提交申报材料供审阅。文件读完即删；个人信息在读取时遮盖。"""
    with ExitStack() as opened:
        for file in files:
            opened.callback(file.file.close)
        uploads = [Incoming(file.filename or "", file.file) for file in files]
        job = assistant.review_jobs.start(uploads, person)
    response.headers["Location"] = f"/api/v1/reviews/{job.id}"
    if not wait:
        return job
    response.status_code = status.HTTP_200_OK
    return assistant.review_jobs.wait(job.id, person)


@router.get("")
def list_reviews(assistant: Product, person: Person) -> list[JobSummary]:
    """自己的审阅任务，最近的在前。"""
    return assistant.review_jobs.listed(person)


@router.get(
    "/{job}.{ending}",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in _TYPES.values()}, "description": "文件"}},
)
def export_reviews(
    job: str,
    ending: Literal["docx", "xlsx", "json", "txt"],
    assistant: Product,
    person: Person,
    review: _One = None,
) -> Response:
    """审阅结果作为文件：每份一页（docx）、汇总表（xlsx）、全部数据（json）、给申报单位的问题（txt）。"""
    name, content = assistant.review_jobs.export(job, ending, person, review)
    return Response(
        content,
        media_type=_TYPES[ending],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )


@router.get("/{job}")
def show_reviews(job: str, assistant: Product, person: Person) -> ReviewJob:
    """一个任务的进度和已有的审阅结果。"""
    return assistant.review_jobs.view(job, person)


@router.get(
    "/{job}/events",
    response_class=Response,
    responses={200: {"content": {events.MEDIA_TYPE: {"schema": {"type": "string", "description": _STREAM}}}}},
)
def follow_reviews(job: str, assistant: Product, person: Person) -> Response:
    """一个任务的进度与审阅结果，随出随发。"""
    assistant.review_jobs.view(job, person)  # so that one that does not exist is a problem and not a stream
    return events.follow(assistant.review_jobs.follow(job, person))


@router.put("/{job}/marks", status_code=status.HTTP_204_NO_CONTENT)
def mark_review(job: str, body: Marking, assistant: Product, person: Person) -> None:
    """标记某一点已核对，或加批注；再提交一次即改为新的。"""
    assistant.review_jobs.mark(job, Mark(**body.model_dump()), person)


@router.delete("/{job}", status_code=status.HTTP_204_NO_CONTENT)
def delete_reviews(job: str, assistant: Product, person: Person) -> None:
    """删除一个任务和其中的审阅结果；正在读的会停下。"""
    assistant.review_jobs.delete(job, person)
