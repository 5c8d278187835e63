"""The form as people see it: what the notice asks for, in its own sentence, and what this project advises."""

from assistant.documents.text import comparable
from assistant.drafting.form import Element, Section
from assistant.drafting.material import Material, title_of
from assistant.models.draft import Ask, Direction, Guide, SectionGuide


def guide(material: Material) -> Guide:
    """The form of a notice."""
    form = material.form
    return Guide(
        notice=form.notice,
        title=material.document.meta.title,
        name=form.name,
        layout=form.layout,
        generic=form.generic,
        sections=[_section(section, material) for section in form.sections],
        directions=[
            Direction(clause=c.path, title=title_of(c), why=_first(material, c.path), score=0.0)
            for c in material.directions
        ],
    )


def _section(section: Section, material: Material) -> SectionGuide:
    basis = material.find(material.form.clause, section.title)
    clause = material.document.clause(material.form.clause)
    return SectionGuide(
        key=section.key,
        title=section.title,
        basis=basis.text.strip() if basis else "",
        clause=clause.breadcrumb if clause else "",
        guidance=section.guidance,
        asks=[_ask(section, element) for element in section.asks],
        shortest=section.length[0],
        longest=section.length[1],
    )


def _ask(section: Section, element: Element) -> Ask:
    return Ask(
        key=element.key,
        title=element.title,
        question=element.question,
        required=element.required,
        official=element.official or comparable(element.title) == comparable(section.title),
    )


def _first(material: Material, path: str) -> str:
    clause = material.document.clause(path)
    spans = material.sentences(clause) if clause else []
    return spans[0].text.strip() if spans else ""
