"""The embedded writer: sections of a plan become prose, every sentence with its source."""

import re
from collections.abc import Callable, Sequence

from assistant.documents.text import comparable
from assistant.drafting import targets
from assistant.drafting.brief import Brief
from assistant.drafting.choosing import directions
from assistant.drafting.clauses import Quotable, shown
from assistant.drafting.form import Proposal
from assistant.drafting.paragraphs import body, listed
from assistant.drafting.plan import SectionPlan
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import official, phrase, tidy, words
from assistant.grounding.places import Span
from assistant.models.draft import Source

_AGREES = 0.15
"""How much of the clause's words, rare ones counting more, a section must share to be said to answer to them."""


def write(brief: Brief) -> list[Prose]:
    """The sections, in the order of the form."""
    quotable = Quotable(brief.material, brief.directions)
    made = []
    for plan in brief.plans:
        prose = Prose(plan.section.key, plan.section.title)
        _WRITERS.get(plan.section.key, _plain)(prose, plan, brief, quotable)
        made.append(prose)
    return made


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
    body(prose, plan, brief)
    _tie(prose, plan, brief, quotable)


def _as_industry(name: str) -> str:
    """`模具产业`, but `汽车、电子、装备三大产业` as it is."""
    named = re.search(f"(?:{words('approach.industry_named')})$", name)
    return name if named else name + str(words("approach.industry"))


def _foundation(prose: Prose, plan: SectionPlan, brief: Brief, quotable: Quotable) -> None:
    body(prose, plan, brief)
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
    if not found or (told and not agrees and not _wants_loose(prose, plan, brief)):
        return
    kind = "tie_open" if not told else "tie_loose" if not agrees else "tie_many" if found[1:] else "tie"
    text = phrase(
        f"{key}.{kind}",
        words="".join(f"“{shown(span)}”" for span in found),
        notice=brief.material.form.short_title,
        self=brief.called,
    )
    prose.paragraph([Sentence(text, Source.POLICY if agrees else Source.PROPOSAL, tuple(found))])


def _wants_loose(prose: Prose, plan: SectionPlan, brief: Brief) -> bool:
    """A plan says what it goes by; what has been done needs a hint only where little is said of it."""
    short = _characters(prose) < plan.section.length[0]
    return brief.settled and (plan.section.key == "approach" or short)


def _characters(prose: Prose) -> int:
    """How long a section is, without white space and commas."""
    return len(comparable("".join(s.text for s in prose.sentences)).replace(",", ""))


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
    prose.paragraph(listed(overall, brief, phrase("goals.overall") if staged else "", named=False))
    prose.paragraph(listed(staged, brief, named=False))
    prose.paragraph(listed(far, brief, phrase("goals.far"), named=False))
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
    body(prose, plan, brief)
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
    body(prose, plan, brief)


_WRITERS: dict[str, Callable[[Prose, SectionPlan, Brief, Quotable], None]] = {
    "directions": directions,
    "approach": _approach,
    "foundation": _foundation,
    "goals": _goals,
    "safeguards": _safeguards,
}
