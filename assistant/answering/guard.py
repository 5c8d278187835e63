"""What is not a question about the documents: small talk, tasks, other subjects, and requests that are declined."""

from assistant.answering.classify import marked
from assistant.answering.lexicon import utterance
from assistant.answering.shapes.quoting import choices, phrase
from assistant.answering.turn import Ask, Reply, Turn
from assistant.answering.words import content_words
from assistant.documents.text import comparable
from assistant.knowledge.official import official_words
from assistant.models.answer import Reason, Status

_SURE = 0.5
_LIKELY = 0.35
_SHORT = 10
_PHRASE = 3
_SMALL_TALK = ("greet", "thanks", "about")
_DECLINED = {
    "reveal": Reason.REVEAL,
    "invent": Reason.INVENT,
    "decide": Reason.DECIDE,
    "predict": Reason.PREDICT,
}


def guard(turn: Turn) -> Reply | None:
    """A ready reply, or None when the message is a question about the documents."""
    for check in (_declined, _task, _small_talk, _vague, _out_of_scope):
        reply = check(turn)
        if reply is not None:
            return reply
    return None


def _declined(turn: Turn) -> Reply | None:
    for ask in turn.asks:
        for kind, reason in _DECLINED.items():
            bar = _LIKELY if marked(ask.text, kind) else 0.6
            if ask.kinds.get(kind, 0.0) >= bar and ask.share(*_DECLINED) >= bar:
                reply = Reply(Status.DECLINED, reason)
                return reply.say(phrase(kind))
    return None


def _small_talk(turn: Turn) -> Reply | None:
    ask = turn.asks[-1]
    reply = Reply(Status.ANSWERED, Reason.SMALL_TALK, follow_ups=choices("follow_ups"))
    if ask.kind in _SMALL_TALK and ask.kinds[ask.kind] >= _SURE:
        return reply.say(phrase(ask.kind))
    if turn.identity and turn.identity in turn.text and not _asks(turn) and ask.share("identity") > 0.2:
        return reply.say(phrase("identity", identity=turn.identity))
    return None


def _asks(turn: Turn) -> bool:
    return bool(utterance("questioning").search(turn.text))


def _task(turn: Turn) -> Reply | None:
    ask = turn.asks[-1]
    for kind in ("draft", "review"):
        if ask.kinds.get(kind, 0.0) >= _LIKELY and marked(ask.text, kind):
            return Reply(Status.ANSWERED, Reason.TASK, task=kind).say(phrase(kind))
    return None


def _vague(turn: Turn) -> Reply | None:
    ask = turn.asks[-1]
    words = content_words(turn.resolved or ask.text)
    vague = ask.kinds.get("vague", 0.0) >= _SURE and len(words) <= 1
    if not vague and (
        words or ask.path or ask.premise or len(ask.text) > _SHORT or ask.kinds[ask.kind] >= _SURE
    ):
        return None
    reply = Reply(Status.CLARIFY, Reason.AMBIGUOUS, choices=choices("vague_choices"))
    return reply.say(phrase("clarify_vague"))


def _out_of_scope(turn: Turn) -> Reply | None:
    ask = turn.asks[-1]
    bar = _LIKELY if not _touches(ask, turn) else 0.75
    if ask.kinds.get("offtopic", 0.0) < bar or ask.premise:
        return None
    return Reply(Status.ABSTAINED, Reason.OUT_OF_SCOPE).say(phrase("out_of_scope"))


def _touches(ask: Ask, turn: Turn) -> bool:
    """Whether at least half of the content words, or the official words of a phrase, stand in some document."""
    texts = [s.words for s in turn.knowledge.retriever.shelves.values()]
    phrases = [words for everyday, words in official_words(ask.text).items() if len(everyday) >= _PHRASE]
    if any(comparable(word) in text for words in phrases for word in words for text in texts):
        return True
    words = [comparable(w.text) for w in content_words(ask.text)]
    return sum(1 for w in words if any(w in text for text in texts)) * 2 >= len(words) > 0
