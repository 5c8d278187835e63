"""`ingest` and `corpus`: what the assistant answers from."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import Json, day, opened
from assistant.cli.output import print_json, progress, say
from assistant.models.library import DocumentSummary
from assistant.services.plain import PROVENANCE

_CHANGES = {"added": "已收录", "replaced": "已更新", "unchanged": "没有变化"}

Identifier = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 assistant corpus list。")]


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="一份或多份文件，也可以是文件夹。")],
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="K", help="文件种类：notice、ministry、case 或 form。")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help="标题。")] = None,
    number: Annotated[str | None, typer.Option("--number", metavar="N", help="文号。")] = None,
    issued: Annotated[
        date | None, typer.Option("--issued", parser=day, metavar="YYYY-MM-DD", help="印发日期。")
    ] = None,
    as_json: Json = False,
) -> None:
    """收录文件：要么全部成功，要么一份也不改。"""
    with opened() as assistant, progress() as report:
        results = assistant.ingest(
            paths, kind=kind, title=title, number=number, issued=issued, progress=report
        )
    if as_json:
        print_json(list(results))
        return
    for result in results:
        say(f"{_CHANGES.get(result.change, result.change)}：{_line(result.document)}")


def list_documents(as_json: Json = False) -> None:
    """列出已收录的文件。"""
    with opened() as assistant:
        documents = assistant.documents()
    if as_json:
        print_json(list(documents))
        return
    for document in documents:
        say(_line(document))


def show_document(identifier: Identifier, as_json: Json = False) -> None:
    """显示一份文件的条款与全文。"""
    with opened() as assistant:
        document = assistant.document(identifier)
    if as_json:
        print_json(document)
        return
    say(_line(document))
    for label, value in (
        ("发文单位", "、".join(document.issuers)),
        ("印发日期", document.issued.isoformat() if document.issued else ""),
        ("来源", document.source),
    ):
        if value:
            say(f"{label}：{value}")
    for clause in document.clauses:
        say()
        say(f"[{'·'.join(part for part in (clause.part, clause.path) if part)}]")
        say(document.text[clause.start : clause.end].strip())


def remove_document(identifier: Identifier, as_json: Json = False) -> None:
    """移除一份文件；自带的文件只在本机隐藏。"""
    with opened() as assistant:
        document = assistant.remove(identifier)
    if as_json:
        print_json(document)
    else:
        say(f"{'已隐藏' if document.built_in else '已移除'}：{_line(document)}")


def _line(document: DocumentSummary) -> str:
    parts = (
        document.id,
        f"《{document.title}》",
        document.number,
        PROVENANCE[document.provenance],
        f"{document.clause_count} 条",
    )
    return "  ".join(part for part in parts if part)
