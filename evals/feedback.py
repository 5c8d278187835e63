"""Feedback given on the page becomes draft cases: the questions as they were asked, and what a person still has to say.

A draft can be read as a case at once, but it expects only what the answer was (judged good) or nothing but its status
(judged bad): `note` says what was thought and what to fill in.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.app import Assistant
from assistant.errors import InvalidOption
from assistant.models.answer import Answer, Status
from assistant.models.conversation import ConversationView, Feedback, Verdict
from evals.cases import Case, Expect
from evals.report import write_text

_EXCERPT = 200
_TURNS = 6
_VERDICTS = {Verdict.UP: "好评", Verdict.DOWN: "差评"}
_TO_DO = {
    Verdict.UP: "请在 facts 里补上答复必须说到的内容。",
    Verdict.DOWN: "请改正 status，并补上 facts、clauses 或 forbidden。",
}


def write(assistant: Assistant, file: Path) -> int:
    """Write the draft cases of everything that has been judged; gives how many there are.

    Raises:
        InvalidOption: the file is there already, or nothing has been judged.
        NotPermitted: it cannot be written.
    """
    if file.exists():
        raise InvalidOption(f"{file} 已经存在。", "请换一个文件名，以免覆盖已经改好的用例。")
    views = (assistant.conversation(summary.id) for summary in assistant.conversations())
    cases = list(drafts(views))
    if not cases:
        raise InvalidOption("还没有人评价过答复。", "请先在网页上对答复点“有帮助”或“没有帮助”。")
    lines = (case.model_dump_json(exclude_defaults=True, by_alias=True) for case in cases)
    write_text(file, "\n".join(lines) + "\n")
    return len(cases)


def drafts(conversations: Iterable[ConversationView]) -> Iterator[Case]:
    """One draft for each judged answer, with the turns that led to it."""
    for conversation in conversations:
        for position, turn in enumerate(conversation.turns):
            if turn.feedback is not None:
                earlier = conversation.turns[max(0, position + 1 - _TURNS) : position + 1]
                yield _draft([t.question for t in earlier], turn.answer, turn.feedback)


def _draft(asked: list[str], answer: Answer, feedback: Feedback) -> Case:
    good = feedback.verdict is Verdict.UP
    cited = answer.citations if good and answer.status is Status.ANSWERED else []
    documents = {c.number or c.title for c in cited}
    reason = f"：{feedback.reason}" if feedback.reason else ""
    excerpt = " ".join(answer.answer.split())[:_EXCERPT]
    return Case(
        id=f"feedback-{answer.id}",
        category="feedback",
        question=asked[0] if len(asked) == 1 else None,
        turns=tuple(asked) if len(asked) > 1 else None,
        as_of=answer.as_of,
        note=f"{_VERDICTS[feedback.verdict]}{reason}。当时答：{excerpt}。{_TO_DO[feedback.verdict]}",
        expect=Expect(
            status=answer.status,
            clauses=tuple(dict.fromkeys(c.clause for c in cited)),
            document=documents.pop() if len(documents) == 1 else None,
            cited=bool(answer.citations) or not good,
        ),
    )
