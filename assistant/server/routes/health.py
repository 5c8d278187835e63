"""`/healthz` (is the process alive?) and `/readyz` (can it answer?)."""

from fastapi import APIRouter, Response

from assistant.models.library import Health
from assistant.server import problems
from assistant.server.dependencies import Product

router = APIRouter(tags=["状态"])


@router.get("/healthz")
def healthz(assistant: Product) -> Health:
    """服务是否活着、各部分是否正常。"""
    return assistant.health()


@router.get("/readyz", response_model=Health, responses={503: {"model": problems.Problem}})
def readyz(assistant: Product) -> Health | Response:
    """能否回答问题：能则 200。"""
    health = assistant.health()
    if health.ready:
        return health
    advice = next((check.advice for check in health.checks if not check.ok and check.advice), "")
    why = "索引还不能回答问题。"
    advice = advice or "请运行 assistant doctor 查看原因。"
    return problems.response(problems.Problem.about(503, "not_ready", "暂时不能回答", why, advice))
