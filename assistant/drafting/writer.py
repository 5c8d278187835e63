"""The embedded writer: sections of a plan become prose, every sentence with its source."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.documents.numbering import marker_of
from assistant.drafting import targets
from assistant.drafting.clauses import Quotable, shown
from assistant.drafting.conflicts import Conflict
from assistant.drafting.form import Element, Proposal
from assistant.drafting.material import Material, title_of
from assistant.drafting.plan import SectionPlan
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import official, phrase, pieces, sentence, tidy, with_subject, words
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
    prose.paragraph(_reasons(brief, quotable))
    prose.paragraph([s for element, facts in plan.groups for s in _group(element, facts, brief, 0)])
    prose.paragraph([_gap(e, brief) for e in plan.open if e.key != "chosen"])


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
    return _counted(lead, found) if brief.directions else []


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


def _counted(lead: str, found: Sequence[Sentence]) -> list[Sentence]:
    """Sentences without full stops, counted off: `主要考虑：一是…；二是…。`"""
    ordinals = words("ordinals")
    made = []
    for place, one in enumerate(found):
        number = ordinals[place] if len(found) > 1 else ""
        end = "；" if place < len(found) - 1 else "。"
        opening = lead if place == 0 else ""
        made.append(replace(one, text=f"{opening}{number}{one.text}{end}"))
    return made


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
            gap = _placeholder(element, brief)
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


def _approach(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    aim = brief.material.form.aim
    span = brief.material.find(aim.clause, aim.words) if aim else None
    if aim and span:
        industry = tidy(brief.profile.industry)
        text = phrase(
            "approach.opening",
            self=brief.called,
            words=aim.words,
            industry=phrase("approach.opening_industry", industry=_as_industry(industry)) if industry else "",
        )
        prose.paragraph([Sentence(text, Source.POLICY, (span,))])
    _body(prose, plan, brief)
    _tie(prose, plan, brief, quotable)


def _as_industry(name: str) -> str:
    """`模具产业`, but `汽车、电子、装备三大产业` as it is."""
    named = re.search(f"(?:{words('approach.industry_named')})$", name)
    return name if named else name + str(words("approach.industry"))


def _foundation(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    _body(prose, plan, brief)
    _tie(prose, plan, brief, quotable)
    if _characters(prose) < plan.section.length[0]:
        prose.paragraph([Sentence(phrase("more"), Source.PROPOSAL)])


def _tie(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    """A last sentence that says which words of the directions the section answers to, or could answer to."""
    key, told = plan.section.key, bool(plan.facts)
    near = plan.facts or (brief.profile.industry, brief.profile.notes)
    ranks = range(len(brief.directions))
    found = [q for rank in ranks if told and (q := quotable.take(near, rank=rank, least=_AGREES))]
    agrees = bool(found)
    if not found and brief.directions and (loose := quotable.take(near)):
        found = [loose]
    if not found or (told and not agrees and not _wants_loose(prose, plan)):
        return
    kind = "tie_open" if not told else "tie_loose" if not agrees else "tie_many" if found[1:] else "tie"
    text = phrase(
        f"{key}.{kind}",
        words="".join(f"“{shown(span)}”" for span in found),
        notice=brief.material.form.short_title,
        self=brief.called,
    )
    prose.paragraph([Sentence(text, Source.POLICY if agrees else Source.PROPOSAL, tuple(found))])


def _wants_loose(prose: Prose, plan: SectionPlan) -> bool:
    """A plan says what it goes by; what has been done needs a hint only where little is said of it."""
    return plan.section.key == "approach" or _characters(prose) < plan.section.length[0]


def _characters(prose: Prose) -> int:
    return sum(len(s.text) for s in prose.sentences)


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
    within, far = _by_time([_dated(official(fact, brief.called)) for fact in plan.facts], years)
    overall = [fact for fact in within if not _year_of(fact)]
    staged = [fact for fact in within if _year_of(fact)]
    prose.paragraph(_listed(overall, brief, phrase("goals.overall") if staged else "", named=False))
    prose.paragraph(_listed(staged, brief, named=False))
    prose.paragraph(_listed(far, brief, phrase("goals.far"), named=False))
    prose.paragraph([Sentence(phrase("goals.table_lead"))] if years or plan.facts else [])
    found = targets.targets(plan.facts)
    prose.table = targets.table(found, years, targets.baselines(brief.facts("foundation")))


def _dated(fact: str) -> str:
    """`2025年：…` as a sentence says it."""
    return re.sub(r"^(\d{4}年(?:底|末)?前?)：", r"\1，", fact)


def _by_time(facts: Sequence[str], years: Sequence[int]) -> tuple[list[str], list[str]]:
    """The facts in the order of their years, and apart those that lie outside the period."""
    dated: list[tuple[int, int, str]] = []
    far: list[str] = []
    for place, fact in enumerate(facts):
        named = [t.year for t in targets.targets([fact]) if t.year]
        if years and named and all(year not in years for year in named):
            far.append(fact)
        else:
            dated.append((_year_of(fact), place, fact))
    return [fact for _, _, fact in sorted(dated)], far


def _year_of(fact: str) -> int:
    """The first year that a target names; 0 where it names none."""
    return min((t.year for t in targets.targets([fact]) if t.year), default=0)


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
    before = 0
    for element in plan.section.asks:
        if element.key in groups:
            prose.paragraph(_group(element, groups[element.key], brief, before))
            before += 1
        elif element.key in waiting:
            prose.paragraph([_gap(element, brief)])


def _group(element: Element, facts: Sequence[str], brief: Brief, before: int) -> list[Sentence]:
    """The facts of one element as a paragraph: opened once, then joined, listed or counted off."""
    texts = _reconciled(facts, brief)
    lead = element.lead_after if before and element.lead_after else element.lead
    bare = [official(text, brief.called) for text in texts]
    if len(bare) >= _MANY and element.lead_many:
        opening = element.lead_many.format(self=brief.called)
        return _counted(opening, [Sentence(text, Source.APPLICANT) for text in bare])
    if len(bare) >= _MANY or (len(bare) > 1 and not lead):
        return _listed(bare, brief, lead)
    made = []
    for place, text in enumerate(bare):
        opening = lead if place == 0 else phrase("join")
        made.append(Sentence(sentence(opening + with_subject(text, brief.called)), Source.APPLICANT))
    return made


def _listed(texts: Sequence[str], brief: Brief, lead: str = "", *, named: bool = True) -> list[Sentence]:
    """Facts in one sentence, parted by semicolons; each is a claim of its own."""
    made = []
    for place, text in enumerate(texts):
        said = lead + (with_subject(text, brief.called) if named else text) if place == 0 else text
        end = "；" if place < len(texts) - 1 else "。"
        made.append(Sentence(said + end, Source.APPLICANT))
    return made


def _reconciled(facts: Sequence[str], brief: Brief) -> list[str]:
    """The facts, those that contradict another one beside it instead of on their own."""
    made = list(facts)
    for conflict in brief.conflicts:
        text = phrase("conflict", text=conflict.first, other=conflict.second)
        if conflict.first in made and conflict.second in made:
            made[made.index(conflict.first)] = text
            made.remove(conflict.second)
    return made


def _gap(element: Element, brief: Brief) -> Sentence:
    gap = _placeholder(element, brief)
    lead = element.gap_lead or element.lead
    return Sentence(phrase("gap_sentence", lead=lead, gap=gap.text), gaps=(gap,))


def _placeholder(element: Element, brief: Brief) -> Placeholder:
    """The gap of an element; its question points at what the notes say on it, which is no fact yet."""
    hint = next(
        (note for note in pieces(brief.profile.notes) if element.signs and re.search(element.signs, note)), ""
    )
    question = element.question
    if hint:
        question = phrase("notes_hint", question=question, words=hint)
    return Placeholder(text=phrase("gap", what=element.gap or element.title), question=question)


_AGREES = 0.15
_MANY = 3

_WRITERS: dict[str, Callable[[Prose, SectionPlan, Brief, Quotable], None]] = {
    "directions": _directions,
    "approach": _approach,
    "foundation": _foundation,
    "goals": _goals,
    "safeguards": _safeguards,
}
