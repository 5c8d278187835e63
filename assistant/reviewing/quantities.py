"""Every amount of a submission: how much of what, when, and what it is measured from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.reviewing.amounts import measure, no_amount, number_of, number_pattern, unit_of
from assistant.reviewing.subjects import earlier, since_stop, subject_of
from assistant.reviewing.submission import BASICS, Sentence, number_length
from assistant.reviewing.words import data, pattern

_NEAR = 8
_COMMA = r"(?<!\d),|,(?!\d{3}(?!\d))"
"""A comma that parts clauses, and not the thousands of a number."""
_CLAUSE_BEGINS = re.compile(rf"[，。;；:：|!?\n]|{_COMMA}")
_CLAUSE_ENDS = re.compile(rf"[，。;；|!?\n]|{_COMMA}")
PRESENT = ("foundation", BASICS)
"""Where an amount without a day tells how things stand."""


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
        name_at: Where the name of what is counted stands, if not in the clause (in a table's head).
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
    name_at: tuple[int, int] | None = None

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


def _in_sentence(sentence: Sentence, line: _Line) -> Iterator[Quantity]:
    text = sentence.plain
    found: list[Quantity] = []
    previous_end = 0
    for match in number_pattern().finditer(text):
        if no_amount(text, match):
            continue
        before = text[: match.start()]
        clause = _clause(text, match.start(), match.end())
        subject = subject_of(text, match, previous_end)
        unit, value, low, high = measure(text, match)
        lead = text[clause[0] : match.start()]
        if pattern("quantities", "sum_lead").search(lead):
            subject = ""
        elif not subject:
            subject = next((q.subject for q in reversed(found) if q.unit == unit), "") or earlier(before)
        elif (
            subject in data("quantities")["people"] and found and _of_others(text, found[-1], sentence, match)
        ):
            subject = found[-1].subject + subject
        season = pattern("quantities", "season").search(text, clause[0], match.start())
        if season and season[0] not in subject:
            subject = season[0] + subject
        when, year, by = _when(text, match.start(), clause, sentence, line)
        words = text[clause[0] : match.end()]
        is_baseline = bool(pattern("quantities", "from").search(before)) and _turns(text, match.end())
        baseline = found[-1].shown if found and found[-1].is_baseline and found[-1].unit == unit else ""
        if baseline:
            subject = found[-1].subject
        whole = pattern("quantities", "cumulative").search(words) or pattern("quantities", "sum_lead").search(
            lead
        )
        cumulative = bool(whole) or when is When.PERIOD
        quantity = Quantity(
            value=value,
            unit=unit,
            number=number_of(match),
            written=unit_of(match),
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
            part=bool(pattern("quantities", "part").search(since_stop(before))),
            low=low,
            high=high,
            baseline=baseline,
            is_baseline=is_baseline,
        )
        found.append(quantity)
        previous_end = match.end()
    yield from found


def _of_others(text: str, before: Quantity, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether people are those of the bodies just counted: `合作企业150家，职工3.2万人`."""
    between = text[before.end - sentence.start : match.start()]
    near = before.unit in ("家", "个") and re.fullmatch(r"[，,、][^，,。;；、]*", between) is not None
    return near and not pattern("quantities", "own_parts").search(before.subject)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between commas and stops that holds a number; brackets do not end it."""
    first = max(
        (m.end() for m in _CLAUSE_BEGINS.finditer(text, 0, start)), default=number_length(text[:start])
    )
    stop = _CLAUSE_ENDS.search(text, end)
    last = stop.start() if stop else len(text)
    while first < start and text[first].isspace():
        first += 1
    return first, last


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
    until = pattern("quantities", "until").search(text, 0, start)
    if until and sentence.section in PRESENT and not re.search("[。;；]", text[until.end() : start]):
        return When.NOW, int(until[1]), ""
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
    return (When.NOW if sentence.section in PRESENT else When.UNSAID), None, ""


def _happened(text: str, year: re.Match[str]) -> bool:
    """Whether a year only dates an event: `成立于2019年`, `2021年5月开园`."""
    once = data("quantities")["happened"]
    before, behind = text[max(0, year.start() - 6) : year.start()], text[year.end() : year.end() + 8]
    return bool(
        re.search(rf"{once}于?\s*$", before)
        or re.match(rf"\s*(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^，,。;；\d]{{0,3}}{once}", behind)
    )
