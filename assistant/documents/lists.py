"""The enumerations of a sentence: `试点方向、总体思路、工作基础` and their like, item by item and in order."""

import re
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.text import hide, plain

_FEWEST = 3
_RUN = re.compile(r"[^，,。；;：:、]{2,40}(?:、[^，,。；;：:、]{2,40}){2,}")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """The patterns of `lists.yaml`."""
    data = yaml.safe_load((Path(__file__).parent / "lists.yaml").read_text("utf-8"))
    return {name: re.compile(pattern.strip()) for name, pattern in data.items()}


def enumerations(text: str) -> list[tuple[str, ...]]:
    """The enumerations of a sentence, each of three items or more; commas inside brackets and titles cut nothing."""
    hidden = hide(plain(text))
    found = []
    for run in _RUN.finditer(hidden):
        for start, end in _up_to_others(hidden, run.start(), run.end()):
            lead = _words()["lead"].match(hidden, start, end)
            start = lead.end() if lead else start
            items = _items(text, hidden, start, end)
            if len(items) >= _FEWEST:
                found.append(items)
    return found


def _up_to_others(hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of items, cut where `等` ends one enumeration and another may begin: `A、B、C等共同组建D、E、F`."""
    cuts = [match.start() for match in _words()["others"].finditer(hidden, start, end)]
    begins = [start, *(cut + 1 for cut in cuts)]
    return list(zip(begins, [*cuts, end], strict=True))


def _items(text: str, hidden: str, start: int, end: int) -> tuple[str, ...]:
    marks = [i for i in range(start, end) if hidden[i] == "、"]
    begins = [start, *(mark + 1 for mark in marks)]
    tail = _words()["tail"].search(hidden, begins[-1] + 2, end)
    ends = [*marks, tail.start() if tail else end]
    return tuple(item for a, b in zip(begins, ends, strict=True) if (item := text[a:b].strip()))
