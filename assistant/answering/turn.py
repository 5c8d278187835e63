"""What travels through the answer pipeline: the question as it is understood, the evidence, and the reply so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.answering.knowledge import Knowledge
from assistant.answering.lexicon import Attribute
from assistant.grounding.places import Span as Span
from assistant.knowledge.embedding import Vector
from assistant.knowledge.retriever import Hit, Passage, Shelf
from assistant.models.answer import Reason, Status


@dataclass(frozen=True)
class Exchange:
    """An earlier turn of the conversation: what was asked, as it was finally understood, and of which document."""

    question: str
    resolved: str
    document: str | None
    identity: str = ""
    task: str = ""
    asks: bool = True
    """What a message asks to be done (`draft`, `review`), and whether it asks anything; only of the turn at hand."""


@dataclass(frozen=True)
class Ask:
    """One question, understood.

    Attributes:
        text: The question, normalised, follow-ups resolved.
        kinds: Kind → probability, most likely first.
        focus: The part of a long message that asks.
        premise: What the person insists on against an earlier answer, or "".
        attributes: What is asked about, where the question names it.
        bodies: Categories of bodies that the question names.
        places: Places that the question names.
        path: The clause that it points at (`三/(五)`), or "".
        yes_no: Whether it wants a yes or a no.
        vector: Its embedding; None where no embedding loads.
    """

    text: str
    kinds: dict[str, float]
    focus: str = ""
    premise: str = ""
    attributes: tuple[Attribute, ...] = ()
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    path: str = ""
    yes_no: bool = False
    vector: Vector | None = None

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return next(iter(self.kinds))

    def share(self, *kinds: str) -> float:
        """How likely it is one of `kinds`."""
        return sum(self.kinds.get(kind, 0.0) for kind in kinds)


@dataclass(frozen=True)
class Statement:
    """A sentence of the reply. With spans it is a claim that they must support; without, it states no fact.

    Attributes:
        text: The sentence.
        spans: What it cites.
        derived: It was worked out from what it cites: days left, a count, a yes.
        lead: It stays as it is, whichever engine writes the rest: a yes or a no, a correction.
        point: Whoever writes the rest must say this as well, in whatever words; so with what is derived.
    """

    text: str
    spans: tuple[Span, ...] = ()
    derived: bool = False
    lead: bool = False
    point: bool = False


@dataclass
class Reply:
    """What will be said: statements in order, and how the question ended.

    `task` is what was asked to be done. `verbatim` replies say the document's own words, which nobody is to put in
    other words.
    """

    status: Status
    reason: Reason | None = None
    task: str = ""
    statements: list[Statement] = field(default_factory=list)
    related: list[tuple[Shelf, str, str | None]] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)
    deadlines: list[tuple[Shelf, Passage]] = field(default_factory=list)
    verbatim: bool = False

    def say(
        self, text: str, *spans: Span, derived: bool = False, lead: bool = False, point: bool = False
    ) -> "Reply":
        """Add a statement; gives the reply back, for chaining."""
        if text:
            self.statements.append(Statement(text, spans, derived, lead, point))
        return self


@dataclass(frozen=True)
class Evidence:
    """What retrieval found for a question in one document."""

    shelf: Shelf
    hits: tuple[Hit, ...]

    def passages(self, count: int) -> list[tuple[Passage, float]]:
        """The best passages over all clauses: a passage's score and its clause's, together."""
        pairs = [
            (passage, score + hit.score)
            for hit in self.hits
            for passage, score in hit.passages
            if not passage.sentence.heading
        ]
        return sorted(pairs, key=lambda pair: -pair[1])[:count]


@dataclass
class Turn:
    """The context that every step takes, adds to, and may end.

    Attributes:
        question: As typed.
        as_of: The day on which it is asked.
        history: Earlier turns, oldest first.
        text: The question, normalised.
        asks: The questions in it, understood.
        document: Id of the document that answered.
        identity: What the person has said they are.
        warnings: For the person to see.
    """

    question: str
    as_of: date
    knowledge: Knowledge
    history: Sequence[Exchange] = ()
    text: str = ""
    resolved: str = ""
    asks: tuple[Ask, ...] = ()
    document: str | None = None
    identity: str = ""
    warnings: list[str] = field(default_factory=list)
    reply: Reply | None = None


class Observer(Protocol):
    """Watches an answer come about. What it raises ends the work there."""

    def __call__(self, step: str) -> None:
        """A step begins; with an empty name, the work only asks whether it is still waited for."""

    def say(self, text: str) -> None:
        """The next piece of the answer, verified and final."""


class Unwatched:
    """The observer of an answer that is given at once."""

    def __call__(self, step: str) -> None:
        """Nobody is told."""

    def say(self, text: str) -> None:
        """Nobody reads along."""


def sentence_span(shelf: Shelf, passage: Passage) -> Span:
    """The span of a passage."""
    return Span(shelf.document, passage.sentence.start, passage.sentence.end)


def find_span(shelf: Shelf, words: str, passage: Passage) -> Span:
    """The span of `words` inside a passage; the whole passage where they do not stand in it."""
    offset = passage.sentence.text.find(words)
    if not words or offset < 0:
        return sentence_span(shelf, passage)
    start = passage.sentence.start + offset
    return Span(shelf.document, start, start + len(words))
