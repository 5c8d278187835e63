"""`review`: what submissions propose, promise and leave out."""

import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import AsOf, Json, opened
from assistant.cli.output import complain, print_json, progress, say, write
from assistant.errors import AssistantError
from assistant.services.plain import fallback_line

if TYPE_CHECKING:
    from assistant.models.review import Review
    from assistant.reviewing.pipeline import Upload

_ENDINGS = ("docx", "xlsx", "json", "txt")


def review(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="申报材料（docx、pdf、md、txt），可以多份。")
    ],
    as_of: AsOf = None,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="embedded|llm", help="用哪个引擎写摘要。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx|.xlsx", help="写成文件：Word 每份一页，Excel 是汇总表。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """审阅申报材料：摘要、缺项、矛盾、红线与待问事项，每句话都有出处。"""
    from assistant.models.principal import LOCAL

    ending = out.suffix.lower().removeprefix(".") if out else ""
    if out is not None and ending not in _ENDINGS:
        raise typer.BadParameter(f"不认识的文件类型：{out.name}。可用：{'、'.join(_ENDINGS)}。")
    with progress() as shown, opened() as assistant:
        uploads = [_upload(name, assistant.settings.max_file_mb * 2**20) for name in _named(files)]
        reviews = assistant.reviews.run(uploads, as_of or assistant.today(), engine, LOCAL, shown)
        if out is not None:
            day = as_of or assistant.today()
            write(out, assistant.reviews.export(reviews, ending, day))
    if as_json:
        print_json(reviews)
    elif out is None:
        for number, item in enumerate(reviews):
            if number:
                say()
            _say(item)
    if all(item.error is not None for item in reviews):
        complain("没有一份材料可以读取。")
        raise typer.Exit(1)


def _named(files: list[str]) -> list[str]:
    """The files, with the patterns that a shell has left as they are."""
    found: list[str] = []
    for name in files:
        matches = sorted(glob.glob(name)) if not Path(name).exists() and any(c in name for c in "*?[") else []
        found += matches or [name]
    return found


def _upload(name: str, max_bytes: int) -> "Upload":
    """A file as it is handed in; one that cannot be opened says why, and the others go on."""
    from assistant.documents.readers import file_bytes
    from assistant.reviewing.pipeline import Upload

    try:
        return Upload(name, file_bytes(Path(name), max_bytes))
    except AssistantError as error:
        return Upload(name, b"", error)


def _say(review: "Review") -> None:
    from assistant.reviewing.sections import titles

    say(f"《{review.file}》")
    if review.error is not None:
        say(f"  无法读取：{review.error.message}{review.error.hint}")
        return
    facts = (review.applicant, review.kind, review.district, str(review.filled_on or ""))
    say("  " + " · ".join(fact for fact in facts if fact))
    say(f"  {review.summary}")
    if review.fallback is not None:
        say(f"  {fallback_line(review.fallback)}")
    for label, lines in (
        ("缺少或未填写", [titles()[key] for key in review.missing]),
        ("前后不一致", [f"{c.about}：{'、'.join(c.values)}" for c in review.contradictions]),
        ("需要注意", [flag.text for flag in review.red_flags]),
        ("相同段落", [f"与《{s.file}》：{s.quote[:30]}…" for s in review.similar]),
        ("建议询问", review.questions),
    ):
        if lines:
            say(f"  {label}")
            for line in lines:
                say(f"    - {line}")
