"""`GET /metrics`: what Prometheus collects."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from assistant.server.metrics import Metrics

router = APIRouter(tags=["状态"])


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus 文本格式"}},
)
def metrics(request: Request) -> Response:
    """请求、用时、弃答、拒答与被删去的语句的计数。"""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)
