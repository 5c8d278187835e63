"""`/api/v1/documents`: the library.

Adding and removing is the administrator's; without accounts that is whoever sits at this machine.
"""

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile, status

from assistant.models.day import Day
from assistant.models.library import DocumentSummary, DocumentView, Ingested
from assistant.server.dependencies import Person, Product

router = APIRouter(prefix="/documents", tags=["文件库"])

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_MAX_NAME = 80
_MAX_WORDS = 600


@router.get("")
def list_documents(assistant: Product) -> list[DocumentSummary]:
    """已收录的文件。"""
    return assistant.documents()


@router.get("/{identifier}")
def show_document(identifier: str, assistant: Product) -> DocumentView:
    """一份文件的全文与条款。"""
    return assistant.document(identifier)


@router.get("/{identifier}/pages/{page}.png", response_class=Response)
def show_page(identifier: str, page: int, assistant: Product, words: str = "") -> Response:
    """PDF 文件的一页，标出所引的字句。"""
    return Response(assistant.page_picture(identifier, page, words[:_MAX_WORDS]), media_type="image/png")


@router.post(
    "", responses={200: {"description": "文件都已收录且没有变化"}}, status_code=status.HTTP_201_CREATED
)
def add_documents(
    assistant: Product,
    person: Person,
    response: Response,
    files: Annotated[list[UploadFile], File(description="一份或多份文件")],
    kind: Annotated[str | None, Form(description="notice、ministry、case 或 form")] = None,
    title: Annotated[str | None, Form(description="标题，只加一份文件时可填")] = None,
    number: Annotated[str | None, Form(description="文号，只加一份文件时可填")] = None,
    issued: Annotated[Day | None, Form(description="印发日期（YYYY-MM-DD）")] = None,
) -> list[Ingested]:
    """收录文件并建立索引：要么全部成功，要么一份也不改。"""
    with TemporaryDirectory(prefix="upload-") as folder:
        paths = [_save(file, Path(folder) / str(number)) for number, file in enumerate(files)]
        results = assistant.ingest(
            paths, kind=kind, title=title, number=number, issued=issued, principal=person
        )
    if all(result.change == "unchanged" for result in results):
        response.status_code = status.HTTP_200_OK
    # Where the upload lay for a moment says nothing to the caller; its name does.
    return [result.model_copy(update={"path": Path(result.path).name}) for result in results]


@router.delete("/{identifier}")
def remove_document(identifier: str, assistant: Product, person: Person) -> DocumentSummary:
    """移除一份文件；自带的文件只在本机隐藏。"""
    return assistant.remove(identifier, person)


def _save(file: UploadFile, folder: Path) -> Path:
    """Write an upload into a folder of its own, under its own name made harmless."""
    folder.mkdir()
    last = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    name = _UNSAFE.sub("_", last).strip(". ") or "未命名"
    # Keep the ending: it says what the file is.
    stem, dot, ending = name.rpartition(".")
    path = folder / (f"{stem[:_MAX_NAME]}{dot}{ending[:10]}" if stem else name[:_MAX_NAME])
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    return path
