"""`/api/v1/conversations` and `/api/v1/feedback`: what was said, and what people think of it."""

from urllib.parse import quote

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict, Field

from assistant.models.conversation import ConversationSummary, ConversationView, Feedback
from assistant.server.dependencies import Person, Product

router = APIRouter(tags=["会话"])


class Rename(BaseModel):
    """A conversation's new title."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(description="新的名称")


@router.get("/conversations")
def list_conversations(assistant: Product, person: Person) -> list[ConversationSummary]:
    """自己的会话，最近的在前。"""
    return assistant.conversations(person)


@router.get("/conversations/{identifier}")
def show_conversation(identifier: str, assistant: Product, person: Person) -> ConversationView:
    """一个会话的全部问答。"""
    return assistant.conversation(identifier, person)


@router.get(
    "/conversations/{identifier}/export",
    response_class=Response,
    responses={200: {"content": {"text/markdown": {}}, "description": "Markdown 文件"}},
)
def export_conversation(identifier: str, assistant: Product, person: Person) -> Response:
    """一个会话，连同每句话的出处，作为 Markdown 文件。"""
    name = f"{assistant.conversation(identifier, person).title}.md"
    return Response(
        assistant.export_conversation(identifier, person),
        media_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )


@router.patch("/conversations/{identifier}", status_code=status.HTTP_204_NO_CONTENT)
def rename_conversation(identifier: str, body: Rename, assistant: Product, person: Person) -> None:
    """给会话改名。"""
    assistant.rename_conversation(identifier, body.title, person)


@router.delete("/conversations/{identifier}", status_code=status.HTTP_204_NO_CONTENT)
def delete_conversation(identifier: str, assistant: Product, person: Person) -> None:
    """删除一个会话和其中的评价。"""
    assistant.delete_conversation(identifier, person)


@router.post("/feedback", status_code=status.HTTP_204_NO_CONTENT)
def give_feedback(body: Feedback, assistant: Product, person: Person) -> None:
    """评价一个答复；再评价一次即改为新的评价。"""
    assistant.feedback(body.answer, body.verdict, body.reason, person)
