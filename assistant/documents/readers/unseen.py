"""How words are hidden in files, whatever the format: what the ways are called, and letters that are not drawn."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.readers.source import Hidden

_TAGS = re.compile("[\U000e0020-\U000e007e]{3,}")
_TAG_BASE = 0xE0000


@cache
def ways() -> dict[str, str]:
    """Key → what a way to hide words is called."""
    found: dict[str, str] = yaml.safe_load((Path(__file__).parent / "unseen.yaml").read_text("utf-8"))
    return found


def smuggled(text: str) -> Iterator[Hidden]:
    """Letters written in Unicode's tag characters, which no font draws."""
    for match in _TAGS.finditer(text):
        yield Hidden(ways()["tags"], "".join(chr(ord(c) - _TAG_BASE) for c in match[0]))
