"""From a profile to a draft: the steps in the order in which they run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.drafting import concerns
from assistant.drafting.brief import Brief
from assistant.drafting.conflicts import conflicts, of_baselines
from assistant.drafting.directions import chosen, ranked
from assistant.drafting.material import Material
from assistant.drafting.plan import SectionPlan, plan
from assistant.drafting.polish import polish
from assistant.drafting.prose import Prose, section
from assistant.drafting.screening import screen
from assistant.drafting.verification import verified
from assistant.drafting.wording import self_name
from assistant.drafting.writer import write
from assistant.grounding.places import Citations
from assistant.llm.client import Model
from assistant.models.document import Clause
from assistant.models.draft import Completeness, Direction, Draft, DraftWarning, Profile

_LEAST_FIT = 0.22


@dataclass(frozen=True)
class Prepared:
    """A profile, understood: what the writer is told, which directions fit, and what to warn of."""

    brief: Brief
    directions: list[Direction]
    warnings: list[DraftWarning]


def prepare(profile: Profile, material: Material, as_of: date) -> Prepared:
    """Screen, choose, plan, and look for what does not agree.

    Raises:
        InvalidInput: The profile does not fit the form.
    """
    screened, orders = screen(profile)
    picked, unknown = chosen(screened, material)
    # A direction that the notice does not have fills nothing.
    screened = screened.model_copy(update={"directions": tuple(c.path for c in picked)})
    plans = plan(screened, material.form)
    fitting = ranked(screened, material, picked)
    told = [fact for p in plans if not p.section.stages for fact in p.facts]
    goals = [fact for p in plans if p.section.stages for fact in p.facts]
    found = (*conflicts(told), *of_baselines(goals, told))
    warnings = [
        *concerns.deadline(material, as_of),
        *concerns.contradictions(found),
        *concerns.orders(orders),
        *concerns.unknown_directions(unknown, material),
        *concerns.superlatives(plans),
        *concerns.outside(plans, material),
    ]
    brief = Brief(
        profile=screened,
        material=material,
        plans=plans,
        called=self_name(screened.kind, screened.name, [fact for p in plans for fact in p.facts]),
        directions=tuple(picked) or _proposed(fitting, material),
        settled=bool(picked),
        conflicts=found,
    )
    return Prepared(brief, fitting, warnings)


def _proposed(fitting: Sequence[Direction], material: Material) -> tuple[Clause, ...]:
    """The direction to propose where none is chosen, if one stands out."""
    if not fitting or fitting[0].score < _LEAST_FIT:
        return ()
    clause = material.direction(fitting[0].clause)
    return (clause,) if clause else ()


def draft(
    profile: Profile, material: Material, as_of: date, identifier: str, model: Model | None = None
) -> Draft:
    """A draft by the embedded writer, worded by `model` if there is one. Raises InvalidInput as `prepare` does."""
    prepared = prepare(profile, material, as_of)
    prose = write(prepared.brief)
    if model is None:
        return assemble(prepared, prose, as_of, identifier)
    worded, done = polish(prose, model, as_of)
    made = assemble(prepared, worded, as_of, identifier)
    return made.model_copy(
        update={
            "engine": done.engine,
            "fallback": done.fallback,
            "prompts": done.prompts if done.texts else [],
            "usage": done.usage,
            "verification": done.verification(made.verification),
        }
    )


def assemble(prepared: Prepared, prose: Sequence[Prose], as_of: date, identifier: str) -> Draft:
    """The draft that the contract describes: what stands up to its sources, numbered and counted."""
    brief = prepared.brief
    kept, verification = verified(prose, brief)
    citations = Citations()
    sections = [section(one, citations) for one in kept]
    return Draft(
        id=identifier,
        applicant=brief.profile.name,
        as_of=as_of,
        sections=sections,
        citations=citations.listed,
        directions=prepared.directions,
        completeness=completeness(brief.plans),
        warnings=prepared.warnings,
        verification=verification,
    )


def completeness(plans: Sequence[SectionPlan]) -> Completeness:
    """How many of the required elements are filled."""
    required = sum(len(p.section.required) for p in plans)
    return Completeness(filled=required - sum(len(p.open) for p in plans), required=required)


def advise(profile: Profile, material: Material) -> list[Direction]:
    """Every direction with how well it fits, the chosen ones first."""
    screened, _ = screen(profile)
    return ranked(screened, material, chosen(screened, material)[0])
