"""The embedded writer: sections of a plan become prose, every sentence with its source."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.documents.numbering import marker_of
from assistant.drafting import targets
from assistant.drafting.clauses import Quotable, shown
from assistant.drafting.conflicts import Conflict
from assistant.drafting.form import Element, Proposal
from assistant.drafting.material import Material, title_of
from assistant.drafting.plan import SectionPlan
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import official, phrase, sentence, tidy, with_subject, words
from assistant.grounding.places import Span
from assistant.models.document import Clause
from assistant.models.draft import Placeholder, Profile, Source


@dataclass(frozen=True)
class Brief:
    """What the writer is told.

    Attributes:
        profile: The applicant, screened.
        material: The notice.
        plans: The plan of every section.
        called: How the applicant is called after it has been named.
        directions: The directions of the draft, the main one first.
        settled: Whether the applicant has chosen them.
        conflicts: Facts that contradict one another.
    """

    profile: Profile
    material: Material
    plans: tuple[SectionPlan, ...]
    called: str
    directions: tuple[Clause, ...]
    settled: bool
    conflicts: tuple[Conflict, ...] = ()

    def facts(self, key: str) -> tuple[str, ...]:
        """The facts of a section."""
        return next((plan.facts for plan in self.plans if plan.section.key == key), ())


def write(brief: Brief) -> list[Prose]:
    """The sections, in the order of the form."""
    quotable = Quotable(brief.material, brief.directions)
    made = []
    for plan in brief.plans:
        prose = Prose(plan.section.key, plan.section.title)
        _WRITERS.get(plan.section.key, _plain)(prose, plan, brief, quotable)
        made.append(prose)
    return made


def _directions(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    prose.paragraph([_introduction(brief), *_choice(brief, plan)])
    why: list[Sentence] = []
    if brief.directions:
        quoted = quotable.take([brief.profile.industry, brief.profile.kind, *brief.facts("approach")])
        if quoted is not None:
            name = "directions.content" if brief.settled else "directions.content_proposed"
            text = phrase(
                name, notice=brief.material.form.short_title, words=shown(quoted), self=brief.called
            )
            why.append(Sentence(text, Source.POLICY, (quoted,)))
    why += _party(brief)
    prose.paragraph(why)
    prose.paragraph(_facts(plan, brief))
    prose.paragraph([_gap(e) for e in plan.open if e.key != "chosen"])


def _introduction(brief: Brief) -> Sentence:
    profile = brief.profile
    parts = {"district": profile.district, "kind": profile.kind, "industry": profile.industry}
    about = "，".join(
        phrase(f"directions.about_{name}", **{name: tidy(value)}) for name, value in parts.items() if value
    )
    gaps = [] if profile.name else [_applicant_gap()]
    text = phrase(
        "directions.who",
        name=tidy(profile.name) or phrase("applicant_gap"),
        self=brief.called,
        about=about or phrase("directions.about_nothing"),
    )
    return Sentence(text, Source.APPLICANT if profile.name or about else None, gaps=tuple(gaps))


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
            gap = _placeholder(element)
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
    parties = brief.material.form.parties
    kind = brief.profile.kind
    if parties is None or not kind:
        return []
    for known in parties.kinds:
        if re.search(known.signs, kind):
            span = brief.material.find(parties.clause, known.words)
            if span is None:
                return []
            text = phrase("directions.party", notice=brief.material.form.short_title, words=known.words)
            return [Sentence(text, Source.POLICY, (span,))]
    return []


def _approach(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    aim = brief.material.form.aim
    span = brief.material.find(aim.clause, aim.words) if aim else None
    if aim and span:
        industry = tidy(brief.profile.industry)
        text = phrase(
            "approach.opening",
            self=brief.called,
            words=aim.words,
            industry=phrase("approach.opening_industry", industry=industry) if industry else "",
        )
        prose.paragraph([Sentence(text, Source.POLICY, (span,))])
    _body(prose, plan, brief)
    _tie(prose, plan, brief, quotable, "approach.tie")


def _foundation(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    _body(prose, plan, brief)
    _tie(prose, plan, brief, quotable, "foundation.tie")


def _tie(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable, name: str) -> None:
    """A last sentence that says which words of the direction the section answers to."""
    quoted = quotable.take(plan.facts or (brief.profile.industry,)) if brief.directions else None
    if quoted is not None:
        text = phrase(name, words=shown(quoted), notice=brief.material.form.short_title)
        prose.paragraph([Sentence(text, Source.PROPOSAL, (quoted,))])


def _goals(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    form, material = brief.material.form, brief.material
    span = next(
        (
            Span(material.document, fact.start, fact.end)
            for fact in material.shelf.parsed.facts
            if fact.kind == "period" and fact.clause == form.period
        ),
        None,
    )
    years = material.years
    if span is not None and years:
        named = f"{years[0]}至{years[-1]}年" if len(years) > 1 else f"{years[0]}年"
        opening = Sentence(phrase("goals.opening", words=named, self=brief.called), Source.POLICY, (span,))
    else:
        opening = Sentence(phrase("goals.opening_plain", self=brief.called))
    prose.paragraph([opening])
    within, far = _by_time(plan.facts, years)
    prose.paragraph([Sentence(sentence(official(f, brief.called)), Source.APPLICANT) for f in within])
    prose.paragraph([Sentence(sentence(phrase("goals.far") + f), Source.APPLICANT) for f in far])
    prose.paragraph([Sentence(phrase("goals.table_lead"))] if years or plan.facts else [])
    found = targets.targets(plan.facts)
    prose.table = targets.table(found, years, targets.baselines(brief.facts("foundation")))


def _by_time(facts: Sequence[str], years: Sequence[int]) -> tuple[list[str], list[str]]:
    """The facts in the order of their years, and apart those that lie outside the period."""
    dated: list[tuple[int, int, str]] = []
    far: list[str] = []
    for place, fact in enumerate(facts):
        named = [t.year for t in targets.targets([fact]) if t.year]
        if years and named and all(year not in years for year in named):
            far.append(fact)
        else:
            dated.append((min(named) if named else 0, place, fact))
    return [fact for _, _, fact in sorted(dated)], far


def _safeguards(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    _body(prose, plan, brief)
    offered = [
        made
        for proposal in plan.section.proposals
        if proposal.ask not in plan.filled and (made := _proposal(proposal, brief)) is not None
    ]
    prose.paragraph(offered)


def _proposal(proposal: Proposal, brief: Brief) -> Sentence | None:
    span = brief.material.find(proposal.clause, proposal.words)
    if span is None:
        return None
    district = tidy(brief.profile.district) or "所在区县"
    text = proposal.text.format(self=brief.called, district=district)
    return Sentence(phrase("proposal", text=text), Source.PROPOSAL, (span,))


def _plain(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    _body(prose, plan, brief)


def _body(prose: Prose, plan: SectionPlan, brief: Brief) -> None:
    """A paragraph for each element: its facts, or the placeholder that stands for them."""
    groups = {element.key: facts for element, facts in plan.groups}
    waiting = {element.key for element in plan.open}
    for element in plan.section.asks:
        if element.key in groups:
            prose.paragraph(_group(element, groups[element.key], brief))
        elif element.key in waiting:
            prose.paragraph([_gap(element)])


def _facts(plan: SectionPlan, brief: Brief) -> list[Sentence]:
    return [s for element, facts in plan.groups for s in _group(element, facts, brief)]


def _group(element: Element, facts: Sequence[str], brief: Brief) -> list[Sentence]:
    """The facts of one element as a paragraph: opened once, then joined or counted off."""
    made: list[Sentence] = []
    ordinals, joins = words("ordinals"), words("joins")
    counted = 3 <= len(facts) <= len(ordinals)
    for place, fact in enumerate(facts):
        lead = element.lead if place == 0 else ""
        join = ordinals[place] if counted else joins[min(place, len(joins) - 1)] if place < 3 else ""
        text = official(fact, brief.called)
        text = text if counted and place else with_subject(text, brief.called)
        text = sentence(f"{lead}{join}{text}")
        made.append(Sentence(text + _contradicted(fact, brief), Source.APPLICANT))
    return made


def _contradicted(fact: str, brief: Brief) -> str:
    return ""


def _gap(element: Element) -> Sentence:
    gap = _placeholder(element)
    return Sentence(phrase("gap_sentence", lead=element.lead, gap=gap.text), gaps=(gap,))


def _placeholder(element: Element) -> Placeholder:
    return Placeholder(text=phrase("gap", what=element.gap or element.title), question=element.question)


_WRITERS: dict[str, Callable[[Prose, SectionPlan, Brief, Quotable], None]] = {
    "directions": _directions,
    "approach": _approach,
    "foundation": _foundation,
    "goals": _goals,
    "safeguards": _safeguards,
}
