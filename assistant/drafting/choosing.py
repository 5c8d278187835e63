"""The section that says who applies for which direction, and why."""

import re

from assistant.documents.numbering import marker_of
from assistant.drafting.brief import Brief
from assistant.drafting.clauses import Quotable, shown
from assistant.drafting.material import Material, title_of
from assistant.drafting.paragraphs import counted, gap, group, placeholder
from assistant.drafting.plan import SectionPlan
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import phrase, tidy
from assistant.grounding.places import Span
from assistant.models.document import Clause
from assistant.models.draft import Placeholder, Profile, Source


def directions(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    """Write the section: the applicant, its choice or our proposal, the reasons, what else it says."""
    prose.paragraph([_introduction(brief), *_choice(brief, plan)])
    prose.paragraph(_reasons(brief, quotable))
    prose.paragraph([s for element, facts in plan.groups for s in group(element, facts, brief, 0)])
    prose.paragraph([gap(e, brief) for e in plan.open if e.key != "chosen"])


def _reasons(brief: Brief, quotable: Quotable) -> list[Sentence]:
    """Why this direction: the notice's words on it, on who may apply, and what the applicant brings along."""
    notice = brief.material.form.short_title
    near = [brief.profile.industry, brief.profile.kind, *brief.facts("approach"), brief.profile.notes]
    found: list[Sentence] = []
    for rank in range(len(brief.directions)):
        quoted = quotable.take(near, rank=rank)
        if quoted is not None:
            name = "directions.content_more" if rank else "directions.content"
            found.append(Sentence(phrase(name, notice=notice, words=shown(quoted)), Source.POLICY, (quoted,)))
    found += [*_party(brief), *_own_reasons(brief)]
    lead = phrase("directions.reasons" if brief.settled else "directions.reasons_proposed")
    return counted(lead, found) if brief.directions else []


def _own_reasons(brief: Brief) -> list[Sentence]:
    """That needs and work done speak for the direction, with where they are told."""
    parts, sections = [], []
    for section, element, name in (
        ("approach", "need", "directions.own_need"),
        ("foundation", "work", "directions.own_base"),
    ):
        plan = next((p for p in brief.plans if p.section.key == section), None)
        if plan is not None and element in plan.filled:
            parts.append(phrase(name))
            sections.append(f"“{plan.section.title}”")
    if not parts or not brief.settled:
        return []
    text = phrase("directions.own", self=brief.called, parts="和".join(parts), sections="和".join(sections))
    return [Sentence(text, Source.APPLICANT)]


def _introduction(brief: Brief) -> Sentence:
    profile = brief.profile
    about = _about(profile)
    gaps = [] if profile.name else [_applicant_gap()]
    text = phrase(
        "directions.who",
        name=tidy(profile.name) or phrase("applicant_gap"),
        self=brief.called,
        about=about or phrase("directions.about_nothing"),
    )
    return Sentence(text, Source.APPLICANT if profile.name or about else None, gaps=tuple(gaps))


def _about(profile: Profile) -> str:
    """Where it is, what it is, and what for, as far as that is known."""
    district, kind, industry = tidy(profile.district), tidy(profile.kind), tidy(profile.industry)
    parts = []
    if district and kind:
        parts.append(phrase("directions.about_both", district=district, kind=kind))
    elif district:
        parts.append(phrase("directions.about_district", district=district))
    elif kind:
        parts.append(phrase("directions.about_kind", kind=kind))
    if industry:
        parts.append(phrase("directions.about_industry", industry=industry))
    return "，".join(parts)


def _applicant_gap() -> Placeholder:
    return Placeholder(text=phrase("applicant_gap"), question=phrase("applicant_question"))


def _choice(brief: Brief, plan: SectionPlan) -> list[Sentence]:
    made: list[Sentence] = []
    for place, clause in enumerate(brief.directions):
        if not brief.settled:
            name = "proposed"
        else:
            name = "further" if place else "one" if len(brief.directions) == 1 else "several"
        text = phrase(
            f"directions.{name}",
            self=brief.called,
            title=title_of(clause),
            number=_number(clause),
            parent=_parent_title(brief.material, clause),
            notice=brief.material.form.short_title,
        )
        source = Source.POLICY if brief.settled else Source.PROPOSAL
        made.append(Sentence(text, source, (_heading(brief.material, clause),)))
    for element in plan.open:
        if element.key == "chosen":
            gap = placeholder(element, brief)
            made.append(Sentence(phrase("directions.gap", gap=gap.text), gaps=(gap,)))
    return made


def _number(clause: Clause) -> str:
    marker = marker_of(clause.heading)
    number = clause.heading[: marker.length] if marker else clause.path.rpartition("/")[2]
    return number.strip("、.．, ").replace("(", "（").replace(")", "）")


def _parent_title(material: Material, clause: Clause) -> str:
    parent = material.document.clause(clause.path.rpartition("/")[0], clause.part)
    return title_of(parent) if parent else material.document.meta.title


def _heading(material: Material, clause: Clause) -> Span:
    start = material.document.text.index(clause.heading, clause.start)
    return Span(material.document, start, start + len(clause.heading))


def _party(brief: Brief) -> list[Sentence]:
    """That the notice names this sort of body among those that may apply."""
    parties = brief.material.form.parties
    kind = re.sub("（[^（）]*）", "", tidy(brief.profile.kind))
    known = next((k for k in parties.kinds if kind and re.search(k.signs, kind)), None) if parties else None
    span = brief.material.find(parties.clause, known.words) if parties and known else None
    if known is None or span is None:
        return []
    notice = brief.material.form.short_title
    name = "directions.party_same" if kind == brief.called else "directions.party"
    text = phrase(name, notice=notice, words=known.words, self=brief.called, kind=kind)
    return [Sentence(text, Source.POLICY, (span,))]
