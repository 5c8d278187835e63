"""Text made comparable: width, script, invisible characters."""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import category, normalize

import opencc

_ENCLOSED = re.compile(r"\([^()]*\)|《[^《》]*》|“[^“”]*”")


def plain(text: str) -> str:
    """`text` in half width, character for character, so that offsets stay: `（` becomes `(`, `１` becomes `1`."""
    return "".join(n if len(n := normalize("NFKC", c)) == 1 else c for c in text)


def hide(text: str, keep: Sequence[tuple[int, int]] = ()) -> str:
    """`text` with brackets, titles and quotations hidden behind `□`, character for character.

    So a comma inside them cuts nothing, and no word inside is taken for one of the sentence.

    Args:
        text: In half width.
        keep: Spans that must stay visible; what holds one is not hidden.
    """

    def cover(match: re.Match[str]) -> str:
        kept = any(match.start() < end and start < match.end() for start, end in keep)
        return match[0] if kept else "□" * len(match[0])

    return _ENCLOSED.sub(cover, text)


def visible(text: str) -> str:
    """`text` without control, zero-width and Unicode tag characters; line breaks stay.

    Invisible characters can smuggle instructions or split words, so nothing behind this ever sees them.
    """
    return "".join(c for c in text if c in "\n\t" or category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn"))


def simplified(text: str) -> str:
    """Traditional characters become simplified ones."""
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def comparable(text: str) -> str:
    """`text` for comparing: half width, lower case, no white space, no invisible characters, no thousands' commas."""
    text = re.sub(r"\s+", "", normalize("NFKC", visible(text)))
    return re.sub(r"(?<=\d),(?=\d{3})", "", text).lower()
