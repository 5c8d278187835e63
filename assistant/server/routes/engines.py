"""`GET /v1/models`: the engines, as OpenAI's clients list models."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from assistant.app import Assistant
from assistant.errors import UnknownModel
from assistant.server.dependencies import Product
from assistant.server.failures import ErrorEnvelope

router = APIRouter(tags=["OpenAI 接口"], responses={"4XX": {"model": ErrorEnvelope}})

_PREFIX = "assistant-"


class Model(BaseModel):
    """An engine under the name that it has as a model."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "pilot-assistant"


class Models(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[Model]


@router.get("/models")
def list_models(assistant: Product) -> Models:
    """可用的模型：assistant-embedded；配置了大模型端点时还有 assistant-llm。"""
    return Models(data=[Model(id=f"{_PREFIX}{engine}") for engine in assistant.engines()])


@router.get("/models/{identifier}")
def show_model(identifier: str, assistant: Product) -> Model:
    """一个模型。"""
    return Model(id=f"{_PREFIX}{engine_of(identifier, assistant)}")


def engine_of(model: str, assistant: Assistant) -> str:
    """The engine that a model's name means.

    Raises:
        UnknownModel: There is none of that name here.
    """
    names = {f"{_PREFIX}{engine}": engine for engine in assistant.engines()}
    if model not in names:
        raise UnknownModel(f"没有名为 {model[:100]} 的模型。", f"可用：{'、'.join(names)}。")
    return names[model]
