"""Answers and the timeline as plain text, for what can show nothing else: a terminal, a chat client, an agent."""

from datetime import datetime

from assistant.models.answer import Answer, Citation, Fallback, Obligation, State, Timeline
from assistant.models.document import Provenance

PROVENANCE = {
    Provenance.ORIGINAL: "原文",
    Provenance.DIGEST: "摘要（非官方原文）",
    Provenance.SAMPLE: "虚构样例",
}


def told(answer: Answer) -> str:
    """The answer's text, and below it everything else that a reader needs to judge it."""
    return answer.answer + below(answer)


def below(answer: Answer) -> str:
    """What stands below the text: the choices, the sources, near clauses, warnings; empty where there is nothing.

    It begins with the line breaks that part it from the text, so that it can be sent after a streamed one.
    """
    return "".join(f"\n\n{paragraph}" for paragraph in _paragraphs(answer))


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


def fallback_line(fallback: Fallback) -> str:
    """Which engine has failed to write a draft or a summary, and why, for people."""
    return f"提示：{fallback.origin} 没有写成（{fallback.reason}），由内置引擎完成。"


def timeline_lines(timeline: Timeline) -> str:
    """The obligations in order, a paragraph each."""
    places = {citation.id: citation for citation in timeline.citations}
    paragraphs = [_obligation(one, places.get(one.citation)) for one in timeline.obligations]
    head = f"以 {timeline.as_of.isoformat()} 为准"
    return "\n\n".join([head, *paragraphs]) if paragraphs else f"{head}\n这份通知没有写明时间节点。"


def _obligation(obligation: Obligation, place: Citation | None) -> str:
    steps = (obligation.actor or "（未写明主体）", obligation.via, obligation.recipient)
    lines = [
        f"{_when(obligation)}（{_state(obligation)}）",
        f"  {obligation.action}（{' → '.join(step for step in steps if step)}）",
    ]
    return "\n".join([*lines, f"  出处：{place.heading or place.clause}"] if place else lines)


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


def _paragraphs(answer: Answer) -> list[str]:
    found = []
    if answer.choices:
        found.append("\n".join(["请选一项再问：", *(f"  - {choice}" for choice in answer.choices)]))
    if answer.citations:
        sources = (f"[{citation.id}] {source_line(citation)}" for citation in answer.citations)
        found.append("\n".join(["出处", *sources]))
    if answer.related:
        found.append("相近的条款：" + "；".join(near.heading or near.clause for near in answer.related))
    found += [f"提示：{warning}" for warning in answer.warnings]
    if answer.fallback is not None:
        found.append(f"提示：{answer.fallback.origin} 没有答成（{answer.fallback.reason}），由内置引擎作答。")
    if answer.verification.dropped:
        found.append(f"提示：{answer.verification.dropped} 句未获原文支持，已移除。")
    return found
