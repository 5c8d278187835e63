"""The general knowledge of questions, read from `data/`: signs of an answer, attributes, bodies, places.

All of it is about Chinese notices in general; none of it is an answer.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.knowledge.query import Sign

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Attribute:
    """Something a question can ask about: `ask` marks it in a question, `hold` in a sentence that answers."""

    name: str
    ask: re.Pattern[str]
    hold: re.Pattern[str]


@cache
def load(name: str) -> Any:
    """The content of a data file, read once; callers do not change it."""
    return yaml.safe_load((_DATA / name).read_text("utf-8"))


@cache
def utterance(name: str) -> re.Pattern[str]:
    """A pattern of what people say in a chat, by its name in `utterances.yaml`."""
    return re.compile(load("utterances.yaml")[name])


@cache
def signs() -> dict[str, Sign]:
    """Kind of question → what a clause that answers it looks like."""
    return {
        kind: Sign(
            weight=1.0,
            heads=tuple(entry.get("heads", ())),
            text=tuple(re.compile(pattern) for pattern in entry.get("text", ())),
            frame=tuple(entry.get("frame", ())),
        )
        for kind, entry in load("signs.yaml").items()
    }


@cache
def attributes() -> tuple[Attribute, ...]:
    """Every attribute that a question can ask about."""
    return tuple(
        Attribute(name, re.compile(entry["ask"]), re.compile(entry["hold"]))
        for name, entry in load("attributes.yaml").items()
    )


@cache
def bodies() -> dict[str, tuple[str, ...]]:
    """Category of bodies → words that name a member of it."""
    return {category: tuple(words) for category, words in load("bodies.yaml").items()}


@cache
def places() -> tuple[str, ...]:
    """Names of provinces and big cities, the longest first."""
    return tuple(sorted((_DATA / "places.txt").read_text("utf-8").split(), key=len, reverse=True))
