"""`draft`: from a profile to the sections of the application."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import AsOf, Json, opened
from assistant.cli.output import print_json, say, write
from assistant.errors import NotFound, NotPermitted
from assistant.models.draft import Draft
from assistant.services.plain import fallback_line, source_line


def draft(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE.yaml", help="单位资料文件（YAML 或 JSON）。")],
    section: Annotated[
        str | None,
        typer.Option("--section", metavar="KEY", help="只要其中一部分，如 foundation 或 工作基础。"),
    ] = None,
    as_of: AsOf = None,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="embedded|llm", help="用哪个引擎写。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx", help="写成 Word 文件（.docx）或 Markdown（.md）。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """根据单位资料起草申报表，缺的内容留出待补充处。"""
    content = _read(profile)
    if out is not None and out.suffix.lower() not in (".docx", ".md"):
        raise typer.BadParameter("应以 .docx 或 .md 结尾。", param_hint="--out")
    with opened() as assistant:
        drafts = assistant.drafts
        day = as_of or assistant.today()
        made = drafts.create(drafts.read_profile(content), as_of=day, engine=engine)
        shown = drafts.only(made, section) if section else made
        if out is not None:
            word = out.suffix.lower() == ".docx"
            write(
                out,
                drafts.docx(made.id, section=section)
                if word
                else drafts.markdown(made.id, section=section).encode(),
            )
    if as_json:
        print_json(shown)
    elif out is None:
        _say(shown)


def _read(path: Path) -> bytes:
    from assistant.drafting.profile import MAX_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"找不到文件：{path}。", "请检查路径。") from error
    except OSError as error:
        raise NotPermitted(f"不能读取“{path}”。", "请检查它是不是文件、有没有读取权限。") from error


def _say(draft: Draft) -> None:
    for section in draft.sections:
        say(section.title)
        say(section.text)
        say()
    done = draft.completeness
    say(f"完整度：{done.filled}/{done.required}")
    questions = [gap.question for section in draft.sections for gap in section.placeholders]
    if questions:
        say("还需要补充：")
        for question in dict.fromkeys(questions):
            say(f"  - {question}")
    for warning in draft.warnings:
        say(f"提示：{warning.text}")
    if draft.fallback is not None:
        say(fallback_line(draft.fallback))
    if draft.citations:
        say()
        say("出处")
        for citation in draft.citations:
            say(f"[{citation.id}] {source_line(citation)}")
