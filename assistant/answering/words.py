"""The content words of a question: what it is about, without the words that only ask."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba

_NOUN = re.compile(r"n|l|i|j|vn|an|eng|zg|b$")


@dataclass(frozen=True)
class Word:
    """A word and whether it names a thing (rather than an action or a quality)."""

    text: str
    noun: bool


@cache
def _stopwords() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "data" / "stopwords.txt").read_text("utf-8").split())


def content_words(text: str) -> list[Word]:
    """The content words of `text`, in order, each once."""
    found: dict[str, Word] = {}
    for word, tag in rjieba.tag(text):
        bare = word.strip().lower()
        if len(bare) < 2 or bare in _stopwords() or not re.search(r"[\u4e00-\u9fffa-z0-9]", bare):
            continue
        if tag in ("m", "r", "x", "t") or bare.isdigit():
            continue
        found.setdefault(bare, Word(bare, bool(_NOUN.match(tag))))
    return list(found.values())
