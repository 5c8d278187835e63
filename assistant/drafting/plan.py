"""Which of the applicant's facts fill which of the things that a section should hold, and what stays open."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.text import comparable
from assistant.drafting.form import Element, Form, Section
from assistant.drafting.wording import pieces
from assistant.errors import InvalidInput
from assistant.models.draft import Profile

_SAME = 0.6
_INSIDE = 0.95


@dataclass(frozen=True)
class SectionPlan:
    """What a section will say.

    Attributes:
        section: Of the form.
        groups: The elements that facts fill, with those facts, in the order of the form.
        open: The required elements that nothing fills.
        filled: Keys of the elements that something fills.
    """

    section: Section
    groups: tuple[tuple[Element, tuple[str, ...]], ...]
    open: tuple[Element, ...]
    filled: frozenset[str]

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact of the section, as it will be said."""
        return tuple(fact for _, facts in self.groups for fact in facts)


def plan(profile: Profile, form: Form) -> tuple[SectionPlan, ...]:
    """The plan of every section. A fact that is told twice is said once.

    Raises:
        InvalidInput: The profile has facts for a section that the form does not have.
    """
    said: set[str] = set()
    facts: dict[str, list[str]] = {section.key: [] for section in form.sections}
    for key, texts in profile.facts.items():
        try:
            section = form.section(key)
        except InvalidInput as error:
            raise InvalidInput(f"facts 里有申报表没有的部分：{key[:40]}。", error.hint) from error
        for piece in (piece for text in texts for piece in pieces(text)):
            if comparable(piece) not in said:
                said.add(comparable(piece))
                _add(facts[section.key], piece)
    return tuple(_section(section, facts[section.key], profile) for section in form.sections)


def _add(facts: list[str], piece: str) -> None:
    """Add a fact, unless another one says the same in more words; take the place of one that says it in fewer."""
    for place, other in enumerate(facts):
        if _within(piece, other):
            return
        if _within(other, piece):
            facts[place] = piece
            return
    facts.append(piece)


def _within(text: str, other: str) -> bool:
    """Whether nearly all characters of `text` stand in `other`, which is not much longer, with the same numbers."""
    mine, theirs = Counter(comparable(text)), Counter(comparable(other))
    if re.findall(r"\d+", text) != re.findall(r"\d+", other) or not _SAME <= len(text) / len(other) <= 1:
        return False
    return (mine & theirs).total() >= _INSIDE * mine.total()


def _section(section: Section, facts: Sequence[str], profile: Profile) -> SectionPlan:
    by_key: dict[str, list[str]] = {element.key: [] for element in section.asks}
    filled = {e.key for e in section.asks if any(getattr(profile, field) for field in e.profile)}
    stray: list[str] = []
    for fact in facts:
        strength = {e.key: _strength(e, fact) for e in section.asks}
        filled |= {key for key, matches in strength.items() if matches}
        best = max(strength, key=lambda key: strength[key])
        if strength[best]:
            by_key[best].append(fact)
        else:
            stray.append(fact)
    for fact in stray:
        key = section.home or section.asks[0].key
        filled.add(key)
        by_key[key].append(fact)
    return SectionPlan(
        section=section,
        groups=tuple((e, tuple(by_key[e.key])) for e in section.asks if by_key[e.key]),
        open=tuple(e for e in section.required if e.key not in filled),
        filled=frozenset(filled),
    )


def _strength(element: Element, fact: str) -> int:
    """How many different signs of an element stand in a fact, by its weight."""
    signs = {m[0] for m in re.finditer(element.signs, fact)} if element.signs else set()
    return element.weight * len(signs)
