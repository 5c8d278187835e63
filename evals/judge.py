"""Judges one answer by the rules of CONTRACTS §7.

Each check is a small function that yields a reason, in Chinese, for everything it finds wrong. The judge trusts
nothing that the product says of itself: it compares words, paths and offsets on its own.
"""

from collections.abc import Callable, Iterator

from assistant.errors import NotFound
from assistant.models.answer import Answer, Citation, Status
from evals.cases import Expect, normalise
from evals.results import Failing

MAX_CHARACTERS = 900
MAX_CITATIONS = 15
SILENT = frozenset({Status.ABSTAINED, Status.DECLINED})

TextOf = Callable[[str], str]
"""Gives the text of the document with this id; raises NotFound."""


def judge(expect: Expect, answer: Answer, text_of: TextOf) -> tuple[Failing, ...]:
    """Everything that is wrong with the answer; empty if it passes.

    Args:
        expect: What the case expects.
        answer: The last answer of the conversation.
        text_of: The documents' texts, which quotes are compared with.
    """
    return tuple(
        Failing(check=name, reason=reason)
        for name, check in CHECKS.items()
        for reason in check(expect, answer, text_of)
    )


def check_status(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """The status is the expected one. Not measured: `reason`, nor which of the two silent ones it is."""
    both_silent = expect.status in SILENT and answer.status in SILENT
    if answer.status != expect.status and not both_silent:
        yield f"状态是 {answer.status}，应为 {expect.status}"


def check_facts(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """Every fact appears in one of its wordings. Not measured: whether it is said of the right thing."""
    said = normalise(answer.answer)
    for wordings in expect.facts:
        if not any(normalise(wording) in said for wording in wordings):
            yield f"没有说到“{wordings[0]}”"


def check_forbidden(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """Nothing forbidden appears. Not measured: other false statements, and a forbidden one in other words."""
    said = normalise(answer.answer)
    for words in expect.forbidden:
        if normalise(words) in said:
            yield f"不该说“{words}”"


def check_clauses(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """One citation lies in an expected clause. Not measured: whether the other citations belong there."""
    if expect.status != Status.ANSWERED or not expect.clauses:
        return
    candidates = [c for c in answer.citations if _is_of(c, expect)]
    if not any(lies_in(c.clause, clause) for c in candidates for clause in expect.clauses):
        cited = "、".join(c.clause for c in candidates[:3]) or "无"
        yield f"应引用 {'、'.join(expect.clauses)}，该文件中实际引用：{cited}"


def check_cited(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """What states something cites something. Not measured: whether each sentence does."""
    stated = expect.status == Status.ANSWERED and answer.status == Status.ANSWERED
    if stated and expect.cited and not answer.citations:
        yield "没有引用"


def check_length(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """It is short enough to be an answer. Not measured: whether it is to the point."""
    if len(answer.answer) > MAX_CHARACTERS:
        yield f"答复有 {len(answer.answer)} 字，超过 {MAX_CHARACTERS} 字"
    if len(answer.citations) > MAX_CITATIONS:
        yield f"引用有 {len(answer.citations)} 处，超过 {MAX_CITATIONS} 处"


def check_quotes(expect: Expect, answer: Answer, text_of: TextOf) -> Iterator[str]:
    """Every quote is the document's text at its offsets. Not measured: whether it carries the claim."""
    yield from wrong_quotes(answer, text_of)


def wrong_quotes(answer: Answer, text_of: TextOf) -> Iterator[str]:
    """One reason for each citation whose quote is not what stands there."""
    for citation in answer.citations:
        try:
            text = text_of(citation.document)
        except NotFound:
            yield f"引用[{citation.id}]的文件 {citation.document} 不存在"
            continue
        if text[citation.start : citation.end] != citation.quote:
            yield f"引用[{citation.id}]的引文不是原文 {citation.start}–{citation.end} 处的文字"


def lies_in(path: str, clause: str) -> bool:
    """Whether a clause path is the given clause or inside it, by whole path elements."""
    path, clause = normalise(path), normalise(clause)
    return path == clause or path.startswith(clause + "/")


def _is_of(citation: Citation, expect: Expect) -> bool:
    """Whether a citation is of the expected document and part, where the case names them."""
    return normalise(expect.document) in normalise(f"{citation.number} {citation.title}") and normalise(
        expect.part
    ) in normalise(citation.part)


CHECKS: dict[str, Callable[[Expect, Answer, TextOf], Iterator[str]]] = {
    "status": check_status,
    "facts": check_facts,
    "forbidden": check_forbidden,
    "clauses": check_clauses,
    "cited": check_cited,
    "length": check_length,
    "quotes": check_quotes,
}
"""All checks, in the order in which their reasons are shown. A new evaluator is added here."""
