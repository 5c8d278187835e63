"""A conversation as Markdown, for people to keep: questions, answers, and where each statement stands."""

import re

from assistant.models.answer import Citation
from assistant.models.conversation import ConversationView, TurnView
from assistant.models.document import Provenance

_PROVENANCE = {Provenance.DIGEST: "本项目整理的摘要（非官方原文）", Provenance.SAMPLE: "虚构样例"}
# What a question or a document holds is text, not Markdown or HTML.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def markdown(conversation: ConversationView) -> str:
    """The conversation with its sources."""
    head = f"# {_plain(conversation.title)}\n\n以官方发布的文件原文为准。\n"
    return "\n".join([head, *(_turn(turn) for turn in conversation.turns)])


def _turn(turn: TurnView) -> str:
    answer = turn.answer
    lines = [f"## 问：{_plain(' '.join(turn.question.split()))}", "", _paragraphs(answer.answer), ""]
    lines += [f"> 提示：{_plain(warning)}\n" for warning in answer.warnings]
    if answer.citations:
        lines += ["出处：", "", *(_source(citation) for citation in answer.citations), ""]
    lines.append(f"（以 {answer.as_of.isoformat()} 为准）\n")
    return "\n".join(lines)


def _source(citation: Citation) -> str:
    parts = [f"《{citation.title}》", citation.number, citation.part or "", citation.heading]
    parts.append(f"第{citation.page}页" if citation.page is not None else "")
    parts.append(_PROVENANCE.get(citation.provenance, ""))
    quote = _plain(" ".join(citation.quote.split()))
    return f"- [{citation.id}] {_plain(' · '.join(part for part in parts if part))}：“{quote}”"


def _paragraphs(text: str) -> str:
    """Each line of an answer stays a line; its citation marks stay marks."""
    escaped = _plain(text)
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", escaped).replace("\n", "  \n")


def _plain(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
