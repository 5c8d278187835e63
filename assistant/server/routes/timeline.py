"""`GET /api/v1/timeline` and `/api/v1/timeline.ics`: what is due when."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from assistant import calendar
from assistant.models.answer import Timeline
from assistant.models.day import Day
from assistant.server.dependencies import Product

router = APIRouter(tags=["时间节点"])

AsOf = Annotated[Day | None, Query(description="以哪一天为准（YYYY-MM-DD），默认今天")]


@router.get("/timeline")
def timeline(assistant: Product, as_of: AsOf = None) -> Timeline:
    """通知规定的各项时间节点，按先后排列。"""
    return assistant.timeline(as_of)


@router.get(
    "/timeline.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "日历文件"}},
)
def timeline_ics(assistant: Product, as_of: AsOf = None) -> Response:
    """同样的时间节点，作为可导入日历的文件，带提醒。"""
    return Response(
        calendar.render(assistant.timeline(as_of)),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="timeline.ics"'},
    )
