"""Named bodies: a claim that names one must have it from its source, as the same one and in the same part."""

import re
from functools import lru_cache

import rjieba

from assistant.documents.obligations import ways
from assistant.grounding.pairs import pairs
from assistant.grounding.words import pattern

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 24
_SHORTEST = 3
_SHORTEST_KIND = 4
_SHORTEST_FRONT = 2
_LONGEST_GAP = 3
_LONGEST_MIDDLE = 12


def missing(claim: str, words: str) -> str:
    """The first body that `claim` names and `words` do not; "" when there is none. Texts are comparable."""
    words, claim = without_brackets(words), without_brackets(claim)
    return next((n for n in (claim[a:b] for a, b in spans(claim)) if not _named(n, words)), "")


def short_names(claim: str, words: str) -> list[tuple[int, int]]:
    """Where a claim names a body of the source by a shorter name, which so needs no word of its own there."""
    return [(a, b) for a, b in spans(claim) if _shortened(claim[a:b], without_brackets(words))]


def without_brackets(text: str) -> str:
    """A text without what stands in brackets: `区县(自治县)人力社保部门` is one name."""
    return _BRACKETS.sub("", text)


def same(one: str, other: str) -> bool:
    """Whether two names are of the same body."""
    return _named(one, other) or _named(other, one)


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


def sending(claim: str, source: str) -> str:
    """The first body that sends something in `claim`, though in `source` it only ever gets it; "" when there is none.

    Both are comparable, with one word for each of its synonyms.
    """
    claim, source = without_brackets(claim), without_brackets(source)
    for start, end in spans(claim):
        name = claim[start:end]
        if not pattern("sends").match(claim, end) or not any(other > end for other, _ in spans(claim)):
            continue
        places = [match.start() for match in re.finditer(re.escape(name), source)]
        if places and all(pattern("sent_to").search(source[:place]) for place in places):
            return name
    return ""


def _same(body: str, others: tuple[str, ...]) -> bool:
    return any(_named(without_brackets(body), without_brackets(other)) for other in others)


@lru_cache(maxsize=256)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the names in a text begin and end, each from the nearest place where one can begin."""
    cuts, found = _cuts(text), []
    for match in pattern("body").finditer(text):
        start = match.start()
        while (
            start > 0 and match.end() - start < _LONGEST and not pattern("before_name").match(text[start - 1])
        ):
            start -= 1
        bare = start == match.start()
        start = max([start, *(end for end, verb in cuts if end <= match.start() - _SHORTEST_FRONT * verb)])
        determiners = list(pattern("determiner_inside").finditer(text, start, match.start()))
        start = determiners[-1].end() if determiners else start
        determiner = pattern("determiner").match(text, start, match.end())
        start = determiner.end() if determiner else start
        if not bare and start < match.end() and not pattern("nobody").fullmatch(text, start, match.end()):
            found.append((start, match.end()))
    return tuple(found)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Start, end, text and tag of each word."""
    found, start = [], 0
    for word, tag in rjieba.tag(text):
        found.append((start, start + len(word), word, tag))
        start += len(word)
    return tuple(found)


@lru_cache(maxsize=256)
def _starts(text: str) -> frozenset[int]:
    return frozenset(start for start, _, _, _ in _words(text))


def _cuts(text: str) -> list[tuple[int, bool]]:
    """The places before which no name goes on, and whether a verb stands there that may tell which one: `入选企业`."""
    return [
        (end, tag == "v" and not outside)
        for _, end, word, tag in _words(text)
        if (outside := pattern("outside_name").fullmatch(word) is not None)
        or (pattern("cutting_tag").fullmatch(tag) and not pattern("inside_name").search(word))
    ]


def _named(name: str, words: str) -> bool:
    """Whether `words` name this body: whole, or without what stands in front and does not tell it from another."""
    if _shortened(name, words) or _in_list(name, words) or _described(name, words):
        return True
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
        if pattern("goes_on").match(words, place + len(name) - 1):
            place = words.find(name, place + 1)
            continue
        if not before or pattern("before_name").match(before) or pattern("level").match(before):
            return True
        if pattern("determiner").search(words[max(0, place - 3) : place]) or place in _starts(words):
            return True
        place = words.find(name, place + 1)
    return False


def _shortened(name: str, words: str) -> bool:
    """Whether `words` hold the long form of a short name: `市局` of `市教育局`, `住建部门` of `住房城乡建设部门`."""
    if not set(name) <= set(words):
        return False
    if pattern("short").fullmatch(name):
        return re.search(f"{name[0]}[^。;,、]{{1,{_LONGEST_MIDDLE}}}{name[1:]}", words) is not None
    if len(name) < _SHORTEST:
        return False
    long = re.compile(f"[^。;,、]{{0,{_LONGEST_GAP}}}".join(map(re.escape, name)))
    return any(
        match.start() in _starts(words)
        and len(match[0]) <= 2 * len(name)
        and not pattern("goes_on").match(words, match.end() - 1)
        for match in long.finditer(words)
    )


def _described(name: str, words: str) -> bool:
    """Whether the name only says what the body does in the source: `申报单位` where it says `申报主体`."""
    kind = pattern("generic").search(name)
    if not kind or kind.start() < _SHORTEST_FRONT:
        return False
    front = pairs(name[: kind.start()])
    same_kind = "单位|主体" if kind[0] in ("单位", "主体") else kind[0]
    return bool(front) and all(pair in words for pair in front) and re.search(same_kind, words) is not None


def _in_list(name: str, words: str) -> bool:
    """Whether a list in `words` makes up the name: `法律机构` of `人力资源、法律、会计等专业机构`."""
    kind = pattern("kind").search(name)
    if not kind or kind.start() < 2:
        return False
    if name[: kind.start()] not in words:
        return False
    front = re.escape(name[: kind.start()])
    return re.search(rf"{front}(?:[、和及][^。;,]{{0,30}})?等?[^。;,、]{{0,4}}{kind[0]}", words) is not None
