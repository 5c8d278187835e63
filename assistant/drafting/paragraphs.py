"""Facts become paragraphs: opened once, then joined, listed or counted off; what is missing stays a placeholder."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.brief import Brief
from assistant.drafting.form import Element
from assistant.drafting.plan import SectionPlan
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import official, phrase, pieces, sentence, with_subject, words
from assistant.models.draft import Placeholder, Source

_MANY = 3


def body(prose: Prose, plan: SectionPlan, brief: Brief) -> None:
    """A paragraph for each element: its facts, or the placeholder that stands for them."""
    groups = {element.key: facts for element, facts in plan.groups}
    waiting = {element.key for element in plan.open}
    before = 0
    for element in plan.section.asks:
        if element.key in groups:
            prose.paragraph(group(element, groups[element.key], brief, before))
            before += 1
        elif element.key in waiting:
            prose.paragraph([gap(element, brief)])


def group(element: Element, facts: Sequence[str], brief: Brief, before: int) -> list[Sentence]:
    """The facts of one element as a paragraph: opened once, then joined, listed or counted off."""
    texts = _reconciled(facts, brief)
    lead = element.lead_after if before and element.lead_after else element.lead
    bare = [official(text, brief.called) for text in texts]
    if len(bare) >= _MANY and element.lead_many:
        opening = element.lead_many.format(self=brief.called)
        return counted(opening, [Sentence(text, Source.APPLICANT) for text in bare])
    if len(bare) >= _MANY or (len(bare) > 1 and not lead):
        return listed(bare, brief, lead)
    made = []
    for place, text in enumerate(bare):
        opening = lead if place == 0 else phrase("join")
        made.append(Sentence(sentence(opening + with_subject(text, brief.called)), Source.APPLICANT))
    return made


def listed(texts: Sequence[str], brief: Brief, lead: str = "", *, named: bool = True) -> list[Sentence]:
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


def gap(element: Element, brief: Brief) -> Sentence:
    """The sentence that shows that something is missing."""
    missing = placeholder(element, brief)
    lead = element.gap_lead or element.lead
    return Sentence(phrase("gap_sentence", lead=lead, gap=missing.text), gaps=(missing,))


def placeholder(element: Element, brief: Brief) -> Placeholder:
    """The gap of an element; its question points at what the notes say on it, which is no fact yet."""
    hint = next(
        (note for note in pieces(brief.profile.notes) if element.signs and re.search(element.signs, note)), ""
    )
    question = element.question
    if hint:
        question = phrase("notes_hint", question=question, words=hint)
    return Placeholder(text=phrase("gap", what=element.gap or element.title), question=question)


def counted(lead: str, found: Sequence[Sentence]) -> list[Sentence]:
    """Sentences without full stops, counted off: `主要考虑：一是…；二是…。`"""
    ordinals = words("ordinals")
    made = []
    for place, one in enumerate(found):
        number = ordinals[place] if len(found) > 1 else ""
        end = "；" if place < len(found) - 1 else "。"
        opening = lead if place == 0 else ""
        made.append(replace(one, text=f"{opening}{number}{one.text}{end}"))
    return made
