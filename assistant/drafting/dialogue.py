"""Talking a draft into being: at most three questions at a time, and what people answer goes where it belongs.

A question is known by where its answer goes: `name` for a field of the profile, `foundation.scale` for an element.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.text import visible
from assistant.drafting.directions import chosen
from assistant.drafting.form import Form
from assistant.drafting.material import Material
from assistant.drafting.plan import plan
from assistant.drafting.screening import screen
from assistant.drafting.wording import phrase, pieces
from assistant.errors import InvalidInput
from assistant.models.draft import Draft, DraftTurn, Profile

MOST_QUESTIONS = 3
_LONGEST = 4000
_MARK = re.compile(r"\[\d+\]")
_FIELDS = ("name", "kind", "district", "industry")
_ORDINALS = {**{str(i): i - 1 for i in (1, 2, 3)}, "一": 0, "二": 1, "三": 2, "１": 0, "２": 1, "３": 2}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data: dict[str, str] = yaml.safe_load((Path(__file__).parent / "dialogue.yaml").read_text("utf-8"))
    return re.compile(data[name], re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """Something that is open: where its answer goes, and how to ask for it."""

    key: str
    text: str


def open_questions(
    profile: Profile, material: Material, section: str | None, skipped: Sequence[str] = ()
) -> list[Question]:
    """What a draft still needs, the asked-for section before the others; what was skipped is not asked again."""
    screened, _ = screen(profile)
    picked, _ = chosen(screened, material)
    known = screened.model_copy(update={"directions": tuple(c.path for c in picked)})
    found = [Question(f, phrase(f"dialogue.{f}")) for f in _FIELDS if not getattr(profile, f)]
    plans = sorted(plan(known, material.form), key=lambda p: p.section.key != section)
    taken = {q.key for q in found}
    for one in plans:
        for element in one.open:
            key = element.profile[0] if element.profile else f"{one.section.key}.{element.key}"
            if key not in taken:
                found.append(Question(key, element.question))
                taken.add(key)
    return [question for question in found if question.key not in skipped]


def wanted(message: str, form: Form) -> str | None:
    """The section that a message asks for, or None."""
    return next((s.key for s in form.sections if s.title in message), None)


def begin(message: str, profile: Profile, form: Form) -> Profile:
    """The profile with what a first message tells: who the person is, and facts for the section asked for.

    Raises:
        InvalidInput: The message is too long.
    """
    text = _readable(message, may_be_empty=True)
    name = _pattern("name").search(text)
    told = profile
    if name and not _pattern("boast_as_name").search(name["name"]):
        field = "kind" if _pattern("kind_as_name").search(name["name"]) else "name"
        value = re.sub("^一[家个所]", "", name["name"])
        told = told.model_copy(update={field: getattr(told, field) or value})
        text = text.replace(name[0], "")
    text = _pattern("request").sub("", text)
    section = wanted(message, form)
    rest = [piece.strip("，, 、:：") for piece in pieces(text)]
    rest = [piece for piece in rest if len(piece) > 3 and not _pattern("request").search(piece)]
    if section:
        return _with_facts(told, section, rest)
    notes = "。".join([*([told.notes] if told.notes else []), *rest])
    return told.model_copy(update={"notes": notes}) if rest else told


def told(
    text: str, profile: Profile, material: Material, questions: Sequence[Question]
) -> tuple[Profile, list[str]]:
    """The profile with what an answer tells, and the keys of the questions that it skips.

    Args:
        text: The answer; it may be numbered as the questions were.
        profile: As it was.
        material: The notice.
        questions: Those that were asked.

    Raises:
        InvalidInput: The answer is empty or too long.
    """
    text = _readable(text)
    if _pattern("skip").search(text.strip()):
        return profile, [question.key for question in questions]
    skipped: list[str] = []
    for key, part in _assigned(text, questions, material.form):
        if _pattern("skip").search(part.strip()):
            skipped.append(key)
        else:
            profile = _with(profile, key, part)
    return profile, skipped


def begun(form: Form) -> str:
    """What is said when a draft has been begun."""
    return phrase("dialogue.begun", form=form.name)


def resumed() -> str:
    """What is said when somebody goes on with a draft, at another section."""
    return phrase("dialogue.resumed")


def reaction(*, changed: bool, shown: bool, skipped: bool) -> str:
    """What is said about an answer: whether it changed the profile, and whether the draft shows that.

    A section that was edited by hand keeps its text, so what an answer tells is kept beside it.
    """
    if changed:
        return phrase(f"dialogue.{'filled' if shown else 'noted'}")
    return phrase(f"dialogue.{'skipped' if skipped else 'unused'}")


def turn(
    draft: Draft,
    profile: Profile,
    material: Material,
    *,
    section: str | None,
    skipped: Sequence[str],
    said: str,
    show: str | None,
) -> DraftTurn:
    """What to say next: what became of the answer, the section that it changed, and the next questions.

    Args:
        draft: As it is now.
        profile: What it is made from.
        material: The notice.
        section: The section that is talked about.
        skipped: Questions that are not to be asked.
        said: What is said about the answer.
        show: The section whose text is said, or None.
    """
    questions = open_questions(profile, material, section, skipped)[:MOST_QUESTIONS]
    shown = next((s for s in draft.sections if s.key == show and profile.facts.get(s.key)), None)
    lines = [said]
    if shown is not None:
        lines += [phrase("dialogue.section", title=shown.title), _MARK.sub("", shown.text)]
    if not questions and draft.completeness.filled < draft.completeness.required:
        lines.append(phrase("dialogue.done_open"))
    return DraftTurn(
        draft=draft,
        message="\n".join(lines),
        questions=[question.text for question in questions],
        done=not questions,
    )


def _readable(text: str, *, may_be_empty: bool = False) -> str:
    text = visible(text).strip()
    if not text and not may_be_empty:
        raise InvalidInput("没有读到内容。", "请回答上面的问题，或答“跳过”。")
    if len(text) > _LONGEST:
        raise InvalidInput(f"内容太长（{len(text)} 字）。", f"请控制在 {_LONGEST} 字以内，或分几次补充。")
    return text


def _assigned(text: str, questions: Sequence[Question], form: Form) -> list[tuple[str, str]]:
    """Which part of an answer answers which question."""
    numbered = list(_pattern("numbered").finditer(text))
    if numbered and len(questions) > 1:
        ends = [*(m.start() for m in numbered[1:]), len(text)]
        parts = [(_ORDINALS[m[1]], text[m.end() : end]) for m, end in zip(numbered, ends, strict=True)]
        return [(questions[n].key, part.strip()) for n, part in parts if n < len(questions) and part.strip()]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and len(lines) == len(questions):
        return [(question.key, line) for question, line in zip(questions, lines, strict=True)]
    if len(questions) <= 1:
        return [(questions[0].key, text)] if questions else [(_best(text, [], form), text)]
    return _by_signs(text, questions, form)


def _by_signs(text: str, questions: Sequence[Question], form: Form) -> list[tuple[str, str]]:
    """Each piece to the question whose answer it looks like; fields first, each once."""
    waiting = [question.key for question in questions]
    found: list[tuple[str, str]] = []
    fields = [key for key in waiting if key in _FIELDS]
    parts = re.split(r"[，,。；;\n]", text) if fields else pieces(text)
    for part in filter(None, (p.strip() for p in parts)):
        field = next((key for key in fields if _looks_like(part, key)), None)
        if field:
            fields.remove(field)
            found.append((field, part))
        else:
            found.append((_best(part, [k for k in waiting if k not in _FIELDS] or fields, form), part))
    return found


def _looks_like(part: str, field: str) -> bool:
    bare = _pattern("around").sub("", part.strip())
    pattern = {"name": "bare_name"}.get(field, field)
    return _pattern(pattern).fullmatch(bare) is not None


def _best(part: str, keys: Sequence[str], form: Form) -> str:
    """The element whose signs a text has most of, of those asked for, else of the whole form."""
    options = [
        (f"{section.key}.{element.key}", element.signs)
        for section in form.sections
        for element in section.asks
        if element.signs
    ]
    asked = [(key, signs) for key, signs in options if key in keys]
    ranked = [(len(re.findall(signs, part)), key) for key, signs in asked or options]
    most = max((count for count, _ in ranked), default=0)
    if most == 0 and keys:
        return keys[0]
    return next(key for count, key in ranked if count == most)


def _with(profile: Profile, key: str, text: str) -> Profile:
    """The profile with an answer in its place."""
    if key == "directions":
        names = [name.strip() for name in re.split(r"[、，,；;\n]|和", text) if name.strip()]
        return profile.model_copy(update={"directions": (*profile.directions, *names)})
    if key in _FIELDS:
        said = _pattern("name").search(text) if key == "name" else None
        value = said["name"] if said else _pattern("around").sub("", text.strip()).strip("，。 ")
        return profile.model_copy(update={key: value[:200]})
    return _with_facts(profile, key.split(".")[0], [text])


def _with_facts(profile: Profile, section: str, texts: Sequence[str]) -> Profile:
    if not texts:
        return profile
    facts = {**profile.facts, section: (*profile.facts.get(section, ()), *texts)}
    return profile.model_copy(update={"facts": facts})
