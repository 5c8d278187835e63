"""Who applies, what kind of body they are, where, and on which day they filled the form in."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from assistant.documents.days import parse_day, valid_day
from assistant.documents.text import plain
from assistant.models.review import FoundSection
from assistant.reviewing.masking import MASK
from assistant.reviewing.submission import Identity
from assistant.reviewing.words import data, pattern

_HEAD, _TAIL = 30, 12
"""How many lines from the top may hold labels without a table, and from the end a signature."""
_LONGEST_VALUE = 60
_LONGEST_KIND = 16
_LONGEST_LABEL = 16
_SURE = 4
"""A label of so many characters is one too where other words run into it."""
_LABEL = re.compile(
    r"(?P<label>(?:[\u4e00-\u9fff][ \u3000]{1,4}){1,7}[\u4e00-\u9fff]|[^:\s，,。;；|]{1,24})\s*\**\s*:\s*\**"
)
_COMPACT_DAY = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_SLASHED = re.compile(r"(20\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_ONLY_DAY = re.compile(r"[\d二〇○零一三四五六七八九十年月日号廿\s./\-O]{6,20}")


def identify(text: str, end: int, kinds: Sequence[str], sections: dict[str, FoundSection]) -> Identity:
    """What a submission says of its applicant.

    Args:
        text: The masked text.
        end: Where the visible text ends.
        kinds: The kinds of bodies that the notice lists.
        sections: Its sections; labels inside them count less than those in front.
    """
    half = plain(text[:end])
    labelled = _labelled(half, sections)
    applicant = next((v for v in map(_name, labelled["applicant"]) if v), "") or _self_named(half)
    said = next((v for v in labelled["kind"] if v), "")
    district = next((v for v in map(_district, labelled["district"]) if v), "") or _in_address(half)
    return Identity(
        applicant=applicant,
        kind=kind_of(said, applicant, kinds),
        district=district,
        filled_on=next((d for v in labelled["filled_on"] if (d := _day(v))), None) or _signed(half),
    )


def _labelled(text: str, sections: dict[str, FoundSection]) -> dict[str, list[str]]:
    """Key → the values behind its labels; those in front of the first section first."""
    found: dict[str, list[tuple[bool, int, int, str]]] = {key: [] for key in data("identity")["labels"]}
    first = min((s.start for s in sections.values() if s.present), default=len(text))
    for start, label, value in _pairs(text):
        for key, names in _labels().items():
            name = next((n for n in names if label == n or (len(n) >= _SURE and label.endswith(n))), None)
            if name is not None:
                found[key].append((start > first, names.index(name), start, value))
    return {key: [value for *_, value in sorted(values)] for key, values in found.items()}


@cache
def _labels() -> dict[str, list[str]]:
    return {key: [plain(name) for name in names] for key, names in data("identity")["labels"].items()}


def _pairs(text: str) -> Iterator[tuple[int, str, str]]:
    """Every label with its value: `标签：值` on a line, several on one line, or two cells of a row."""
    at, alone = 0, ""
    for line in text.split("\n"):
        if alone and line.strip():
            yield at, alone, line.strip(" *_|")
        alone = _bare(line) if len(line) <= _LONGEST_LABEL else ""
        alone = alone if any(alone in names for names in _labels().values()) else ""
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            for label, value in pairwise(cells):
                yield at, _bare(label), value
            for cell in cells:
                yield from ((at, label, value) for label, value in _in_line(cell))
        else:
            yield from ((at, label, value) for label, value in _in_line(line))
        at += len(line) + 1


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    """The labels of a line with their values; a value ends where the next label begins."""
    marks = list(_LABEL.finditer(line))
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(line)
        value = re.split(r"\s{3,}|[;；]", line[mark.end() : stop].strip(" *_　"))[0]
        yield _bare(mark["label"]), value.strip(" *_")
    alone = re.match(r"\s*(?P<label>[^\s:]{2,8})[ \u3000\t]+(?P<value>\S.*)", line)
    if alone and not marks:
        yield _bare(alone["label"]), alone["value"].strip()


def _bare(label: str) -> str:
    label = re.sub(r"[\s*_#>]", "", label)
    label = re.sub(r"^(?:[一二三四五六七八九十\d]+[、.．]|\([一二三四五六七八九十\d]+\)|[-•·])", "", label)
    return re.sub(r"\((?:盖章|公章|全称|签章|加盖公章)\)", "", label)


def _name(value: str) -> str:
    """A body's name without what forms put around it."""
    value = pattern("identity", "not_value").sub("", value).strip(" :，,。;；*_|")
    value = re.split(r"[，,。;；]|\s{2,}", value)[0].strip()
    filled = value and not set(value) <= set(f"{MASK} _-—/") and len(value) <= _LONGEST_VALUE
    return value if filled else ""


def _self_named(text: str) -> str:
    """The name by which the body calls itself in running text, or that stands above a signature."""
    organisation = data("identity")["organisation"]
    for form in data("identity")["self_named"]:
        match = re.search(form.replace("{organisation}", organisation), text, re.MULTILINE)
        if match:
            return _name(match["name"])
    lines = [line.strip(" *_#>()") for line in text.split("\n") if line.strip()]
    for line in [*reversed(lines[-_TAIL:]), *lines[:_HEAD]]:
        match = re.match(rf"(?:\S{{0,6}}[:])?(?P<name>{organisation})", line)
        if match and len(line) - match.end() <= 12:
            return _name(match["name"])
    return ""


def kind_of(said: str, applicant: str, kinds: Sequence[str]) -> str:
    """The kind of body, in the notice's own words where they fit.

    Args:
        said: What the form says of it, perhaps with boxes ticked.
        applicant: The body's name, which tells where the form says nothing.
        kinds: The kinds that the notice lists.
    """
    said = _ticked(said)
    stated = pattern("identity", "not_value").sub("", said).strip(" :，,。;；*_|/")
    stated = re.sub(r"\([^()]*\)", "", stated).strip()
    named = next((kind for kind in kinds if stated and kind in stated), "")
    if named or (stated and len(stated) <= _LONGEST_KIND and not re.search(r"[\s、，,/|]", stated)):
        return named or stated
    for words in filter(None, (stated, applicant)):
        for entry in data("identity")["kinds"]:
            if re.search(entry["member"], words):
                listed = [k for k in kinds if re.search(entry["listed"], k)]
                preferred = [k for k in listed if re.search(entry.get("prefers", "$^"), k)]
                if listed:
                    return (preferred or listed)[0]
    return stated


def _ticked(said: str) -> str:
    """What is ticked among several choices; all of it where nothing is marked."""
    tick = re.search(rf"(?:{data('identity')['ticked']})\s*(?P<what>[^\s☐□○☑☒✓✔■√|;；、，,\[(]+)", said)
    if tick and re.search(data("identity")["unticked"], said):
        return tick["what"]
    return tick["what"] if tick else said


def _district(value: str) -> str:
    value = _name(value)
    inside = pattern("identity", "district").search(value) or pattern("identity", "office").search(value)
    return inside["name"] if inside else value


def _in_address(text: str) -> str:
    for match in re.finditer(r"(?:地址|住所|位于|坐落)[^\n。;；]{0,40}", text):
        inside = pattern("identity", "district").search(match[0])
        if inside:
            return inside["name"]
    return ""


def _day(value: str) -> date | None:
    """The day that a value names, however it is written."""
    value = re.sub(
        r"(?<=[\d二〇○零一三四五六七八九十年月廿])\s+(?=[\d二〇○零一三四五六七八九十年月日])", "", value
    )
    value = re.sub(r"(?<!\d)(\d{2})(?=年)", r"20\1", value.replace("廿", "二十").replace("号", "日"))
    found = parse_day(value)
    if found:
        return found
    for form in (_SLASHED, _COMPACT_DAY):
        match = form.search(value)
        if match:
            return valid_day(int(match[1]), int(match[2]), int(match[3]))
    return None


def _signed(text: str) -> date | None:
    """The day of a signature: alone on one of the last lines, or near the top, beneath the title."""
    lines = [line.strip(" *_#|>　") for line in text.split("\n") if line.strip()]
    for line in [*reversed(lines[-_TAIL:]), *lines[:_HEAD]]:
        if _ONLY_DAY.fullmatch(line) and (day := _day(line)):
            return day
    return None
