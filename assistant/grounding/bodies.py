"""Named bodies: a claim that names one must have it from its source, as the same one and in the same part."""

import re
from collections.abc import Iterator

from assistant.documents.obligations import ways
from assistant.grounding.words import pattern

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 24
_SHORTEST = 3
_SHORTEST_KIND = 4


def missing(claim: str, words: str) -> str:
    """The first body that `claim` names and `words` do not; "" when there is none. Texts are comparable."""
    words = _BRACKETS.sub("", words)
    return next((name for name in _names(_BRACKETS.sub("", claim)) if not _named(name, words)), "")


def misplaced(claim: str, source: str) -> str:
    """The first body that passes something on in `claim`, though in `source` it gets it; "" when there is none."""
    said, cited = ways(claim), ways(source)
    return next(
        (
            b
            for b in said.passing
            if _same(b, cited.recipients) and cited.passing and not _same(b, cited.passing)
        ),
        "",
    )


def _same(body: str, others: tuple[str, ...]) -> bool:
    bare = _BRACKETS.sub("", body)
    return any(_named(bare, _BRACKETS.sub("", other)) for other in others)


def _names(text: str) -> Iterator[str]:
    """The names in a text, each from the nearest place where one can begin."""
    for match in pattern("body").finditer(text):
        start = match.start()
        while (
            start > 0 and match.end() - start < _LONGEST and not pattern("before_name").match(text[start - 1])
        ):
            start -= 1
        name = _undetermined(text[start : match.end()])
        nobody = len(name) == len(match[0]) or pattern("nobody").fullmatch(name)
        if not nobody:
            yield name


def _undetermined(name: str) -> str:
    determiner = pattern("determiner").match(name)
    return name[determiner.end() :] if determiner else name


def _named(name: str, words: str) -> bool:
    """Whether `words` name this body: whole, or without what stands in front and does not tell it from another."""
    for start in range(max(1, len(name) - _SHORTEST + 1)):
        if pattern("level").search(name[:start]):
            return False
        kind = pattern("kind").search(name) and (start == 0 or len(name) - start >= _SHORTEST_KIND)
        if (kind and name[start:] in words) or _begins_in(name[start:], words):
            return True
    return False


def _begins_in(name: str, words: str) -> bool:
    """Whether a name stands in `words` from where a name begins there: `保局` is not in `人力社保局`."""
    place = words.find(name)
    while place >= 0:
        before = words[place - 1 : place]
        if not before or pattern("before_name").match(before) or pattern("level").match(before):
            return True
        if pattern("determiner").search(words[max(0, place - 3) : place]):
            return True
        place = words.find(name, place + 1)
    return False
