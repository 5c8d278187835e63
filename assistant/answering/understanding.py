"""A message becomes questions: read, joined to what was said before, taken apart, and each one classified."""

from collections.abc import Callable
from dataclasses import replace

from assistant.answering import lexicon
from assistant.answering.classify import kinds_of
from assistant.answering.followups import identity_in, insists, resolve
from assistant.answering.questions import asks_something, focus, questions_in
from assistant.answering.reading import read
from assistant.answering.turn import Ask, Turn
from assistant.answering.words import content_words
from assistant.documents.numbering import han_to_int, int_to_han
from assistant.knowledge.embedding import Embedding, vector_of


def understand(turn: Turn, longest: int, complete: Callable[[], str] | None = None) -> None:
    """Fill the turn's text and questions.

    Args:
        turn: Has the message and the turns before it.
        longest: Longest message, in characters.
        complete: Asked for the question in full where the rules have guessed at a follow-up; it may have nothing ("").

    Raises:
        InvalidQuestion: As `read` does.
    """
    turn.text, warnings = read(turn.question, longest)
    turn.warnings += warnings
    turn.text = turn.knowledge.spelling.correct(turn.text)
    earlier = next((e.identity for e in reversed(turn.history) if e.identity), "")
    turn.identity = identity_in(turn.text) or earlier
    premise = turn.text if insists(turn.text, turn.history) else ""
    resolution = resolve(turn.text, turn.history)
    unsure = resolution.guessed and asks_something(turn.text)
    turn.resolved = (complete() if complete is not None and unsure else "") or resolution.text
    turn.asks = tuple(
        replace(found, bodies=found.bodies or bodies_in(turn.identity))
        for found in (ask(q, turn.knowledge.embedding, premise) for q in questions_in(turn.resolved))
    )


def ask(text: str, embedding: Embedding | None, premise: str = "") -> Ask:
    """Classify one question.

    Args:
        text: The question.
        embedding: Makes its vector, or None.
        premise: What the person insists on, if the message contradicts an answer.
    """
    vector = vector_of(text, embedding)
    point = focus(text)
    kinds = kinds_of(point, embedding, vector if point == text else None)
    return Ask(
        text=text,
        focus=point,
        premise=premise,
        kinds=kinds,
        attributes=tuple(a for a in lexicon.attributes() if a.ask.search(point)),
        bodies=bodies_in(text),
        places=tuple(place for place in lexicon.places() if place in text),
        path=path_in(text),
        yes_no=bool(lexicon.utterance("yes_no").search(point)),
        vector=vector,
    )


def about(asked: Ask, point: str, embedding: Embedding | None) -> Ask:
    """The question once more without the words of the document's title (`point`), which say nothing of its kind."""
    if point == asked.focus or not content_words(point):
        return asked
    kinds = kinds_of(point, embedding)
    return replace(
        asked,
        focus=point,
        kinds=kinds,
        attributes=tuple(a for a in lexicon.attributes() if a.ask.search(point)),
    )


def bodies_in(text: str) -> tuple[str, ...]:
    """Categories of bodies that `text` names, those with the longest word first."""
    found = {
        category: max((len(word) for word in (category, *words) if word in text), default=0)
        for category, words in lexicon.bodies().items()
    }
    return tuple(sorted((c for c, size in found.items() if size), key=lambda c: -found[c]))


def path_in(text: str) -> str:
    """The clause that the question points at by number, as levels: `第三部分第五条` gives `3/5`; "" if none.

    `第四条` alone, in a document of articles, is left to the document to find: it gives `条4`.
    """
    match = lexicon.utterance("path").search(text)
    if not match:
        return ""
    first = han_to_int(match[1])
    if match[3]:
        return f"{first}/{han_to_int(match[3])}"
    return f"{match[2][0]}{first}"


def han_path(levels: str) -> str:
    """`3/5` as the path of a document that counts 一、 and (一): `三/(五)`."""
    first, _, second = levels.partition("/")
    head = int_to_han(int(first))
    return f"{head}/({int_to_han(int(second))})" if second else head
