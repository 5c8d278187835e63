"""Targets read out of what an applicant wants to reach, and the table of the stages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.days import years_in
from assistant.drafting.prose import Table
from assistant.drafting.wording import phrase, words
from assistant.models.draft import Placeholder


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of `targets.yaml`; {names} in it stand for the parts defined there."""
    data: dict[str, str] = yaml.safe_load((Path(__file__).parent / "targets.yaml").read_text("utf-8"))

    def filled(text: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda m: f"(?:{filled(data[m[1]])})", text)

    return re.compile(filled(data[name]))


@dataclass(frozen=True)
class Target:
    """One thing to reach: in which year (None: in the whole period), what, from which value, to which."""

    year: int | None
    what: str
    value: str
    baseline: str = ""


def targets(facts: Sequence[str]) -> list[Target]:
    """Every target in an applicant's texts, in their order; one without a number is its own words."""
    found: list[Target] = []
    for fact in facts:
        year: int | None = None
        for segment in re.split("[，；。]", fact):
            years = years_in(segment) or years_in(f"{segment}年")
            year = years[-1] if years else year
            found += _in_segment(segment, year)
    return found


def _in_segment(segment: str, year: int | None) -> list[Target]:
    bare = _pattern("leading").sub("", _pattern("time").sub("", segment.strip())).strip()
    if not bare:
        return []
    change = _pattern("from_to").search(bare)
    if change and change.start() > 1:
        return [Target(year, _what(bare[: change.start()]), change["value"], change["base"])]
    match = _pattern("target").match(bare)
    if match and _what(match["what"]):
        return [Target(year, _what(match["what"]), match["value"] + _rest(bare[match.end() :]))]
    match = _pattern("value_first").match(bare)
    if match:
        return [Target(year, _what(match["what"]), match["value"])]
    return [Target(year, str(words("goals.plain_goal")), bare)]


def _what(text: str) -> str:
    return _pattern("trailing").sub("", _pattern("leading").sub("", text)).strip(" 、：“”")


def _rest(text: str) -> str:
    """What stands behind the number and belongs to it (`60家规上企业`)."""
    return text if len(text) <= 12 and not re.search(r"\d", text) else ""


def baselines(facts: Sequence[str]) -> dict[str, str]:
    """Value of today for what facts name in the very words of a target: `服务企业` → `40家`, with its year."""
    return {
        t.what: t.value + (f"（{phrase('goals.year', year=t.year)}）" if t.year else "")
        for t in targets(facts)
        if t.what != words("goals.plain_goal")
    }


def table(found: Sequence[Target], years: Sequence[int], known: dict[str, str]) -> Table:
    """The stages of the period × what, from where, to where; years without a target stay open.

    Args:
        found: The targets.
        years: The years of the period.
        known: What `baselines` gave for the facts about today.
    """
    rows: list[tuple[str, ...]] = []
    gaps: list[Placeholder] = []
    seen: set[str] = set()
    for year in [*years, *sorted({t.year for t in found if t.year and t.year not in years}), None]:
        own = [t for t in found if t.year == year]
        if not own and year is not None:
            rows.append(_open_row(year, gaps))
        for target in own:
            label = phrase("goals.year", year=year) if year else str(words("goals.whole_period"))
            rows.append((label, target.what, _baseline(target, known, seen, gaps), target.value))
    return Table(tuple(words("goals.head")), tuple(dict.fromkeys(rows)), tuple(gaps))


def _open_row(year: int, gaps: list[Placeholder]) -> tuple[str, ...]:
    label = phrase("goals.year", year=year)
    what = phrase("gap", what=phrase("goals.gap_target", year=year))
    gaps.append(Placeholder(text=what, question=phrase("goals.question_year", year=year)))
    return label, what, "—", "—"


def _baseline(target: Target, known: dict[str, str], seen: set[str], gaps: list[Placeholder]) -> str:
    if target.baseline:
        return target.baseline
    if target.what == words("goals.plain_goal"):
        return "—"
    if target.what in seen:
        return str(words("goals.same"))
    if target.what in known:
        seen.add(target.what)
        return known[target.what]
    if not _pattern("needs_base").search(target.value):
        return "—"
    seen.add(target.what)
    text = phrase("gap", what=phrase("goals.gap_baseline", what=target.what))
    gaps.append(Placeholder(text=text, question=phrase("goals.question_baseline", what=target.what)))
    return text
