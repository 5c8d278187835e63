"""Official words for everyday ones, from `synonyms.yaml`: general language, no answer of any document."""

from functools import cache
from pathlib import Path

import yaml


@cache
def synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everyday word → official words, the longest everyday word first."""
    data = yaml.safe_load((Path(__file__).parent / "synonyms.yaml").read_text("utf-8"))
    pairs = [
        (everyday, tuple(official))
        for key, official in data.items()
        for everyday in str(key).lower().split("|")
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def official_words(text: str) -> dict[str, tuple[str, ...]]:
    """The everyday words in `text` with their official words; a matched stretch is not matched again."""
    found: dict[str, tuple[str, ...]] = {}
    rest = text.lower()
    for everyday, official in synonyms():
        if everyday in rest:
            found[everyday] = official
            rest = rest.replace(everyday, "\0")
    return found
