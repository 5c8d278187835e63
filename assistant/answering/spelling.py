"""Typing errors put right: a stretch that no document holds, but that sounds like one of their words."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pypinyin import lazy_pinyin

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SIZES = (4, 3)
_MIN_COUNT = 2


class Spelling:
    """The words of the documents, by sound.

    Args:
        texts: The documents' texts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        for text in texts:
            for run in _HAN.findall(text):
                for size in (*_SIZES, 2):
                    counts.update(run[i : i + size] for i in range(len(run) - size + 1))
        self._known = frozenset(counts)
        self._by_sound: dict[str, str] = {}
        for gram, count in counts.most_common():
            if len(gram) in _SIZES and count >= _MIN_COUNT:
                self._by_sound.setdefault(_sound(gram), gram)

    def correct(self, text: str) -> str:
        """`text` with stretches replaced that sound like a known word, share a character with it, and are unknown."""
        for size in _SIZES:
            start = 0
            while start + size <= len(text):
                stretch = text[start : start + size]
                better = self._better(stretch)
                if better:
                    text = text[:start] + better + text[start + size :]
                    start += size
                else:
                    start += 1
        return text

    def _better(self, stretch: str) -> str | None:
        if stretch in self._known or not _HAN.fullmatch(stretch):
            return None
        candidate = self._by_sound.get(_sound(stretch))
        if candidate is None or not any(a == b for a, b in zip(candidate, stretch, strict=True)):
            return None
        # A character that stands in any known pair is no error: 保教费 stays, though 保缴费 sounds like it.
        sound = {i for j in range(len(stretch) - 1) if stretch[j : j + 2] in self._known for i in (j, j + 1)}
        changed = {i for i, (a, b) in enumerate(zip(candidate, stretch, strict=True)) if a != b}
        return None if changed & sound else candidate


def _sound(gram: str) -> str:
    return " ".join(_syllable(character) for character in gram)


@cache
def _syllable(character: str) -> str:
    return lazy_pinyin(character)[0]
