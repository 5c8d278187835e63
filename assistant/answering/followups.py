"""What a message takes from the conversation before it: its subject, the place in a list, who is asking."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.classify import marked
from assistant.answering.lexicon import utterance
from assistant.answering.turn import Exchange
from assistant.answering.words import content_words
from assistant.documents.numbering import han_to_int

_STANDALONE = ("contact", "outline", "timeline", "cases", "meta", "thanks")


def insists(text: str, history: Sequence[Exchange]) -> bool:
    """Whether a message contradicts the answer before it instead of asking something new."""
    if not history:
        return False
    return marked(text, "insist") or bool(
        utterance("contradicts").search(text) and not _wants_something(text)
    )


@dataclass(frozen=True)
class Resolution:
    """A message as it stands on its own; `guessed` where what it leans on is a guess of the rules."""

    text: str
    guessed: bool = False


def resolve(text: str, history: Sequence[Exchange]) -> Resolution:
    """The message as it stands on its own: a follow-up takes with it what the conversation was about.

    A contradiction ("你记错了吧,是8月15日") asks the question before it once more; an ellipsis ("那选上以后呢?")
    takes its subject from there; a message with a subject of its own stands alone.
    """
    if not history:
        return Resolution(text)
    last = history[-1].resolved
    if insists(text, history):
        return Resolution(last)
    bare = utterance("opener").sub("", text).strip()
    if any(marked(bare, kind) for kind in _STANDALONE):
        return Resolution(text)
    if ordinal := utterance("ordinal_follow_up").search(bare):
        return Resolution(_replace_ordinal(last, ordinal))
    if neighbour := _neighbour(last, bare):
        return Resolution(neighbour)
    words = content_words(bare)
    points_back = bool(utterance("anaphora").search(text) or utterance("continues").search(text))
    if (points_back and len(words) <= 1 and len(bare) <= 16) or (not words and len(bare) <= 14):
        return Resolution(f"{subject_of(last)} {bare}", guessed=True)
    return Resolution(text, guessed=points_back or bool(utterance("points_back").search(text)))


def _neighbour(last: str, bare: str) -> str:
    """The question before, asked of the place before or after (`第二条` … `上一条呢`); "" where it names none."""
    step = utterance("next_place").search(bare)
    places = list(utterance("ordinal_follow_up").finditer(last))
    if not step or not places:
        return ""
    place = places[-1]
    number = han_to_int(place[0].strip("第项个条点款部分步")) + (1 if step[1] in "下后" else -1)
    return last[: place.start()] + f"第{number}{place[1]}" + last[place.end() :]


def _replace_ordinal(last: str, ordinal: re.Match[str]) -> str:
    """The question before, asked of another place in the same list (`第八条` … `那第九条呢`)."""
    same = [m for m in utterance("ordinal_follow_up").finditer(last) if m[1] == ordinal[1]]
    if not same:
        return f"{last} {ordinal[0]}"
    return last[: same[-1].start()] + ordinal[0] + last[same[-1].end() :]


def _wants_something(text: str) -> bool:
    return bool(utterance("wants").search(text))


def subject_of(text: str) -> str:
    """A question without its asking words, to stand before a follow-up."""
    kept = [w.text for w in content_words(text)]
    return "".join(kept[-4:]) if kept else text


def identity_in(text: str) -> str:
    """What the person says that they are (`我们是一所大学`), or ""."""
    match = utterance("identity").search(text)
    return match[1].strip() if match and not utterance("questioning").search(match[1]) else ""
