"""Every amount of a submission: how much of what, when, and what it is measured from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from assistant.documents.numbering import marker_of
from assistant.reviewing.submission import Sentence
from assistant.reviewing.words import data, pattern

_NEAR = 8


class When(Enum):
    """What time an amount speaks of."""

    NOW = "now"
    YEAR = "year"
    PERIOD = "period"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Quantity:
    """An amount.

    Attributes:
        value: In the unit that it is compared in.
        unit: That unit (`元`, also for 万元).
        number: As written, without its unit (`1.6万`).
        written: The unit as written.
        subject: What is counted, made comparable.
        start: Where the number begins; it ends at `end`, behind the unit.
        clause: Where the clause that holds it begins and ends.
        sentence: The sentence that holds it.
        when: What time it speaks of; `year` where it is one, and `by` in the applicant's words.
        cumulative: Whether it sums up several years.
        annual: Whether it comes again every year.
        part: Whether it is part of another amount of the sentence.
        low: The least that the words allow, and `high` the most.
        baseline: Where it starts from, as written; of a baseline itself, nothing.
        is_baseline: Whether it is where another amount starts from.
    """

    value: float
    unit: str
    number: str
    written: str
    subject: str
    start: int
    end: int
    clause: tuple[int, int]
    sentence: Sentence
    when: When
    year: int | None = None
    by: str = ""
    cumulative: bool = False
    annual: bool = False
    part: bool = False
    low: float = 0.0
    high: float = 0.0
    baseline: str = ""
    is_baseline: bool = False

    @property
    def shown(self) -> str:
        """The number with its unit, as written."""
        return f"{self.number}{self.written}"

    def agrees(self, other: "Quantity") -> bool:
        """Whether both can be true of one thing: bounds, estimates and rounding leave room."""
        return self.low <= other.high and other.low <= self.high


@dataclass
class _Line:
    """What the sentences of one line hand on to the next: the year that they speak of."""

    year: int | None = None
    by: str = ""


def find(sentences: Sequence[Sentence], text: str) -> list[Quantity]:
    """The amounts of running text; those in tables are read by their headers elsewhere."""
    found: list[Quantity] = []
    line, end = _Line(), 0
    for sentence in sentences:
        if "\n" in text[end : sentence.start]:
            line = _Line()
        end = sentence.end
        found += _in_sentence(sentence, line)
    return found


@cache
def number_pattern() -> re.Pattern[str]:
    """A number with its unit."""
    units = "|".join(map(re.escape, sorted(data("quantities")["units"], key=len, reverse=True)))
    scales = "|".join(sorted(data("quantities")["scales"], key=len, reverse=True))
    return re.compile(
        r"(?<![\d.A-Za-z\-/*〔\[第])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
        rf"(?P<more>[余多])?(?P<scale>{scales})?(?P<more2>[余多])?\s*"
        rf"(?P<unit>(?:{units}))(?![A-Za-z])"
    )


def _in_sentence(sentence: Sentence, line: _Line) -> Iterator[Quantity]:
    text = sentence.plain
    found: list[Quantity] = []
    previous_end = 0
    for match in number_pattern().finditer(text):
        if _no_amount(text, match):
            continue
        before = text[: match.start()]
        clause = _clause(text, match.start(), match.end())
        subject = _subject(text, match, previous_end)
        unit, value, low, high = measure(text, match)
        if not subject:
            subject = next((q.subject for q in reversed(found) if q.unit == unit), "") or _earlier(before)
        when, year, by = _when(text, match.start(), clause, sentence, line)
        words = text[clause[0] : match.end()]
        is_baseline = bool(pattern("quantities", "from").search(before)) and _turns(text, match.end())
        baseline = found[-1].shown if found and found[-1].is_baseline and found[-1].unit == unit else ""
        if baseline:
            subject = found[-1].subject
        cumulative = bool(pattern("quantities", "cumulative").search(words))
        quantity = Quantity(
            value=value,
            unit=unit,
            number=text[match.start() : match.start("unit")].strip(),
            written=match["unit"],
            subject=subject,
            start=sentence.start + match.start(),
            end=sentence.start + match.end(),
            clause=(sentence.start + clause[0], sentence.start + clause[1]),
            sentence=sentence,
            when=When.PERIOD if cumulative and when in (When.UNSAID, When.PERIOD) else when,
            year=year,
            by=by,
            cumulative=cumulative,
            annual=bool(pattern("quantities", "annual").search(words)),
            part=bool(pattern("quantities", "part").search(_since_stop(before))),
            low=low,
            high=high,
            baseline=baseline,
            is_baseline=is_baseline,
        )
        found.append(quantity)
        previous_end = match.end()
    yield from found


def _no_amount(text: str, match: re.Match[str]) -> bool:
    """Whether the match is a year, an ordinal or part of a range's beginning."""
    year = match["unit"] in ("个月", "月") or re.match(r"\s*年", text[match.end("digits") :])
    return bool(year and match["unit"] != "个月") or text[max(0, match.start() - 1) : match.start()] in "第〔"


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between commas and stops that holds a number; brackets do not end it."""
    first = max((m.end() for m in re.finditer(r"[，,。;；:：|!?\n](?!\d{3})", text[:start])), default=0)
    stop = re.search(r"[，,。;；|!?\n](?!\d{3})", text[end:])
    last = end + stop.start() if stop else len(text)
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _since_stop(before: str) -> str:
    return re.split(r"[。;；\n]", before)[-1]


def _subject(text: str, match: re.Match[str], previous_end: int) -> str:
    """What is counted: the words in front of the number, and those behind its unit."""
    start = max(
        [previous_end, *(m.end() for m in pattern("quantities", "boundary").finditer(text, 0, match.start()))]
    )
    if start == 0 and (number := marker_of(text)) is not None:
        start = number.length
    before = text[start : match.start()]
    if start == previous_end and previous_end:
        before = re.split(data("quantities")["joint"], before)[-1]
    behind = ""
    unit = data("quantities")["units"][match["unit"]][0]
    if unit not in data("quantities")["no_post"]:
        rest = text[match.end() : match.end() + 20]
        stop = pattern("quantities", "post_stop").search(rest)
        behind = rest[: stop.start()] if stop else rest
        behind = re.sub(r"^(?:以上|左右|以内|以下|多|余)", "", behind)
    return comparable(trim(before) + behind.strip())


def trim(words: str) -> str:
    """The name of what is counted without times, bounds and verbs that only say that there is some."""
    words = re.sub(data("quantities")["span"], "", words)
    words = (
        re.sub(r"(?:20\d{2}年?(?:度|底|末|初)?)?(?:\d{1,2}月)?(?:底|末|份)?(?:之?前)?", "", words)
        if re.search(r"20\d{2}|\d月", words)
        else words
    )
    before = None
    while before != words:
        before = words
        words = words.strip(" ()\t")
        words = pattern("quantities", "lead").sub("", words)
        words = pattern("quantities", "trail").sub("", words)
    return words


def comparable(subject: str) -> str:
    """A subject by one of the names that say the same, without the applicant in front."""
    bare = re.sub(r"[的\s]", "", subject)
    shorter = pattern("quantities", "own").sub("", bare)
    bare = trim(shorter) or bare if shorter else bare
    return _same().get(bare, bare)


@cache
def _same() -> dict[str, str]:
    return {word: name for name, words in data("quantities")["same"].items() for word in words}


def _earlier(before: str) -> str:
    """The clause in front, where it names what the number counts: `高级工占比，目前31%`."""
    clauses = [c for c in re.split(r"[，,:：]", _since_stop(before)) if c.strip()]
    if len(clauses) < 2 or re.search(r"\d", clauses[-2]):
        return ""
    words = comparable(trim(clauses[-2]))
    return words if 2 <= len(words) <= 14 else ""


def measure(text: str, match: re.Match[str]) -> tuple[str, float, float, float]:
    """Unit, value, and the least and the most that the words allow."""
    unit, size = data("quantities")["units"][match["unit"]]
    scale = data("quantities")["scales"].get(match["scale"] or "", 1)
    digits = match["digits"].replace(",", "")
    value = float(digits) * scale * size
    step = scale * size / 10 ** len(digits.partition(".")[2])
    rounded = step / 2 if match["scale"] or size > 1 else 0.0
    low, high = value - rounded, value + rounded
    before, behind = (
        text[max(0, match.start() - _NEAR) : match.start()],
        text[match.end() : match.end() + _NEAR],
    )
    if (
        match["more"]
        or match["more2"]
        or pattern("quantities", "about").search(before)
        or pattern("quantities", "about_behind").match(behind)
    ):
        low, high = value * 0.9, value * 1.1
    if pattern("quantities", "at_least").search(before) and not pattern("quantities", "at_most").search(
        before
    ):
        high = float("inf")
    elif pattern("quantities", "at_most").search(before):
        low = 0.0
    if pattern("quantities", "at_least_behind").match(behind):
        high = float("inf")
    elif pattern("quantities", "at_most_behind").match(behind):
        low = 0.0
    return unit, value, low, high


def _turns(text: str, end: int) -> bool:
    behind = text[end : end + _NEAR]
    return any(pattern("quantities", name).match(behind) for name in ("turns", "turns_down"))


def _when(
    text: str, start: int, clause: tuple[int, int], sentence: Sentence, line: _Line
) -> tuple[When, int | None, str]:
    """The time that an amount speaks of; a year carries on within its line."""
    own = text[clause[0] : start]
    spans = list(pattern("quantities", "span").finditer(text, 0, start))
    if spans and spans[-1].end() >= clause[0] - 1:
        return When.PERIOD, int(spans[-1][2]), spans[-1][0]
    since = max((m.end() for m in pattern("quantities", "now").finditer(text, 0, start)), default=-1)
    years = [m for m in pattern("quantities", "year").finditer(text, 0, start) if not _happened(text, m)]
    if since > max((m.end() for m in years), default=-1):
        line.year, line.by = None, ""
        return When.NOW, None, ""
    if years:
        year = int(years[-1][1] or years[-1][4])
        bys = [m for m in pattern("quantities", "by").finditer(text, 0, start) if str(year) in m[0]]
        line.year, line.by = year, bys[-1][0].strip() if bys else f"{year}年"
    if line.year is not None and not pattern("quantities", "now").search(own):
        return When.YEAR, line.year, line.by
    return (When.NOW if sentence.section == "foundation" else When.UNSAID), None, ""


def _happened(text: str, year: re.Match[str]) -> bool:
    """Whether a year only dates an event: `成立于2019年`, `2021年5月开园`."""
    once = data("quantities")["happened"]
    before, behind = text[max(0, year.start() - 6) : year.start()], text[year.end() : year.end() + 8]
    return bool(
        re.search(rf"{once}于?\s*$", before)
        or re.match(rf"\s*(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^，,。;；\d]{{0,3}}{once}", behind)
    )
