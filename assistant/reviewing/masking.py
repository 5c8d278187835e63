"""Personal data become asterisks, character for character, before anything else sees the text.

A value that is found once is masked wherever it stands again, also without its label, in another place or spelling.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.documents.text import plain
from assistant.reviewing.words import data, pattern

MASK = "*"
_BEFORE = 24
_ID_MONTHS_FROM = 6
_SHORT_ID = 15
_SHORTEST_VALUE = 2
_CARD = (16, 19)


@dataclass(frozen=True)
class Found:
    """A stretch of personal data: what kind, and where."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A text without personal data, as long as the one that held them, and where they stood."""

    text: str
    found: tuple[Found, ...]


def mask(text: str) -> Masked:
    """Mask the personal data of `text`."""
    half = plain(text)
    found = _merged([f for find in _FINDERS for f in find(half)])
    found = _merged([*found, *_again(half, found)])
    masked = list(text)
    for item in found:
        masked[item.start : item.end] = [MASK if not c.isspace() else c for c in text[item.start : item.end]]
    return Masked("".join(masked), tuple(found))


def _gapped(digit: str, count: str) -> str:
    """A pattern of digits that may stand apart."""
    return f"{digit}(?:{data('masking')['gap']}{digit}){{{count}}}"


def _before(text: str, start: int) -> str:
    """What stands in front of a place, on its line or in the cell before."""
    return text[max(0, start - _BEFORE) : start]


def _spared(text: str, start: int) -> bool:
    return bool(pattern("masking", "not_personal").search(_before(text, start)))


def _labelled(text: str, start: int, label: str) -> bool:
    before = re.split(r"[。；;\n]", _before(text, start))[-1]
    return bool(pattern("masking", label).search(before))


def _identity_numbers(text: str) -> Iterator[Found]:
    wide = re.compile(
        rf"(?<![0-9A-Za-z]){_gapped('[0-9]', '14,16')}(?:{data('masking')['gap']}[0-9Xx])?(?![0-9A-Za-z])"
    )
    for match in wide.finditer(text):
        digits = re.sub(r"[^0-9Xx]", "", match[0])
        labelled = _labelled(text, match.start(), "id_label")
        if labelled or (_born(digits) and not _spared(text, match.start())):
            yield Found("id_number", match.start(), match.end())
    for match in re.finditer(r"(?<![0-9A-Za-z])[1-9][0-9Xx*]{13,19}(?![0-9A-Za-z*])", text):
        if _labelled(text, match.start(), "id_label"):
            yield Found("id_number", match.start(), match.end())


def _born(digits: str) -> bool:
    """Whether the digits can be those of an identity number: a day of birth stands in them."""
    if digits[0] in "09":
        return False
    if len(digits) == _SHORT_ID:
        year, month, day = 1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    elif len(digits) == _SHORT_ID + 3 and digits[:17].isdecimal():
        year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    else:
        return False
    try:
        return date(1900, 1, 1) <= date(year, month, day) <= date(2100, 1, 1)
    except ValueError:
        return False


def _cards(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"(?<![0-9A-Za-z.]){_gapped('[0-9]', '15,18')}(?![0-9A-Za-z])", text):
        digits = re.sub(r"\D", "", match[0])
        if pattern("masking", "organisation").search(_before(text, match.start())):
            continue
        likely = digits[0] in "3456" and _luhn(digits) and not _spared(text, match.start())
        if (
            _labelled(text, match.start(), "card_label")
            or likely
            or (digits.startswith("62") and not _spared(text, match.start()))
        ):
            yield Found("bank_card", match.start(), match.end())


def _luhn(digits: str) -> bool:
    total = 0
    for index, character in enumerate(reversed(digits)):
        value = int(character) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _phones(text: str) -> Iterator[Found]:
    gap = r"[ \t\-—–·.]?"
    mobile = re.compile(
        rf"(?<![0-9A-Za-z.])(?:\+?(?:00)?86{gap})?1{gap}[3-9](?:{gap}[0-9]){{9}}(?![0-9A-Za-z])(?!元|万|人|%)"
    )
    for match in mobile.finditer(text):
        if not _spared(text, match.start()):
            yield Found("phone", match.start(), match.end())
    landline = re.compile(
        r"(?<![0-9A-Za-z])\(?0[1-9]\d{1,2}\)?[ \t\-—–]{0,3}[2-9]\d{2,3}[ \-—–]?\d{4}(?:[-—转]\d{1,5})?(?![0-9A-Za-z])"
    )
    for match in landline.finditer(text):
        if not (
            _spared(text, match.start())
            or pattern("masking", "organisation").search(_before(text, match.start()))
        ):
            yield Found("phone", match.start(), match.end())
    for match in re.finditer(
        r"(?<![0-9A-Za-z.\-])[2-9]\d{2,3}[ \-—]?\d{4}(?![0-9A-Za-z]|\s*[元万人家个项])", text
    ):
        organisation = pattern("masking", "organisation").search(_before(text, match.start()))
        if (
            re.search(rf"(?:{data('masking')['phone_label']})[ \t:：|]{{0,4}}$", text[: match.start()][-12:])
            and not organisation
        ):
            yield Found("phone", match.start(), match.end())


def _mails(text: str) -> Iterator[Found]:
    at = r"(?: ?@ ?| ?[\[(](?:at|AT)[\])] ?)"
    mail = re.compile(
        rf"[A-Za-z0-9._+\-]{{1,64}}{at}[A-Za-z0-9\-]{{1,63}}(?: ?\. ?[A-Za-z0-9\-]{{1,63}}){{1,4}}"
    )
    for match in mail.finditer(text):
        yield Found("email", match.start(), match.end())


def _accounts(text: str) -> Iterator[Found]:
    label = data("masking")["im_label"]
    for match in re.finditer(rf"{label}[ \t:：|]{{1,4}}([A-Za-z0-9_\-]{{5,20}})", text):
        yield Found("account", match.start(1), match.end(1))


def _addresses(text: str) -> Iterator[Found]:
    value = data("masking")["address_value"]
    for label, mixed in (("address_label", False), ("mixed_address_label", True)):
        for match in re.finditer(rf"(?:{data('masking')[label]}){value}", text):
            start, said = match.start("value"), match["value"]
            stop = pattern("masking", "address_stop").search(said)
            said = said[: stop.start()] if stop else said
            said = said.rstrip()
            lives = pattern("masking", "residential").search(said) and not pattern(
                "masking", "business"
            ).search(said)
            if said and (not mixed or lives):
                yield Found("address", start, start + len(said))


@cache
def _name() -> str:
    """A pattern of a person's name: two to four characters, perhaps set apart, the first of them a surname."""
    compound, surnames = data("masking")["compound_surnames"], data("masking")["surnames"]
    gap, han = r"[ \u3000]?", r"[\u4e00-\u9fff]"
    long = rf"(?:{compound}){gap}{han}{{1,2}}"
    usual = rf"[{surnames}]{gap}{han}{{1,2}}"
    dotted = rf"[{surnames}]{han}{{0,3}}·{han}{{1,6}}"
    return f"(?:{long}|{usual}|{dotted})"


def _names(text: str) -> Iterator[Found]:
    known = data("masking")
    name, end = f"(?P<name>{_name()})", known["name_end"]
    label = re.compile(f"(?:{known['name_label'].strip()})(?:{known['name_joint']}){name}{end}", re.MULTILINE)
    for match in label.finditer(text):
        yield from _person(match)
        yield from _further(text, match.end("name"))
    sure = re.compile(
        rf"(?:{known['sure_label']})(?:{known['name_joint']})(?P<name>[\u4e00-\u9fff][ ]?[\u4e00-\u9fff]{{1,3}}){end}",
        re.MULTILINE,
    )
    joined = re.compile(rf"(?:{known['sure_label']}){name}(?=[，,、(:;；。\s]|$)", re.MULTILINE)
    for pattern_ in (sure, joined):
        for match in pattern_.finditer(text):
            yield from _person(match)
    foreign = re.compile(
        rf"(?:{known['name_label'].strip()})[ \t:：|]{{1,6}}(?P<name>[A-Z][a-z]+(?:[ ·.][A-Z][a-z]*){{1,3}})"
    )
    for match in foreign.finditer(text):
        yield Found("name", match.start("name"), match.end("name"))
    titled = re.compile(f"(?:联系|咨询|致电)[ ]?{name}(?={known['title_after']})")
    for match in titled.finditer(text):
        yield from _person(match)
    number = _gapped("[0-9]", "10,17")
    beside = re.compile(
        rf"(?:(?<![\u4e00-\u9fff])|{known['before_person']}){name}(?:{known['title_after']})?[ \t，,(:：|、]{{0,3}}"
        rf"(?:(?:联系|手机|移动|居民)?(?:电话|手机|身份证|号码|联系方式)[号码]*[ \t:：|是为]{{0,4}}(?={number})"
        rf"|(?=1[3-9][ \-]?\d[ \-]?\d{{4}}[ \-]?\d{{4}}(?!\d)|[1-9]\d{{5}}(?:19|20)\d{{2}}[01]\d))"
    )
    for match in beside.finditer(text):
        yield from _person(match)


def _further(text: str, start: int) -> Iterator[Found]:
    """The names that a comma adds to a labelled one: `联系人：张三、李四`."""
    more = re.compile(rf"[、/]\s?(?P<name>{_name()}){data('masking')['name_end']}", re.MULTILINE)
    while (match := more.match(text, start)) is not None:
        yield from _person(match)
        start = match.end("name")


def _person(match: re.Match[str]) -> Iterator[Found]:
    if not pattern("masking", "no_name").search(match["name"].replace(" ", "")):
        yield Found("name", match.start("name"), match.end("name"))


_FINDERS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _identity_numbers,
    _cards,
    _phones,
    _mails,
    _accounts,
    _addresses,
    _names,
)


def _merged(found: Sequence[Found]) -> list[Found]:
    """`found` in order; of those that overlap one stays, over the whole stretch, under the name of the first."""
    merged: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        if merged and item.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Found(last.kind, last.start, max(last.end, item.end))
        else:
            merged.append(item)
    return merged


def _again(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Other places of what has been found, however its characters are set apart."""
    gap = data("masking")["gap"]
    for kind, value in dict.fromkeys(
        (f.kind, re.sub(r"[\s\-—·.|]", "", text[f.start : f.end])) for f in found
    ):
        if len(value) < _SHORTEST_VALUE:
            continue
        loose = (
            gap.join(map(re.escape, value)) if value.isascii() else r"[ \u3000·]?".join(map(re.escape, value))
        )
        edge = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
        whole = f"{edge[0]}{loose}{edge[1]}" if value.isascii() else loose
        for match in re.finditer(whole, text):
            yield Found(kind, match.start(), match.end())
