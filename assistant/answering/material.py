"""What a language model is given to write from: what the embedded engine says, and the sentences that it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.shapes.quoting import chinese_day
from assistant.answering.turn import Span, Statement, Turn, sentence_span
from assistant.grounding.faithful import Source
from assistant.llm import prompts
from assistant.llm.budget import fitting, room
from assistant.llm.endpoint import Endpoint
from assistant.llm.messages import Message
from assistant.models.answer import PromptRef

_INSTRUCTIONS, _DATA = "answer", "answer-data"
_REMEMBERED = 3


@dataclass(frozen=True)
class Material:
    """A verified reply, taken apart.

    Attributes:
        head: Statements in front that stay as they are.
        body: Those that the model is to word.
        tail: Those behind that stay as they are.
        evidence: The sentences that the body cites; a model counts them from 1.
    """

    head: tuple[Statement, ...]
    body: tuple[Statement, ...]
    tail: tuple[Statement, ...]
    evidence: tuple[Span, ...]

    def about(self, span: Span) -> list[Statement]:
        """The statements of the body that cite words of `span`."""
        return [s for s in self.body if any(overlap(span, cited) for cited in s.spans)]

    def source(self, span: Span) -> Source:
        """A piece of evidence, as a claim that cites it is held against it."""
        clause = span.document.clause_at(span.start)
        verified = tuple(s.text for s in self.about(span))
        meta = span.document.meta
        return Source(span.text, (*clause.trail, f"《{meta.title}》{meta.number}"), verified)

    def numbers(self, statement: Statement) -> list[int]:
        """The numbers of the evidence that a statement cites."""
        return [
            number
            for number, span in enumerate(self.evidence, start=1)
            if any(overlap(span, cited) for cited in statement.spans)
        ]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share words."""
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end


def gather(turn: Turn, statements: Sequence[Statement]) -> Material:
    """Take a verified reply apart: from the first statement to word up to the next that stays as it is."""
    first = next((i for i, s in enumerate(statements) if not _stays(s)), len(statements))
    last = next((i for i, s in enumerate(statements) if i > first and _stays(s)), len(statements))
    body = tuple(statements[first:last])
    evidence = dict.fromkeys(whole for s in body for span in s.spans for whole in _sentences(turn, span))
    return Material(tuple(statements[:first]), body, tuple(statements[last:]), tuple(evidence))


def _stays(statement: Statement) -> bool:
    return statement.lead or not statement.spans


def _sentences(turn: Turn, span: Span) -> list[Span]:
    """The whole sentences that a span touches; a heading stands for itself."""
    shelf = turn.knowledge.retriever.shelves[span.document.id]
    touched = (sentence_span(shelf, p) for p in shelf.passages if not p.sentence.heading)
    return [whole for whole in touched if overlap(whole, span)] or [span]


def messages(material: Material, turn: Turn, endpoint: Endpoint) -> tuple[list[Message], list[PromptRef]]:
    """What the model is told, within its context window, and the prompts that it was made with."""
    instructions, data = prompts.load(_INSTRUCTIONS), prompts.load(_DATA)
    points = "\n".join(_point(material, statement) for statement in material.body)
    earlier = "\n".join(f"- {prompts.data(e.question)}" for e in turn.history[-_REMEMBERED:]) or "（无）"
    sentences = [_sentence(number, span) for number, span in enumerate(material.evidence, start=1)]
    fixed = {
        "today": chinese_day(turn.as_of),
        "question": prompts.data(turn.resolved or turn.text),
        "lead": "\n".join(prompts.data(s.text) for s in material.head) or "（无）",
    }
    bare = data.fill(evidence="", points="", earlier="", **fixed)
    space = room(endpoint.context_window, endpoint.max_tokens, instructions.text, bare)
    # What matters most comes first: sentences, then what was found in them, then what was asked before.
    kept = fitting(["\n".join(sentences), points, earlier], space)
    if kept == 0:
        sentences = sentences[: fitting(sentences, space)]
    filled = data.fill(
        evidence="\n".join(sentences),
        points=points if kept > 1 else "（略）",
        earlier=earlier if kept > 2 else "（略）",
        **fixed,
    )
    said = [Message("system", instructions.text), Message("user", filled)]
    return said, [instructions.reference, data.reference]


def _point(material: Material, statement: Statement) -> str:
    marks = "".join(f"[{number}]" for number in material.numbers(statement))
    return f"- {prompts.data(statement.text)}{marks}"


def _sentence(number: int, span: Span) -> str:
    heading = span.document.clause_at(span.start).breadcrumb
    return f"[{number}]（{prompts.data(heading)}）{prompts.data(' '.join(span.text.split()))}"
