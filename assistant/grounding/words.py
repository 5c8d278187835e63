"""The words that the verifier looks at, from `words.yaml`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
    return data


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of `words.yaml`."""
    return re.compile(_data()[name])


@cache
def units() -> dict[str, str]:
    """Unit → the first of those that are the same, the longest units first."""
    pairs = [(unit, group[0]) for group in _data()["units"] for unit in group]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def opposites() -> list[tuple[str, str]]:
    """Pairs of words that exclude each other; either may be in the claim."""
    pairs = [(str(one), str(other)) for one, other in _data()["opposites"]]
    return pairs + [(other, one) for one, other in pairs]


@cache
def contrasts() -> dict[str, list[list[str]]]:
    """Groups of words that exclude each other `behind` or `before` the same words."""
    groups: dict[str, list[list[str]]] = _data()["contrasts"]
    return groups
