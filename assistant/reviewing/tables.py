"""Amounts in tables: a cell is counted by the name of its row and dated by the head of its column, or the other way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.documents.text import plain
from assistant.reviewing.quantities import Quantity, When, comparable, measure, number_pattern, trim
from assistant.reviewing.submission import Sentence, Submission
from assistant.reviewing.words import pattern

_FEWEST = 3
_LONGEST_CELL = 24
_YEAR = re.compile(r"(20\d{2})")
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
    for table in _tables(submission):
        head, *rows = table
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
        if len(table) > 1:
            yield table
        table = [row] if len(row) >= _FEWEST else []
    if len(table) > 1:
        yield table


def _cells(line: str, at: int) -> list[Cell]:
    found = []
    for match in re.finditer(r"\|([^|]*)(?=\|)", line):
        words = match[1]
        left = at + match.start(1) + len(words) - len(words.lstrip())
        found.append(Cell(plain(words.strip()), left, left + len(words.strip())))
    return found


def _in_row(submission: Submission, head: Sequence[Cell], row: Sequence[Cell]) -> Iterator[Quantity]:
    section = submission.section_at(row[0].start)
    if section is None:
        return
    for index in range(1, len(row)):
        cell, top = row[index], head[index]
        if len(cell.text) > _LONGEST_CELL:
            continue
        beside = [c for c in row[:index] if not number_pattern().match(c.text)]
        words = [c.text for c in (*beside, top)]
        quantity = _quantity(submission, cell, words, section)
        if quantity is not None:
            first = min([cell.start, *(c.start for c in beside)])
            yield replace(quantity, clause=(first, max(cell.end, quantity.end)))


def _quantity(submission: Submission, cell: Cell, words: Sequence[str], section: str) -> Quantity | None:
    """What a cell counts: its name and its time stand in the cells beside and above it."""
    dated = [w for w in words if _YEAR.search(w)]
    names = [
        w for w in words if not _YEAR.search(w) and w and not pattern("quantities", "value_head").fullmatch(w)
    ]
    name = names[0] if names else ""
    found = _amount(cell, name)
    if found is None:
        return None
    text, match, end = found
    unit, value, low, high = measure(text, match)
    by = dated[0] if dated else ""
    year = int(_YEAR.findall(by)[-1]) if by else None
    whole = bool(pattern("quantities", "whole").search("".join(words)))
    unsaid = When.NOW if section == "foundation" else When.UNSAID
    return Quantity(
        value=value,
        unit=unit,
        number=text[match.start() : match.start("unit")].strip(),
        written=match["unit"],
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


def _amount(cell: Cell, name: str) -> tuple[str, re.Match[str], int] | None:
    """A cell's amount, as a match in a text, and where it ends; its unit may stand in the name: `成员企业(家)`."""
    match = number_pattern().match(cell.text)
    if match is not None:
        return cell.text, match, match.end()
    bare = _BARE.fullmatch(cell.text)
    unit = re.search(r"[(/]\s*(?:单位:?)?([^()\d]{1,4}?)\s*\)?$", name)
    if bare is None or unit is None:
        return None
    text = bare[1] + unit[1]
    match = number_pattern().fullmatch(text)
    return (text, match, len(bare[1])) if match else None
