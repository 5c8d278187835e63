"""An answer as plain text, for faces that can show nothing else: a terminal, a chat client, an agent."""

from assistant.models.answer import Answer, Citation
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
        found.append(f"提示：{answer.fallback.origin} 没有答成（{answer.fallback.why}），由内置引擎作答。")
    return found
