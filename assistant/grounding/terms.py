"""What a claim says that its source does not: the words that are left when those of the source are taken away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import rjieba
import yaml

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z]+")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千两零〇半]")

_BEFORE_AND_AFTER = ("后", "前", "时")


@dataclass(frozen=True)
class Word:
    """A word of a claim, where it stands, and its part of speech as rjieba tags it."""

    text: str
    tag: str
    start: int
    fresh: int = 0
    """How many of its characters come from nowhere."""

    @property
    def thing(self) -> bool:
        """Whether it names a thing."""
        return self.tag.startswith("n") and len(self.text) > 1


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf-8"))
    return data


@cache
def _first() -> dict[str, str]:
    return {
        str(word): str(group[0]) for kind in ("things", "acts") for group in _data()[kind] for word in group
    }


@cache
def _acts() -> frozenset[str]:
    return frozenset(str(group[0]) for group in _data()["acts"])


@cache
def _synonym() -> re.Pattern[str]:
    words = sorted((w for w in _first() if len(w) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _light() -> re.Pattern[str]:
    words = sorted(set(_data()["light"].split()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _light_words() -> re.Pattern[str]:
    """Those of more than one character, which may be covered wherever they stand."""
    words = sorted((w for w in set(_data()["light"].split()) if len(w) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@lru_cache(maxsize=512)
def unified(text: str) -> str:
    """`text` with each word written as the first of its synonyms."""
    return _synonym().sub(lambda m: _first()[m[0]], text)


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text."""
    found, start = [], 0
    for word, tag in rjieba.tag(text):
        found.append(Word(word, "v" if word in _acts() else tag, start))
        start += len(word)
    return tuple(found)


@lru_cache(maxsize=4096)
def is_light(text: str) -> bool:
    """Whether a text is made of words that say little by themselves."""
    return not _light().sub("", text)


def fresh_words(claim: str, known: str, named: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a claim of which some characters come from nowhere.

    Args:
        claim: What is said.
        known: Where it may come from.
        named: Spans of the claim that need not be looked for.
    """
    covered = _covered(claim, known)
    for start, end in named:
        covered[start:end] = [True] * (end - start)
    _cover_light(claim, covered)
    alone = {word.text for word in words(known) if len(word.text) == 1}
    found = []
    for word in words(claim):
        end = word.start + len(word.text)
        new = [claim[i] for i in range(word.start, end) if not covered[i]]
        content = [c for c in new if not is_light(c)]
        loose = not word.thing or (content[:1] == content and set(content) <= _single_acts())
        if not content or (loose and len(content) == 1 and content[0] in known):
            continue
        if len(word.text) == 1 and any(full in known for full in in_full(word.text)):
            continue
        if not alone.isdisjoint(_short().get(word.text, ())):
            continue
        fresh = len(new) if len(new) == len(word.text) else len(content)
        event = word.tag == "v" and claim[end : end + 1] in _BEFORE_AND_AFTER
        found.append(replace(word, fresh=fresh, tag="t" if event else word.tag))
    return found


@cache
def _single_acts() -> frozenset[str]:
    return frozenset(str(word) for group in _data()["acts"] for word in group if len(word) == 1)


def in_full(character: str) -> list[str]:
    """A character and the words that it is short for."""
    return [character, *(word for word, short in _short().items() if character in short)] if character else []


@cache
def _short() -> dict[str, tuple[str, ...]]:
    """First of its synonyms → those of a single character, which are not replaced in texts."""
    groups = ([str(word) for word in group] for kind in ("things", "acts") for group in _data()[kind])
    return {group[0]: tuple(w for w in group if len(w) == 1) for group in groups}


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
        for m in _light_words().finditer(claim, start, end):
            for i in range(m.start(), m.end()):
                covered[i] = True
        start = end
