"""Does a claim leave everything in its place: a number with what it counts, a name with what it does?

Each check gives why it fails, or "". Texts are comparable, with one word for each of its synonyms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.bodies import without_brackets
from assistant.grounding.pairs import pairs
from assistant.grounding.terms import Word, is_light, words
from assistant.grounding.values import canonical, in_digits
from assistant.grounding.words import contrasts, opposites, pattern, units

_STOP = re.compile(r"[。;；]")
_COMMA = re.compile("[。;,]")
_BREAK = re.compile(r"[。;；,，:：]")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号])?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TO = re.compile("至|到|[-—–~]+|、|和")
_NUMERAL = re.compile("[0-9一二三四五六七八九十两]")
_LONGEST_SWAP = 8
_LONGEST_SWAPPED = 14


@dataclass(frozen=True)
class _Value:
    """A value, of which kind it is, and the words that belong to it."""

    kind: str
    value: str
    around: frozenset[str]


def moved(claim: str, cited: str) -> str:
    """A number or a day that the source binds to something else, while it gives the claim's thing another one."""
    there = list(_values(in_digits(cited)))
    given = list(_values(in_digits(claim)))
    for said in given:
        same = [v for v in there if v.kind == said.kind]
        mine = [said.around & v.around for v in same if v.value == said.value]
        others = [said.around & v.around for v in same if v.value != said.value]
        clearly = 1 if sum(other.kind == said.kind for other in given) == 1 else 2
        if mine and any(all(other > own and len(other - own) >= clearly for own in mine) for other in others):
            return f"value in another part: {said.value}"
    return ""


def _values(text: str) -> Iterator[_Value]:
    """The values of a text with the words from the value of that kind before it to the end of its segment."""
    ends: dict[str, int] = {}
    floors: dict[str, int] = {}
    for start, end, kind, value in sorted(_spans(text)):
        stops = [m.end() for m in _STOP.finditer(text, 0, start)]
        joined = _TO.fullmatch(text, ends.get(kind, 0), start)
        floor = floors[kind] if joined and kind in floors else max([0, ends.get(kind, 0), *stops[-1:]])
        floors[kind] = floor
        stop = _BREAK.search(text, end)
        ceiling = stop.start() if stop else len(text)
        ends[kind] = end
        around = (pair for pair in pairs(text[floor:ceiling]) if not is_light(pair))
        yield _Value(kind, value, frozenset(around))


def _spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    days = list(_DAY.finditer(text))
    for match in days:
        yield match.start(), match.end(), "day", f"{canonical(match[2])}月{canonical(match[3] or '0')}日"
    for match in _NUMBER.finditer(text):
        unit = next((u for u in units() if text.startswith(u, match.end())), None)
        if unit and not any(d.start() <= match.start() < d.end() for d in days):
            yield match.start(), match.end(), units()[unit], canonical(match[0])


def swapped(claim: str, cited: str) -> str:
    """A thing in a claim where the source has another one, between the same words: `再给予老员工300元`."""
    found = words(claim)
    for first in range(len(found)):
        for last in range(first, min(first + 4, len(found))):
            start, end = found[first].start, found[last].start + len(found[last].text)
            before, what, behind = claim[max(0, start - 2) : start], claim[start:end], claim[end : end + 2]
            if end - start > _LONGEST_SWAP or not _thing(found[first : last + 1]):
                continue
            if not (re.fullmatch(r"[^\W_]{2}", before) and re.fullmatch(r"[^\W_]{2}", behind)):
                continue
            if claim[start - 2 : end + 2] in cited or pattern("before_name").match(what):
                continue
            there = list(_between(before, behind, cited))
            if there and not any(_same_thing(what, other) or not _named(other) for other in there):
                return f"{what} in the place of {there[0]}"
    return ""


def _between(before: str, behind: str, text: str) -> Iterator[str]:
    """What stands between two pieces of text that follow each other closely in one segment."""
    place = text.find(before)
    while place >= 0:
        start = place + len(before)
        end = text.find(behind, start + 1, start + _LONGEST_SWAPPED + len(behind))
        if end >= 0 and not _COMMA.search(text, start, end):
            yield text[start:end]
        place = text.find(before, place + 1)


def _named(text: str) -> bool:
    """Whether a text only names things, and joins them."""
    return all(
        pattern("thing_tag").fullmatch(w.tag) or pattern("joint").fullmatch(w.text) for w in words(text)
    )


def contrary(claim: str, cited: str) -> str:
    """`公示期后` in a claim where the source only has `公示期内`, `口头` where it only has `书面`."""
    for one, other in opposites():
        denied = any(pattern("negation").search(part) for part in _BREAK.split(claim) if one in part)
        if one in claim and other in cited and not (denied or one in cited or other in claim):
            return f"{one} is the contrary of {other}"
    claim, cited = without_brackets(claim), without_brackets(cited)
    for place, groups in contrasts().items():
        for group in groups:
            for match in re.finditer("|".join(group), claim):
                start, end = match.span()
                beside = claim[max(0, start - 2) : start] if place == "behind" else claim[end : end + 2]
                inside = claim[max(0, start - 1) : start] in group
                if pairs(beside) and not inside and not is_light(beside):
                    said, others = _with(beside, [match[0]], place), _with(beside, group, place)
                    if not any(text in cited for text in said) and any(text in cited for text in others):
                        return f"{said[0]} is the contrary"
    return ""


def _with(beside: str, group: Sequence[str], place: str) -> list[str]:
    return [beside + word if place == "behind" else word + beside for word in group]


def _thing(found: Sequence[Word]) -> bool:
    text = "".join(word.text for word in found)
    return all(pattern("thing_tag").fullmatch(word.tag) for word in found) and not (
        is_light(text) or _NUMERAL.search(text)
    )


def _same_thing(what: str, other: str) -> bool:
    """Whether one is a part of the other, they share a word, or the other says nothing."""
    rest, mine = iter(other), iter(what)
    within = all(c in rest for c in what) or all(c in mine for c in other)
    return within or bool(pairs(what) & pairs(other)) or is_light(other)
