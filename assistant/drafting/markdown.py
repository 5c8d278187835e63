"""A draft as Markdown, with its sources, its gaps and what to look at."""

from assistant.drafting.material import Material
from assistant.drafting.wording import phrase, words
from assistant.models.draft import Draft


def render(draft: Draft, material: Material) -> str:
    """The draft as Markdown."""
    form = material.form
    lines = [f"# {phrase('export.title', name=form.name)}", "", f"> {phrase('export.note')}{form.layout}", ""]
    lines += [f"{words('export.applicant')}{draft.applicant or words('applicant_gap')}", ""]
    ordinals = words("export.numbers")
    for place, section in enumerate(draft.sections):
        number = f"{ordinals[place]}、" if place < len(ordinals) else ""
        lines += [
            f"## {number}{section.title}",
            "",
            section.text.replace("\n", "\n\n").replace("|\n\n|", "|\n|"),
            "",
        ]
    if draft.warnings:
        lines += [f"## {words('export.warnings')}", "", *(f"- {w.text}" for w in draft.warnings), ""]
    if draft.citations:
        lines += [f"## {words('export.sources')}", ""]
        lines += [
            f"[{c.id}] 《{c.title}》{c.number} {c.heading}：“{c.quote.strip()}”  " for c in draft.citations
        ]
    return "\n".join(lines).rstrip() + "\n"
