"""The form of a notice as data: which sections it asks for, what each should hold, and what may be proposed.

Forms are YAML files beside the corpus. A notice without one gets the sections that it lists itself, and no more.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from assistant.documents.text import comparable
from assistant.errors import InvalidInput, Misconfigured
from assistant.models.document import Document, Fact, FactKind, Frozen

_FEWEST = 3
_MOST = 12
_LONGEST_TITLE = 16
# What asks for a list of things to write, and the list's opening word, which belongs to no item.
_ASKS_FOR = re.compile(
    "(?:填写|填报|编写|撰写|(?:申报|申请|试点|建设)(?:表|书|方案).{0,30}?|(?<!实施)方案应?当?)"
    ".{0,30}?(?:明确|包括|包含|写明|说明)"
)
_OPENING = re.compile("^(?:应当?|须|要)?(?:明确|包括|包含|写明|说明|填写)(?:以下)?(?:内容)?[:：]?")


class Element(Frozen):
    """Something that a section should hold.

    Attributes:
        key: Its name inside the section.
        title: Its name for people.
        question: What to ask the applicant.
        required: Whether a gap stays visible in the draft.
        official: Whether the notice itself asks for it.
        profile: Profile fields that fill it.
        signs: Pattern of a fact that fills it.
        weight: How much a sign of it counts beside one of another element.
        lead: Words that open the paragraph of such facts.
        lead_after: The same, where another paragraph of facts goes before.
        lead_many: The same, where several facts are counted off.
        gap: What the placeholder says is missing.
        gap_lead: Words that open its sentence, where they differ from `lead`.
    """

    key: str
    title: str
    question: str
    required: bool = False
    official: bool = False
    profile: tuple[str, ...] = Field(default=(), alias="from")
    signs: str = ""
    weight: int = 1
    lead: str = ""
    lead_after: str = ""
    lead_many: str = ""
    gap: str = ""
    gap_lead: str = ""


class Proposal(Frozen):
    """A sentence of ours for an element that the applicant leaves out; `words` of `clause` are what it rests on."""

    ask: str
    clause: str
    words: str
    text: str


class Section(Frozen):
    """A section of the form.

    `length` is the advised least and most number of characters; `home` the element that takes a fact without signs.
    """

    key: str
    title: str
    length: tuple[int, int]
    guidance: str = ""
    stages: bool = False
    home: str = ""
    asks: tuple[Element, ...]
    proposals: tuple[Proposal, ...] = ()

    @property
    def required(self) -> tuple[Element, ...]:
        """The elements whose gaps stay visible."""
        return tuple(element for element in self.asks if element.required)


class Warned(Frozen):
    """Wording that a clause warns against."""

    signs: str
    clause: str
    words: str
    why: str


class Words(Frozen):
    """Words of a clause."""

    clause: str
    words: str


class PartyKind(Frozen):
    """A sort of body that may apply: signs of it in an applicant's kind, and the notice's word for it."""

    signs: str
    words: str


class Parties(Frozen):
    """The clause that says who may apply."""

    clause: str
    kinds: tuple[PartyKind, ...] = ()


class Form(Frozen):
    """The form of a notice.

    Attributes:
        notice: Number of the notice.
        name: What the notice calls the form.
        short_title: How the draft calls the notice.
        layout: What is said about the official layout.
        clause: Path of the clause that asks for the sections.
        directions: Path of the clause whose items are the directions to choose from; empty where there is no choice.
        period: Path of the clause that sets the period.
        aim: What the draft may quote as the purpose of the whole.
        parties: Who may apply.
        generic: Whether it was made from the notice's own list, without guidance of ours.
    """

    notice: str
    name: str
    short_title: str
    layout: str
    clause: str
    directions: str = ""
    period: str = ""
    aim: Words | None = None
    parties: Parties | None = None
    generic: bool = False
    sections: tuple[Section, ...]
    warned: tuple[Warned, ...] = ()

    def section(self, key: str) -> Section:
        """A section by its key or title.

        Raises:
            InvalidInput: there is none.
        """
        for section in self.sections:
            if key in (section.key, section.title):
                return section
        known = "、".join(f"{s.key}（{s.title}）" for s in self.sections)
        raise InvalidInput(f"申报表没有名为 {key[:40]} 的部分。", f"可选：{known}。")


def form_of(document: Document, facts: Iterable[Fact], folder: Path | None = None) -> Form:
    """The form of a notice: the one kept as data, else one made from the notice's own list of sections.

    Args:
        document: The notice.
        facts: Its facts.
        folder: Where forms are besides the built-in ones.

    Raises:
        InvalidInput: The notice asks for no form.
        Misconfigured: A form file is damaged.
    """
    number = comparable(document.meta.number)
    folders = [folder, _built_in()] if folder else [_built_in()]
    for known in (form for place in folders for form in _forms(place)):
        if number and comparable(known.notice) == number:
            return known
    return _generic(document, facts)


def _built_in() -> Path:
    return Path(str(resources.files("corpus"))) / "form"


@cache
def _forms(folder: Path) -> tuple[Form, ...]:
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return tuple(_read(path) for path in files)


def _read(path: Path) -> Form:
    try:
        data: Any = yaml.safe_load(path.read_text("utf-8"))
        return Form.model_validate(data)
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"申报表数据文件有误：{path.name}。", "请对照 corpus/form 中自带的文件检查。"
        ) from error


def _generic(document: Document, facts: Iterable[Fact]) -> Form:
    for fact in facts:
        asks = _ASKS_FOR.search(document.text[fact.start : fact.end]) if fact.kind is FactKind.LIST else None
        rest = document.text[fact.start + asks.start() : fact.end] if asks else ""
        titles = [_OPENING.sub("", item) for item in fact.items]
        titles = [title for title in titles if 2 <= len(title) <= _LONGEST_TITLE and title in rest]
        if _FEWEST <= len(titles) <= _MOST and len(titles) == len(fact.items):
            return Form(
                notice=document.meta.number,
                name="申报材料",
                short_title="《通知》",
                layout="本稿按通知列出的内容排列；正式报送时，以通知规定的样式和要求为准。",
                clause=fact.clause,
                generic=True,
                sections=tuple(_plain_section(title) for title in titles),
            )
    raise InvalidInput(
        f"《{document.meta.title}》没有写明申报材料要填哪些内容，无法起草。",
        "请换一份写明填报内容的通知，或在 corpus/form 中为它加一份申报表数据。",
    )


def _plain_section(title: str) -> Section:
    element = Element(
        key="content",
        title=title,
        question=f"“{title}”这一部分要写什么？请给出事实和数字。",
        required=True,
        official=True,
        signs=".",
        gap=title,
    )
    return Section(key=title, title=title, length=(80, 1000), asks=(element,))
