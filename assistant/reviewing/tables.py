"""Amounts in tables: a cell is counted by the name of its row and dated by the head of its column, or the other way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.documents.text import plain
from assistant.reviewing.amounts import measure, number_of, number_pattern, unit_of
from assistant.reviewing.quantities import PRESENT, Quantity, When
from assistant.reviewing.subjects import comparable, trim
from assistant.reviewing.submission import Sentence, Submission
from assistant.reviewing.words import data, pattern

_LONGEST_CELL = 24
_YEAR = re.compile(r"(20\d{2})")
_UNIT = re.compile(r"[(/]\s*(?:单位:?)?([^()\d]{1,4}?)\s*\)?$")
_BARE = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Cell:
    """A cell: its words in half width, and where they stand."""

    text: str
    start: int
    end: int


def find(submission: Submission) -> list[Quantity]:
    """The amounts in the tables of a submission's sections."""
    found: list[Quantity] = []
    for head, *rows in _tables(submission):
        # The first row of a form is a row like the others.
        own = [Cell("", c.start, c.end) for c in head]
        found += [q for q in _in_row(submission, own, head) if q.subject]
        found += [q for row in rows for q in _in_row(submission, head, row)]
    return found


def _tables(submission: Submission) -> Iterator[list[list[Cell]]]:
    """Runs of rows with as many cells; a head, and rows below it."""
    table: list[list[Cell]] = []
    at = 0
    for line in [*submission.text[: submission.reading.body_end].split("\n"), ""]:
        row = _cells(line, at) if line.startswith("|") else []
        at += len(line) + 1
        if re.fullmatch(r"[|\s:\-]+", line) and table:
            continue
        if row and table and len(row) == len(table[0]):
            table.append(row)
            continue
        if table:
            yield table
        table = [row] if row else []
    if table:
        yield table


def _cells(line: str, at: int) -> list[Cell]:
    found = []
    for match in re.finditer(r"\|([^|]*)(?=\|)", line):
        words = match[1]
        left = at + match.start(1) + len(words) - len(words.lstrip())
        found.append(Cell(plain(words.strip()), left, left + len(words.strip())))
    return found


def _in_row(submission: Submission, head: Sequence[Cell], row: Sequence[Cell]) -> Iterator[Quantity]:
    section = submission.part_at(row[0].start)
    if section is None:
        return
    for index in range(1, len(row)):
        cell, top = row[index], head[index]
        if len(cell.text) > _LONGEST_CELL:
            continue
        beside = [
            c for c in row[:index] if not number_pattern().match(c.text) and not _BARE.fullmatch(c.text)
        ]
        unit = next((c.text for c in beside if c.text in data("quantities")["units"]), "")
        # The nearest name is the cell's own: a form's row holds several labels with their values.
        names = [c.text for c in reversed(beside) if c.text != unit]
        quantity = _quantity(submission, cell, [*names, top.text], unit, section)
        if quantity is not None:
            first = min([cell.start, *(c.start for c in beside)])
            named = not names and top.end > top.start
            yield replace(
                quantity,
                clause=(first, max(cell.end, quantity.end)),
                name_at=(top.start, top.end) if named or _YEAR.search(" ".join(names)) else None,
            )


def _quantity(
    submission: Submission, cell: Cell, words: Sequence[str], unit: str, section: str
) -> Quantity | None:
    """What a cell counts: its name and its time stand in the cells beside and above it."""
    dated = [w for w in words if _YEAR.search(w)]
    names = [
        w for w in words if not _YEAR.search(w) and w and not pattern("quantities", "value_head").fullmatch(w)
    ]
    name = names[0] if names else ""
    found = _amount(cell, [f"({unit})", *words] if unit else words)
    if found is None:
        return None
    text, match, end = found
    measured, value, low, high = measure(text, match)
    by = dated[0] if dated else ""
    year = int(_YEAR.findall(by)[-1]) if by else None
    whole = bool(pattern("quantities", "whole").search("".join(words)))
    unsaid = When.NOW if section in PRESENT else When.UNSAID
    return Quantity(
        value=value,
        unit=measured,
        number=number_of(match),
        written=unit_of(match),
        subject=comparable(trim(re.sub(r"\([^()]*\)", "", name))),
        start=cell.start,
        end=cell.start + end,
        clause=(cell.start, cell.end),
        sentence=Sentence(submission.text[cell.start : cell.end], cell.text, cell.start, cell.end, section),
        when=When.YEAR if year else When.PERIOD if whole else unsaid,
        year=year,
        by=by,
        cumulative=whole,
        annual=bool(pattern("quantities", "annual").search(name)),
        low=low,
        high=high,
    )


def _amount(cell: Cell, words: Sequence[str]) -> tuple[str, re.Match[str], int] | None:
    """A cell's amount, as a match in a text, and where it ends; its unit may stand in the name: `成员企业(家)`."""
    match = number_pattern().match(cell.text)
    if match is not None:
        return cell.text, match, match.end()
    bare = _BARE.fullmatch(cell.text)
    units = (m[1] for w in words if (m := _UNIT.search(w)) and m[1] in data("quantities")["units"])
    unit = next(units, None)
    if bare is None or unit is None:
        return None
    text = bare[1] + unit
    match = number_pattern().fullmatch(text)
    return (text, match, len(bare[1])) if match else None
