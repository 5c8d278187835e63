"""Follow-ups that the rules can only guess at: a language model says what is asked, and is held to what was said.

The model completes the question and no more. Whatever it adds that nobody in the conversation has said, and whatever
goes wrong, leaves the question as the rules have resolved it.
"""

import logging
import re
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, cast
from unicodedata import normalize

from assistant.answering import lexicon
from assistant.answering.turn import Exchange, Observer
from assistant.answering.words import content_words
from assistant.documents.text import comparable, simplified, visible
from assistant.grounding.shares import character_share
from assistant.grounding.values import values
from assistant.llm import prompts
from assistant.llm.budget import fitting, room
from assistant.llm.claims import SENTENCE, ClaimReader
from assistant.llm.client import Model
from assistant.llm.failure import ModelFailure, Why
from assistant.llm.messages import Message, Spent
from assistant.models.answer import PromptRef

logger = logging.getLogger(__name__)

STEP = "follow_up"
_INSTRUCTIONS, _DATA = "follow-up", "follow-up-data"


@dataclass(frozen=True)
class Completed:
    """What came of it.

    Attributes:
        question: The question in full; "" where the rules' own stands.
        prompts: Those that wrote it; none where nothing of theirs is used.
        spent: What it cost.
        why: Why the model has failed, or None.
    """

    question: str = ""
    prompts: tuple[PromptRef, ...] = ()
    spent: Spent = field(default_factory=Spent)
    why: Why | None = None

    @property
    def lost(self) -> Why | None:
        """Why nothing else need be asked of the model now, or None."""
        return self.why if self.why and ModelFailure(self.why).about_the_endpoint else None


def complete(text: str, history: Sequence[Exchange], model: Model, observer: Observer) -> Completed:
    """Have the model say in full what a follow-up asks.

    Args:
        text: The message, normalised.
        history: The turns before it, oldest first; at least one.
        model: Who completes it.
        observer: May end the work at any moment.
    """
    instructions, data = prompts.load(_INSTRUCTIONS), prompts.load(_DATA)
    writing = model.write(_messages(text, history, model), SENTENCE, lambda: observer(""))
    why, question = None, ""
    try:
        question = _read(cast("Generator[str]", iter(writing)))
    except ModelFailure as failure:
        why = failure.why
        logger.warning("the follow-up is resolved by rule: %s", why.value)
    if not holds(question, text, history):
        return Completed(spent=writing.spent, why=why)
    return Completed(question, (instructions.reference, data.reference), writing.spent)


def holds(question: str, text: str, history: Sequence[Exchange]) -> bool:
    """Whether `question` is `text` completed from the conversation, and nothing else.

    It keeps the words of the message, takes up at least one of an earlier question, and brings no value, and no word
    that could be a subject, that nobody has said.
    """
    if not question or len(question) > _knowledge()["longest"] or "\n" in question:
        return False
    said = [text, *(words for e in history for words in (e.question, e.resolved, e.identity))]
    if not values(question) <= values("\n".join(said)):
        return False
    asked, own, told = (comparable(words) for words in (question, text, "\n".join(said)))
    if character_share(re.sub(_knowledge()["pointing"], "", own), asked, "") < _knowledge()["kept"]:
        return False
    words = [word.text for word in content_words(question)]
    strange = [w for w in words if comparable(w) not in told and not re.search(_knowledge()["neutral"], w)]
    return not strange and any(comparable(w) not in own and comparable(w) in told for w in words)


def _messages(text: str, history: Sequence[Exchange], model: Model) -> list[Message]:
    """What the model is told: of the earlier questions, as many of the latest as fit."""
    instructions, data = prompts.load(_INSTRUCTIONS), prompts.load(_DATA)
    asked = prompts.data(text)
    latest = [f"- {prompts.data(e.resolved or e.question)}" for e in reversed(history)]
    endpoint = model.endpoint
    bare = data.fill(earlier="", question=asked)
    space = room(endpoint.context_window, endpoint.max_tokens, instructions.text, bare)
    latest = latest[: min(fitting(latest, space), _knowledge()["remembered"])]
    filled = data.fill(earlier="\n".join(reversed(latest)), question=asked)
    return [Message("system", instructions.text), Message("user", filled)]


def _read(pieces: Generator[str]) -> str:
    """The first sentence that comes; the call ends with it. Raises ModelFailure."""
    reader = ClaimReader()
    with closing(pieces):
        claims = next(filter(None, map(reader.feed, pieces)), None) or reader.finish()
    if not claims:
        raise ModelFailure(Why.MALFORMED)
    return simplified(normalize("NFKC", visible(claims[0].text)))


def _knowledge() -> Any:
    return lexicon.load("completing.yaml")
