"""The HTTP application: routes, problems, guards. The page is mounted into it by whoever serves."""

from importlib.metadata import version

from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.routing import Match

from assistant.app import Assistant
from assistant.server import failures, problems
from assistant.server.access import AccessLog
from assistant.server.guard import Guard
from assistant.server.limits import BodyLimit
from assistant.server.metrics import Metrics
from assistant.server.routes import (
    ask,
    browser,
    chat,
    conversations,
    documents,
    drafts,
    engines,
    health,
    metrics,
    reviews,
    timeline,
)

MAX_BODY = 25 * 1024 * 1024
"""The largest request body, in bytes: one file of the largest allowed size, and the form around it."""

MAX_MANY = 250 * 1024 * 1024
"""The largest body that hands in submissions, in bytes: up to a hundred files together."""

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# These belong to programs; whatever else is asked for falls through to the page.
_OURS = ("/api/{rest:path}", "/v1/{rest:path}", "/healthz", "/readyz", "/metrics", "/openapi.json")


def create_app(assistant: Assistant, *, local_only: bool = False) -> FastAPI:
    """The application that serves `assistant`.

    Args:
        assistant: The product; whoever opened it closes it.
        local_only: Refuse requests that do not come from this machine or come from another site's page.
    """
    app = FastAPI(
        title="融合试点助手",
        description="问通知、看时间节点、写申报表、审申报材料：每一句事实都有出处。以官方发布的文件原文为准。",
        version=version("pilot-assistant"),
        # Both pages load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        responses={
            "4XX": {"description": "请求有误", "content": {problems.MEDIA_TYPE: _PROBLEM}},
            "5XX": {"description": "未能完成", "content": {problems.MEDIA_TYPE: _PROBLEM}},
        },
    )
    app.state.assistant = assistant
    app.state.metrics = counted = Metrics()
    assistant.on_answer(counted.answer)
    for product in (assistant.drafts, assistant.reviews):
        product.listeners.append(counted.spent)
    api = APIRouter(prefix="/api/v1")
    for module in (ask, conversations, timeline, documents, drafts, reviews):
        api.include_router(module.router)
    app.include_router(api)
    for module in (chat, engines):
        app.include_router(module.router, prefix="/v1")
    app.include_router(health.router)
    app.include_router(metrics.router)
    app.include_router(browser.router)
    for path in _OURS:
        app.add_api_route(path, _no_such_route, methods=_METHODS, include_in_schema=False)
    failures.install(app)
    # Each wraps the ones before it: the log sees every request, also a refused one.
    app.add_middleware(BodyLimit, limit=MAX_BODY, larger={"/api/v1/reviews": MAX_MANY})
    app.add_middleware(Guard, local_only=local_only)
    app.add_middleware(AccessLog, count=counted.request)
    return app


async def _no_such_route(request: Request) -> None:
    """Say 405 where the path exists and 404 where it does not, before the page's own answer is reached."""
    scope = {**request.scope, "app": request.app}
    known = any(route.matches(scope)[0] is Match.PARTIAL for route in request.app.routes)
    raise HTTPException(405 if known else 404)
