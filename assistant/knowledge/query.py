"""What a question looks like to the retriever: the same information for every product that searches clauses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.knowledge.embedding import Vector


@dataclass(frozen=True)
class Sign:
    """What a clause that answers tends to look like, and how much we believe in it (0 to 1).

    `heads` are words of its own or a parent's heading; `text` are patterns of one of its sentences; `frame` is
    the path of the frame where the answer stands (`首部`, `尾部`), if it does.
    """

    weight: float
    heads: tuple[str, ...] = ()
    text: tuple[re.Pattern[str], ...] = ()
    frame: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """A question, prepared.

    Attributes:
        text: The question's own words, normalised, without the words of the document's title.
        vector: Its embedding; None where no embedding loads.
        official: Official words for everyday words that stand in `text`: everyday word → official words.
        signs: What an answering clause looks like.
        holds: Patterns of which an answering sentence must hold each (the attribute asked for).
    """

    text: str
    vector: Vector | None = None
    official: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signs: tuple[Sign, ...] = ()
    holds: tuple[re.Pattern[str], ...] = ()
