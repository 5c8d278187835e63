"""The questions in a message: taken apart where it asks several, and the part of a long one that asks."""

import re

from assistant.answering.classify import marked
from assistant.answering.followups import subject_of
from assistant.answering.lexicon import load, utterance
from assistant.answering.reading import readable
from assistant.answering.words import content_words

_MAX_ASKS = 3
_LONG = 28
_SUBJECT = 2
_ALONE = 6
_SHORT_MESSAGE = 20


def asks_something(text: str) -> bool:
    """Whether a message asks: its last sentence ends like a question, or is short and holds a word that asks.

    A long statement may hold such a word and ask nothing (`探索如何…`).
    """
    last = text.strip()
    short = len(last) <= _SHORT_MESSAGE
    return last.endswith(("?", "？", "吗", "呢", "么")) or (
        short and bool(utterance("questioning").search(last))
    )


def questions_in(text: str) -> list[str]:
    """The questions of a message: sentences that ask; statements go before the first of them as its setting."""
    sentences = [piece.strip(" ,，") for piece in utterance("split").split(text) if readable(piece)]
    pieces = [part for sentence in sentences for part in _parts(sentence)]
    asking = [
        i for i, piece in enumerate(pieces) if utterance("questioning").search(piece) and _stands_alone(piece)
    ]
    if len(asking) <= 1:
        return [text]
    groups: list[str] = []
    setting = ""
    for i, piece in enumerate(pieces):
        if i in asking:
            points_back = utterance("this_one").search(piece) or not _has_subject(f"{setting}{piece}")
            back = f"{subject_of(groups[-1])} " if groups and points_back else ""
            groups.append(f"{back}{setting}{piece}")
            setting = ""
        else:
            setting += piece + "，"
    return groups[-_MAX_ASKS:]


def _stands_alone(piece: str) -> bool:
    """Whether a piece that asks says of what: `文件怎么说的` belongs to the piece before it."""
    words = content_words(piece)
    idle = re.compile(load("roles.yaml")["idle"])
    return any(not idle.search(w.text) for w in words) or (not words and len(piece) >= _ALONE)


def _parts(sentence: str) -> list[str]:
    """The questions that one sentence asks, one after the other or of two things at once; else the sentence."""
    each = utterance("each").match(sentence)
    if each and utterance("questioning").search(each["tail"]) and not marked(sentence, "compare"):
        return [f"{each['head']}{each[thing]}{each['tail']}" for thing in ("first", "second")]
    found: list[str] = []
    setting = ""
    for piece in re.split("[,，]", sentence):
        asks = (
            utterance("questioning").search(piece)
            and _has_subject(piece)
            and not utterance("goes_on").search(piece.strip())
        )
        setting = f"{setting},{piece}" if setting else piece
        if asks:
            found.append(setting)
            setting = ""
    if len(found) < 2 or setting:
        return [sentence]
    return found


def _has_subject(piece: str) -> bool:
    idle = re.compile(load("roles.yaml")["idle"])
    words = [word for word in content_words(piece) if not idle.search(word.text)]
    return len(words) > 1 or any(word.noun for word in words)


def focus(text: str) -> str:
    """The part of a long message that asks, with what stands before it where the asking part alone says little."""
    if len(text) <= _LONG:
        return text
    pieces = [piece for piece in re.split(r"[,，。;；!！:：\n]", text) if readable(piece)]
    asking = [
        i
        for i, piece in enumerate(pieces)
        if utterance("questioning").search(utterance("tag").sub("", piece))
    ]
    if not asking or len(pieces) < 2:
        return text
    first, last = asking[-1], asking[-1]
    while first > 0 and (
        _says_little("，".join(pieces[first : last + 1])) or _sets_condition(pieces[first - 1])
    ):
        first -= 1
    return "，".join(pieces[first : last + 1])


def _says_little(text: str) -> bool:
    """Whether it points back (`这些人`), or names fewer than two things besides the day that it asks for."""
    roles = load("roles.yaml")
    silent = re.compile(f"{roles['asks_day']}|{roles['idle']}")
    named = [word for word in content_words(text) if not silent.search(word.text)]
    return len(named) < _SUBJECT or bool(utterance("points_back").search(text))


def _sets_condition(text: str) -> bool:
    """Whether a part of a message says under which condition the rest is asked."""
    return bool(utterance("condition").search(text))
