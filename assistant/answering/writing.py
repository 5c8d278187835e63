"""The second composer: a language model words what the embedded engine has found and verified.

The embedded reply decides what is answered and from which sentences. The model gets these as data and writes claims;
each is verified as it comes. One that fails gives way to the embedded sentence about the same words, or to nothing.
What must be said (days, counts, the items of a list) and was not, is said in the embedded engine's words. As soon as
the first of it has been said, the person reads along; what has been read is never taken back.
"""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import cast

from assistant.answering.answerable import needed
from assistant.answering.assembly import MOST_CITATIONS, worded
from assistant.answering.material import Material, gather, messages, overlap
from assistant.answering.turn import Observer, Span, Statement, Turn
from assistant.documents.numbering import marker_of
from assistant.documents.text import comparable, plain
from assistant.grounding.faithful import fault
from assistant.grounding.places import Citations
from assistant.grounding.shares import content_share
from assistant.grounding.values import values
from assistant.llm.claims import SCHEMA, Claim, ClaimReader
from assistant.llm.client import Model
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Spent
from assistant.models.answer import Fallback, PromptRef, Usage, Verification

logger = logging.getLogger(__name__)

STEP = "write"
_MOST_CLAIMS = 20
_SAME = 0.6
_NEAR = 0.3
_AFTERTHOUGHT = 200
_ATTEMPTS = 2


@dataclass(frozen=True)
class Written:
    """What came of it: the statements to show, and who wrote them."""

    statements: tuple[Statement, ...]
    engine: str
    fallback: Fallback | None
    verification: Verification | None
    prompts: list[PromptRef]
    usage: Usage


def write(turn: Turn, statements: Sequence[Statement], model: Model, observer: Observer) -> Written | None:
    """Have the model word a verified reply; None when there is nothing in it to word.

    Args:
        turn: The question.
        statements: The embedded engine's reply, verified.
        model: Who writes.
        observer: Is told the text, sentence by sentence, and may end the work at any moment.
    """
    material = gather(turn, statements)
    if not material.body:
        return None
    said, prompts = messages(material, turn, model.endpoint)
    prose = Prose(turn, material, observer)
    spent, why = Spent(), None
    for attempt in range(_ATTEMPTS):
        writing = model.write(said, SCHEMA, lambda: observer(""))
        try:
            _read(iter(writing), prose)
            why = None
        except ModelFailure as failure:
            why = failure.why
        spent += writing.spent
        if why is not Why.MALFORMED or attempt + 1 == _ATTEMPTS:
            break
    why = prose.finish(broken=why)
    if why is not None:
        logger.warning("the embedded engine answers: %s", why.value)
    fallback = Fallback(origin=model.name, why=why.value) if why else None
    wrote = fallback is None or prose.shown
    return Written(
        statements=tuple(prose.shown or statements),
        engine="embedded" if fallback else model.name,
        fallback=fallback,
        verification=prose.verification if wrote else None,
        prompts=prompts if wrote else [],
        usage=spent.on(STEP),
    )


def _read(pieces: Iterator[str], prose: "Prose") -> None:
    """Hand on every claim as soon as it is complete. Raises ModelFailure."""
    reader, after = ClaimReader(), 0
    with closing(cast("Generator[str]", pieces)):
        try:
            for piece in pieces:
                for claim in reader.feed(piece):
                    prose.take(claim)
                after += len(piece) if reader.complete else 0
                if after > _AFTERTHOUGHT or prose.taken >= _MOST_CLAIMS:
                    return
        except ModelFailure:
            if not reader.complete:
                raise
            return
    for claim in reader.finish()[:_MOST_CLAIMS]:
        prose.take(claim)
    if not prose.taken:
        raise ModelFailure(Why.MALFORMED)


@dataclass
class Prose:
    """The answer while a model writes it.

    Attributes:
        said: What stands, in order; shown as soon as the first point is among it.
        shown: All that a person has been shown, the unchanging statements in front included.
        taken: How many claims have come.
        own: How many of those in `said` are the model's.
    """

    turn: Turn
    material: Material
    observer: Observer
    said: list[Statement] = field(default_factory=list)
    shown: list[Statement] = field(default_factory=list)
    taken: int = 0
    own: int = 0
    dropped: int = 0
    replaced: int = 0

    @property
    def verification(self) -> Verification:
        """What became of the claims."""
        return Verification(claims=self.taken, dropped=self.dropped, replaced=self.replaced)

    def take(self, claim: Claim) -> None:
        """Say a claim, or what the embedded engine says of the same words, or nothing."""
        if any(comparable(claim.text) in comparable(s.text) for s in self.said):
            return
        self.taken += 1
        cited = [
            self.material.evidence[n - 1] for n in claim.citations if n <= len(self.material.evidence) and n
        ]
        spans = self._supporting(claim.text, cited)
        if spans:
            self.own += 1
            self.said.append(Statement(claim.text, spans))
        else:
            instead = self._instead(claim.text, cited)
            if instead is None:
                self.dropped += 1
            else:
                self.replaced += 1
                self.said.append(instead)
        self._show()

    def finish(self, broken: Why | None) -> Why | None:
        """Nothing more comes: say what is still missing.

        Args:
            broken: Why the model has stopped in the middle, or None.

        Returns:
            Why the embedded engine answers, or None when the model does.
        """
        if broken is None and not (self.own and self._begun()):
            broken = Why.UNSUPPORTED
        if broken is not None and not self.shown:
            return broken
        self.said += [
            statement
            for statement in self.material.body
            if statement not in self.said
            and not self._carried(statement, whole=True)
            and (broken is not None or _must(statement))
        ]
        self.said += self.material.tail
        self._show()
        return broken

    def _supporting(self, text: str, cited: Sequence[Span]) -> tuple[Span, ...]:
        """What supports a claim: what it cites, or else the one sentence that does; nothing, if none does."""
        choices = [tuple(cited)] if cited else []
        choices += [(span,) for span in self.material.evidence if (span,) not in choices]
        return next((spans for spans in choices if not self._fault(text, spans)), ())

    def _fault(self, text: str, spans: Sequence[Span]) -> str:
        sources = [self.material.source(span) for span in spans]
        return fault(text, sources, self.turn.text, self.turn.as_of)

    def _instead(self, text: str, cited: Sequence[Span]) -> Statement | None:
        """What the embedded engine says of the same words and has not been said yet."""
        near = [s for span in cited for s in self.material.about(span)] or list(self.material.body)
        left = [s for s in near if s not in self.said and not self._carried(s, whole=True)]
        rated = [(content_share(comparable(text), comparable(s.text), ""), s) for s in left]
        share, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
        return best if share >= _NEAR else None

    def _begun(self) -> bool:
        """Whether the first thing that must be said has been said."""
        body = self.material.body
        return self._carried(next((s for s in body if _must(s)), body[0]))

    def _carried(self, statement: Statement, whole: bool = False) -> bool:
        """Whether what has been said says this as well.

        Of what must be said, all; of a quotation, the value that the question asks for, or `whole` of it.
        """
        if statement in self.said:
            return True
        same = [s for s in self.said if any(overlap(a, b) for a in s.spans for b in self._cited(statement))]
        said, wanted = "".join(s.text for s in same), _bare(statement.text)
        if statement.derived and (found := values(wanted)):
            return found - self._today() <= values(said)
        if not (_must(statement) or whole):
            return bool(same) and self._asked_values(wanted) <= values(said)
        enough = _SAME if _must(statement) else _NEAR
        share = content_share(comparable(wanted), comparable(said), "")
        return values(wanted) <= values(said) and share >= enough

    def _asked_values(self, text: str) -> set[str]:
        """The values in a text that the question asks for."""
        patterns = [pattern for ask in self.turn.asks if (pattern := needed(ask)) is not None]
        return {value for p in patterns for match in p.finditer(plain(text)) for value in values(match[0])}

    def _cited(self, statement: Statement) -> list[Span]:
        return [self.material.evidence[number - 1] for number in self.material.numbers(statement)]

    def _today(self) -> set[str]:
        """The values of the day of asking, which an answer need not name."""
        day = self.turn.as_of
        return values(f"{day.year}年{day.month}月{day.day}日")

    def _show(self) -> None:
        """Show what has not been shown yet, once the answer has begun."""
        if not self.shown and not self._begun():
            return
        before, _ = worded(self.shown, Citations(MOST_CITATIONS))
        self.shown = [*self.material.head, *self.said]
        now, _ = worded(self.shown, Citations(MOST_CITATIONS))
        if now != before:
            self.observer.say(now.removeprefix(before))


def _must(statement: Statement) -> bool:
    return statement.derived or statement.point


def _bare(text: str) -> str:
    """A statement without the number of the list that it stands in."""
    marker = marker_of(text)
    return text[marker.length :] if marker else text
