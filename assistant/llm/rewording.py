"""Sentences in better words, one for one: drafts and summaries are made by rule, and a model only words them.

Each sentence comes back under its number. What its judge refuses, and what does not come back, stays as it was.
"""

import logging
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import cast

from assistant.llm import prompts
from assistant.llm.budget import fitting, room, tokens
from assistant.llm.claims import SCHEMA, Claim, ClaimReader
from assistant.llm.client import Model, Pulse
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent
from assistant.models.answer import Fallback, PromptRef, Usage, Verification

logger = logging.getLogger(__name__)

Judge = Callable[[int, str], bool]
"""Whether the sentence of that index may be said in those words."""

_DATA = "rewording-data"
_SHARE_OF_OUTPUT = 0.5


@dataclass
class Reworded:
    """What came back: index → new words; and what the contract tells of it."""

    engine: str
    texts: dict[int, str] = field(default_factory=dict)
    prompts: list[PromptRef] = field(default_factory=list)
    fallback: Fallback | None = None
    usage: Usage = field(default_factory=Usage)
    taken: int = 0
    kept: int = 0

    def verification(self, before: Verification) -> Verification:
        """What verification did, here and before: a claim that was refused is replaced by the sentence as it was."""
        return before.model_copy(update={"replaced": before.replaced + self.kept})


def reword(sentences: Mapping[int, str], prompt: str, model: Model, judge: Judge, pulse: Pulse) -> Reworded:
    """Have the model word sentences anew.

    Args:
        sentences: Index → sentence, in the order of the text.
        prompt: Id of the prompt with the instructions; the step is called like it.
        model: Who writes.
        judge: Refuses what says more, less or something else.
        pulse: Asked while waiting; what it raises ends the work.
    """
    instructions, data = prompts.load(prompt), prompts.load(_DATA)
    done = Reworded(model.name, prompts=[instructions.reference, data.reference])
    spent = Spent()
    try:
        for batch in _batches(sentences, model, instructions.text):
            numbered = "\n".join(f"[{n}] {prompts.data(text)}" for n, (_, text) in enumerate(batch, start=1))
            said = [Message("system", instructions.text), Message("user", data.fill(sentences=numbered))]
            writing = model.write(said, SCHEMA, pulse)
            try:
                for claim in _claims(iter(writing)):
                    _take(claim, batch, judge, done)
            finally:
                spent += writing.spent
        if not done.texts and sentences:
            raise ModelFailure(Why.UNSUPPORTED if done.taken else Why.MALFORMED)
    except ModelFailure as failure:
        logger.warning("the sentences stay as they are: %s", failure.why.value)
        done.fallback = Fallback(origin=model.name, why=failure.why.value)
        done.engine = "embedded"
    done.usage = spent.on(prompt)
    return done


def _batches(
    sentences: Mapping[int, str], model: Model, instructions: str
) -> Iterator[Sequence[tuple[int, str]]]:
    """The sentences in lots that can be read, and written anew, at one time."""
    endpoint = model.endpoint
    space = min(
        room(endpoint.context_window, endpoint.max_tokens, instructions),
        int(endpoint.max_tokens * _SHARE_OF_OUTPUT),
    )
    left = [(index, text) for index, text in sentences.items() if tokens(text) <= space]
    while left:
        count = max(1, fitting([text for _, text in left], space))
        yield left[:count]
        left = left[count:]


def _claims(pieces: Iterator[str]) -> Iterator[Claim]:
    """The claims as they come. Raises ModelFailure, unless all of them were there already."""
    reader = ClaimReader()
    with closing(cast("Generator[str]", pieces)):
        try:
            for piece in pieces:
                yield from reader.feed(piece)
                if reader.complete:
                    return
        except ModelFailure:
            if not reader.complete:
                raise
    yield from reader.finish()


def _take(claim: Claim, batch: Sequence[tuple[int, str]], judge: Judge, done: Reworded) -> None:
    if len(claim.citations) != 1 or not 1 <= claim.citations[0] <= len(batch):
        return
    index, before = batch[claim.citations[0] - 1]
    if index in done.texts or claim.text == before:
        return
    done.taken += 1
    if judge(index, claim.text):
        done.texts[index] = claim.text
    else:
        done.kept += 1
