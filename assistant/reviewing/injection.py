"""Words that try to instruct whoever reads the submission. They are quoted and flagged; nobody follows them."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.documents.sentences import split
from assistant.documents.text import plain
from assistant.reviewing.words import data

_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z.,]) (?=[A-Za-z])")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】\n]{12,400}[)）\]】]")
_TOLD = 12
"""Most characters between who is spoken to and what they are told."""

_ABOUT = 60
"""Most characters from there to what it is about."""


def instructs(text: str, hidden: bool = False) -> bool:
    """Whether `text` holds words that instruct; hidden words need less to do so."""
    return next(instructions(text, 0, len(text), hidden), None) is not None


def instructions(text: str, start: int, end: int, hidden: bool = False) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of text that instruct; neighbours are one."""
    last: tuple[int, int] | None = None
    for span in _units(text, start, end):
        if not _instructs(text[slice(*span)], hidden):
            continue
        if last is not None and not text[last[1] : span[0]].strip(" \n\t|"):
            last = last[0], span[1]
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences; a bracket that holds several is one, since who is addressed stands at its beginning."""
    at = start
    for match in _BRACKETED.finditer(text, start, end):
        if match.start() >= at and _instructs(match[0]):
            yield from split(text, at, match.start())
            yield match.span()
            at = match.end()
    yield from split(text, at, end)


def _instructs(sentence: str, hidden: bool = False) -> bool:
    said = _patterns("no_instruction").sub("", _compact(sentence))
    if _patterns("strong").search(said):
        return True
    return any(
        hidden or _about_submission().search(said, match.end(), match.end() + _ABOUT)
        for match in _told().finditer(said)
    )


def _compact(text: str) -> str:
    """Half width without what nobody sees; a space stays between Latin words."""
    half = _BETWEEN_LATIN.sub("\0", plain(text))
    return _INVISIBLE.sub("", half).replace("\0", " ")


@cache
def _patterns(name: str) -> re.Pattern[str]:
    own = data("injection")["self"]
    return re.compile("|".join(f"(?:{a})" for a in data("injection")[name]).replace("{self}", own))


@cache
def _told() -> re.Pattern[str]:
    """A reader who is spoken to, and the word that tells them to do something; either may come first."""
    reader, imperative = data("injection")["reader"], data("injection")["imperative"]
    first = rf"{reader}[^。;；\n]{{0,{_TOLD}}}?(?:{imperative})"
    second = rf"(?:请|要求|告知|提醒|致|命令)(?:各位|尊敬的)?{reader}"
    return re.compile(f"{first}|{second}")


@cache
def _about_submission() -> re.Pattern[str]:
    """A judgment of this submission: both words in one sentence, in either order."""
    own, verdict = data("injection")["self"], f"(?:{data('injection')['verdict']})"
    return re.compile(rf"{own}[^。;；\n]{{0,20}}?{verdict}|{verdict}[^。;；\n]{{0,12}}?{own}")
