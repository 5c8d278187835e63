"""`ask` and `timeline`: what the notice says, and when."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import AsOf, Json, opened
from assistant.cli.output import complain, print_json, say
from assistant.errors import NotPermitted
from assistant.models.answer import Answer, Timeline
from assistant.services.plain import timeline_lines, told


def ask(
    question: Annotated[str, typer.Argument(metavar="问题", help="用平常的话写的问题，含空格时加引号。")],
    as_of: AsOf = None,
    conversation: Annotated[
        str | None, typer.Option("--conversation", metavar="ID", help="会话编号；接着上文问时使用。")
    ] = None,
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="embedded|llm", help="用哪个引擎作答。")
    ] = None,
    as_json: Json = False,
) -> None:
    """回答一个问题，每一句事实都带出处。"""
    with opened() as assistant:
        answer = assistant.ask(question, conversation=conversation, as_of=as_of, engine=engine)
    if as_json:
        print_json(answer)
    else:
        _say_answer(answer)


def timeline(
    as_of: AsOf = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="写成可导入日历的文件（.ics），带提醒。")
    ] = None,
    as_json: Json = False,
) -> None:
    """按先后列出通知规定的各项时间节点。"""
    with opened() as assistant:
        result = assistant.timeline(as_of)
        notice = assistant.notice()
    if ics is not None:
        _write_calendar(result, ics)
    if as_json:
        print_json(result)
    elif ics is None:
        say(f"{notice.title} {notice.number}".strip() if notice else "时间节点")
        say(timeline_lines(result))


def _say_answer(answer: Answer) -> None:
    say(told(answer))
    if answer.follow_ups:
        say()
        say("还可以问：" + " / ".join(answer.follow_ups))


def _write_calendar(result: Timeline, path: Path) -> None:
    from assistant import calendar

    try:
        path.write_bytes(calendar.render(result))
    except OSError as error:
        raise NotPermitted(f"不能写入“{path}”。", "请换一个有写入权限、已存在的文件夹。") from error
    complain(f"已写入 {path}，可导入日历。")
