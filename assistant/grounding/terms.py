"""What a claim says that its source does not: the words that are left when those of the source are taken away."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import rjieba
import yaml

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z]+")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千两零〇半]")


@dataclass(frozen=True)
class Word:
    """A word of a claim, where it stands, and its part of speech as rjieba tags it."""

    text: str
    tag: str
    start: int
    fresh: int
    """How many of its characters come from nowhere."""


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf-8"))
    return data


@cache
def _first() -> dict[str, str]:
    return {str(word): str(group[0]) for group in _data()["synonyms"] for word in group}


@cache
def _synonym() -> re.Pattern[str]:
    words = sorted((w for w in _first() if len(w) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _light() -> re.Pattern[str]:
    words = sorted(set(_data()["light"].split()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=512)
def unified(text: str) -> str:
    """`text` with each word written as the first of its synonyms."""
    return _synonym().sub(lambda m: _first()[m[0]], text)


def fresh_words(claim: str, known: str) -> list[Word]:
    """The words of a claim of which some characters come from nowhere."""
    covered = _covered(claim, known)
    _cover_light(claim, covered)
    found, start = [], 0
    for word, tag in rjieba.tag(claim):
        fresh = sum(1 for i in range(start, start + len(word)) if not covered[i])
        if fresh == 1 and len(word) == 1 and word in known:
            fresh = 0
        if fresh:
            found.append(Word(word, tag, start, fresh))
        start += len(word)
    return found


def _covered(claim: str, known: str) -> list[bool]:
    """For each character of the claim, whether it needs no source or stands in it with a neighbour."""
    covered = [not _RUN.match(c) or bool(_NUMERAL.match(c)) for c in claim]
    for run in _RUN.finditer(claim):
        if run.end() - run.start() == 1 and run[0] in known:
            covered[run.start()] = True
        for i in range(run.start(), run.end() - 1):
            if claim[i : i + 2] in known:
                covered[i] = covered[i + 1] = True
    return covered


def _cover_light(claim: str, covered: list[bool]) -> None:
    start = 0
    while start < len(claim):
        if covered[start]:
            start += 1
            continue
        end = start
        while end < len(claim) and not covered[end]:
            end += 1
        for m in _light().finditer(claim, start, end):
            for i in range(m.start(), m.end()):
                covered[i] = True
        start = end
