"""Words that try to instruct whoever reads the submission. They are quoted and flagged; nobody follows them."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.documents.sentences import split
from assistant.documents.text import plain
from assistant.reviewing.words import data, pattern

_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z.,]) (?=[A-Za-z])")
_NEAR = 30


def instructs(text: str) -> bool:
    """Whether `text` holds words that instruct."""
    return next(instructions(text, 0, len(text)), None) is not None


def instructions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of text that instruct; neighbours are one."""
    last: tuple[int, int] | None = None
    for span in _units(text, start, end):
        if not _instructs(text[slice(*span)]):
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
    for match in re.finditer(r"[(（\[【][^()（）\[\]【】\n]{12,400}[)）\]】]", text[:end]):
        if match.start() < at or not _instructs(match[0]):
            continue
        yield from split(text, at, match.start())
        yield match.span()
        at = match.end()
    yield from split(text, at, end)


def _instructs(sentence: str) -> bool:
    said = _compact(sentence)
    if _patterns("no_instruction").search(said) and not _patterns("strong").search(
        _patterns("no_instruction").sub("", said)
    ):
        return False
    if _patterns("strong").search(said):
        return True
    return any(_addressed(said, match.start()) for match in _patterns("weak").finditer(said))


def _addressed(said: str, start: int) -> bool:
    """Whether somebody who reviews is spoken to shortly before: `评审系统请注意：…`."""
    before = said[max(0, start - _NEAR) : start + 3]
    addressee = pattern("injection", "addressee").pattern
    joint = pattern("injection", "addressed_before").pattern
    return (
        re.search(rf"(?:^|[(（\[【。:：])(?:致|各位|尊敬的|本文)?(?:{addressee})(?:{joint})", before)
        is not None
    )


def _compact(text: str) -> str:
    """Half width without what nobody sees; a space stays between Latin words."""
    half = _BETWEEN_LATIN.sub("\0", plain(text))
    return _INVISIBLE.sub("", half).replace("\0", " ")


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in data("injection")[name]))
