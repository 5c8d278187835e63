"""What the applicant must look at besides the gaps: a deadline gone by, contradictions, orders, claims, days."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.documents.days import days_between, years_in
from assistant.drafting.conflicts import Conflict
from assistant.drafting.material import Material
from assistant.drafting.plan import SectionPlan
from assistant.drafting.wording import phrase, words
from assistant.models.draft import DraftWarning, WarningKind


def deadline(material: Material, as_of: date) -> list[DraftWarning]:
    """That the last day to apply has passed, and by how much."""
    found = material.deadline()
    if found is None or days_between(as_of, found[0]) >= 0:
        return []
    text = phrase(
        "warnings.deadline_passed",
        due=_chinese(found[0]),
        as_of=_chinese(as_of),
        days=-days_between(as_of, found[0]),
    )
    return [DraftWarning(kind=WarningKind.DEADLINE_PASSED, text=text)]


def contradictions(found: Iterable[Conflict]) -> list[DraftWarning]:
    """That two facts give different numbers for the same thing."""
    return [
        DraftWarning(
            kind=WarningKind.CONFLICT,
            text=phrase("warnings.conflict", about=c.about, first=c.first, second=c.second),
        )
        for c in found
    ]


def orders(found: Iterable[str]) -> list[DraftWarning]:
    """That the profile holds orders to the assistant."""
    return [
        DraftWarning(kind=WarningKind.INSTRUCTION, text=phrase("warnings.instruction", text=text[:120]))
        for text in found
    ]


def unknown_directions(names: Iterable[str], material: Material) -> list[DraftWarning]:
    """That a chosen direction is none of the notice's."""
    notice = material.form.short_title
    return [
        DraftWarning(
            kind=WarningKind.UNSUPPORTED,
            text=phrase("warnings.unknown_direction", name=name[:60], notice=notice),
        )
        for name in names
    ]


def superlatives(plans: Sequence[SectionPlan]) -> list[DraftWarning]:
    """Claims of being first, best or distinguished, which stay the applicant's own to prove."""
    pattern = re.compile(str(words("superlative")))
    return [
        DraftWarning(
            kind=WarningKind.UNSUPPORTED,
            text=phrase("warnings.superlative", words=match[0], section=plan.section.title, fact=fact[:80]),
        )
        for plan in plans
        for fact in plan.facts
        if (match := pattern.search(fact))
    ]


def outside(plans: Sequence[SectionPlan], material: Material) -> list[DraftWarning]:
    """Days behind the period; for what is to be reached, also days before it."""
    years = material.years
    if not years:
        return []
    found = []
    for plan in plans:
        for fact in plan.facts:
            named = years_in(fact) or (years_in(f"{fact}年") if plan.section.stages else [])
            wrong = [y for y in named if y > years[-1] or (plan.section.stages and y < years[0])]
            if wrong:
                text = phrase(
                    "warnings.outside_period",
                    section=plan.section.title,
                    fact=fact[:80],
                    first=years[0],
                    last=years[-1],
                )
                found.append(DraftWarning(kind=WarningKind.OUTSIDE_PERIOD, text=text))
    return found


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
