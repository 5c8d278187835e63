"""Text made comparable: width, script, invisible characters."""

import re
from functools import cache
from unicodedata import category, normalize

import opencc


def plain(text: str) -> str:
    """`text` in half width, character for character, so that offsets stay: `（` becomes `(`, `１` becomes `1`."""
    return "".join(n if len(n := normalize("NFKC", c)) == 1 else c for c in text)


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
