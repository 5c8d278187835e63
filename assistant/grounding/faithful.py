"""Is what a model has written faithful? Stricter than for the embedded engine, which cannot invent.

A model may join words of several sentences into something that none of them says. So beyond the ordinary checks, a
sentence with a value must stand in one source, and no part of a sentence may be its own invention.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.documents.text import comparable, plain
from assistant.grounding.periods import in_their_words
from assistant.grounding.shares import character_share
from assistant.grounding.support import check
from assistant.grounding.values import in_digits, values

_LONGEST = 400
_ENOUGH = 0.8
_ENOUGH_OF_A_PART = 0.6
_LEAST_OF_A_PART = 4
_LEAST_BESIDE_A_VALUE = 3
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_PART = re.compile(r"[，,：:()（）、]")
_COUNTED = re.compile(
    r"(?<![第统唯同万单专])(?:[两二三四五六七八九十]{1,3}|半)(?:次|类|批|轮|项|种|个|年|倍|成|家|名|天|分之[一二三四五六七八九])"
)
_FOREIGN = re.compile(r"https?://|[{}<>\\]|```")
_CONTENT = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Source:
    """A sentence of a document, with what stands over it and what has been worked out from it and verified."""

    text: str
    headings: tuple[str, ...] = ()
    verified: tuple[str, ...] = ()


def fault(claim: str, sources: Sequence[Source], question: str, as_of: date) -> str:
    """Why a claim must not be said; "" when it may.

    Args:
        claim: What the model wrote, one sentence or a few.
        sources: What it cites.
        question: What the person asked; its words are familiar, its values prove nothing.
        as_of: The day of asking, which may be named as such.
    """
    if not sources:
        return "no source"
    if len(claim) > _LONGEST or _FOREIGN.search(claim) or not _CONTENT.search(claim):
        return "no sentence"
    cited = [_without_today(source, as_of) for source in sources]
    sentences = _SENTENCE.findall(_not_today(claim, as_of))
    return next((why for text in sentences if (why := _fault(text, cited, question))), "")


def _fault(sentence: str, sources: Sequence[Source], question: str) -> str:
    own = [words for source in sources for words in (*source.verified, *source.headings)]
    verdict = check(sentence, [source.text for source in sources], own, familiar=[question])
    if not verdict.supported:
        return verdict.why
    counted = next(
        (m[0] for m in _COUNTED.finditer(plain(sentence)) if not _counts(m[0], sentence, sources)), ""
    )
    if counted:
        return f"count without source: {counted}"
    if values(sentence) and not _from_one(sentence, sources):
        return "values of several sources"
    known = [comparable(" ".join(_words(source))) for source in sources]
    invented = next((part for part in _parts(sentence) if _invented(part, known)), "")
    return f"without source: {invented}" if invented else ""


def _counts(counted: str, sentence: str, sources: Sequence[Source]) -> bool:
    """Whether a count in characters stands in a source, follows by the calendar, or counts what the sentence lists."""
    listed = re.split("[、，,]|和(?!谐)|以及", plain(sentence).partition(":")[2])
    if len(listed) > 1 and in_digits(f"{counted[:-1]}年") == f"{len(listed)}年":
        return True
    words = plain(" ".join(text for source in sources for text in _words(source)))
    return (
        counted in words
        or in_their_words(counted, words) != counted
        or in_digits(counted) in in_digits(words)
    )


def _from_one(sentence: str, sources: Sequence[Source]) -> bool:
    """Whether a sentence, or else each part of it that holds a value, stands in one of the sources."""
    if any(_holds(source, sentence) for source in sources):
        return True
    parts = [part for part in re.split("[，,]", sentence) if values(part)]
    return all(
        len(_CONTENT.findall(part)) >= _LEAST_BESIDE_A_VALUE and any(_holds(s, part) for s in sources)
        for part in parts
    )


def _holds(source: Source, text: str) -> bool:
    words = " ".join(_words(source))
    text = in_their_words(plain(text), plain(words))
    return (
        values(text) <= values(words) and character_share(comparable(text), comparable(words), "") >= _ENOUGH
    )


def _words(source: Source) -> tuple[str, ...]:
    return source.text, *source.headings, *source.verified


def _parts(sentence: str) -> list[str]:
    return [comparable(part) for part in _PART.split(sentence)]


def _invented(part: str, known: Sequence[str]) -> bool:
    """Whether a part long enough to say something is mostly in none of the sources."""
    if len(_CONTENT.findall(part)) <= _LEAST_OF_A_PART:
        return False
    return max((character_share(part, words, "") for words in known), default=0.0) < _ENOUGH_OF_A_PART


def _without_today(source: Source, as_of: date) -> Source:
    return Source(source.text, source.headings, tuple(_not_today(text, as_of) for text in source.verified))


def _not_today(text: str, as_of: date) -> str:
    """`text` without the day of asking where it is named as such; elsewhere it would be a day like any other."""
    day = rf"(?:{as_of.year}年{as_of.month}月{as_of.day}日|{as_of.isoformat()})"
    return re.sub(rf"(?:截至|截止到|距离?|今天|今日|自|从)[(（是]?{day}[)）]?|[(（]{day}[)）]", "", text)
