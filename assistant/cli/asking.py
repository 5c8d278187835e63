"""`ask` and `timeline`: what the notice says, and when."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import AsOf, Json, opened
from assistant.cli.output import PROVENANCE, complain, print_json, say
from assistant.errors import NotPermitted
from assistant.models.answer import Answer, Citation, Obligation, State, Timeline
from assistant.models.document import Provenance


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
        _say_timeline(result)


def _say_answer(answer: Answer) -> None:
    say(answer.answer)
    if answer.choices:
        say()
        say("请选一项再问：")
        for choice in answer.choices:
            say(f"  - {choice}")
    if answer.citations:
        say()
        say("出处")
        for citation in answer.citations:
            say(f"[{citation.id}] {source_line(citation)}")
    if answer.related:
        say()
        say("相近的条款：" + "；".join(near.heading or near.clause for near in answer.related))
    for warning in answer.warnings:
        say()
        say(f"提示：{warning}")
    if answer.fallback is not None:
        complain(f"{answer.fallback.origin} 没有答成（{answer.fallback.reason}），由内置引擎作答。")
    if answer.verification.dropped:
        complain(f"{answer.verification.dropped} 句未获原文支持，已移除。")
    if answer.follow_ups:
        say()
        say("还可以问：" + " / ".join(answer.follow_ups))


def source_line(citation: Citation) -> str:
    """Where a citation stands, for people: title, number, place, and whose words they are if not official."""
    parts = [
        f"《{citation.title}》",
        citation.number,
        citation.part or "",
        citation.heading or citation.clause,
    ]
    if citation.page is not None:
        parts.append(f"第{citation.page}页")
    if citation.provenance is not Provenance.ORIGINAL:
        parts.append(PROVENANCE[citation.provenance])
    return " · ".join(part for part in parts if part)


def _say_timeline(result: Timeline) -> None:
    say(f"以 {result.as_of.isoformat()} 为准")
    places = {citation.id: citation for citation in result.citations}
    for obligation in result.obligations:
        say()
        say(f"{_when(obligation)}（{_state(obligation)}）")
        steps = (obligation.actor or "（未写明主体）", obligation.via, obligation.recipient)
        say(f"  {obligation.action}（{' → '.join(step for step in steps if step)}）")
        citation = places.get(obligation.citation)
        if citation is not None:
            say(f"  出处：{citation.heading or citation.clause}")
    if not result.obligations:
        say("这份通知没有写明时间节点。")


def _when(obligation: Obligation) -> str:
    due = obligation.next_due or obligation.due
    if due is None:
        return obligation.due_text
    day = due.strftime("%Y-%m-%d %H:%M") if isinstance(due, datetime) else due.isoformat()
    return f"{day}  {obligation.due_text}"


def _state(obligation: Obligation) -> str:
    days = obligation.days_left
    if obligation.state is State.RELATIVE or days is None:
        return "按事件起算" if obligation.state is State.RELATIVE else "每年"
    if days < 0:
        return f"已过{-days}天"
    left = "今天截止" if days == 0 else f"还有{days}天"
    return f"每年，{left}" if obligation.state is State.RECURRING else left


def _write_calendar(result: Timeline, path: Path) -> None:
    from assistant import calendar

    try:
        path.write_bytes(calendar.render(result))
    except OSError as error:
        raise NotPermitted(f"不能写入“{path}”。", "请换一个有写入权限、已存在的文件夹。") from error
    complain(f"已写入 {path}，可导入日历。")
