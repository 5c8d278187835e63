"""The check of a text that a person has edited: what is missing, unsupported, out of the period, or warned against."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.documents.days import years_in
from assistant.documents.numbering import han_to_int
from assistant.documents.text import comparable, plain
from assistant.drafting.form import Section
from assistant.drafting.material import Material
from assistant.drafting.verification import said
from assistant.drafting.wording import phrase, words
from assistant.grounding.places import Span
from assistant.grounding.values import values
from assistant.models.draft import Finding, FindingKind, Profile

_GAP = re.compile(r"【待补充[^】]*】")
_MARK = re.compile(r"\[\d+\]")
_SENTENCE = re.compile(r"[^。！？；;\n]+")
_LONG = 12


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "check.yaml").read_text("utf-8"))
    return data


def check(texts: Mapping[str, str], profile: Profile, material: Material) -> list[Finding]:
    """Everything that the applicant should look at, in the order of the form and of the text.

    Args:
        texts: Section key → text.
        profile: What the draft is made from; its numbers are known.
        material: The notice.

    Raises:
        InvalidInput: The form has no such section.
    """
    given = {material.form.section(key).key: text for key, text in texts.items()}
    found: list[Finding] = []
    seen: dict[str, str] = {}
    for section in material.form.sections:
        if section.key not in given:
            continue
        text = given[section.key]
        own = [
            *_missing(section, text),
            *_unsupported(section, text, profile, material),
            *_outside(section, text, material),
            *_promises(section, text, material),
            *_warned(section, text, material),
            *_repeated(section, text, seen),
        ]
        found += sorted(own, key=lambda f: f.start if f.start is not None else -1)
        found += _length(section, text)
    return found


def _finding(section: Section, kind: FindingKind, message: str, text: str, start: int, end: int) -> Finding:
    return Finding(section=section.key, kind=kind, text=message, quote=text[start:end], start=start, end=end)


def _missing(section: Section, text: str) -> Iterator[Finding]:
    """Gaps that are still open, and required elements of which the text says nothing."""
    gaps = list(_GAP.finditer(text))
    for gap in gaps:
        message = phrase("check.gap", what=gap[0][1:-1].removeprefix("待补充：").removeprefix("待补充:"))
        yield _finding(section, FindingKind.MISSING, message, text, gap.start(), gap.end())
    rest = _GAP.sub("", text)
    for element in section.required:
        open_already = any(element.gap and element.gap in gap[0] for gap in gaps)
        if element.signs and not open_already and not re.search(element.signs, rest):
            message = phrase("check.missing", title=element.title, question=element.question)
            yield Finding(section=section.key, kind=FindingKind.MISSING, text=message)


def _unsupported(section: Section, text: str, profile: Profile, material: Material) -> Iterator[Finding]:
    """Numbers that neither the profile nor the notice holds, and claims of being the first or the best."""
    notice = material.document
    own = "\n".join(said(profile))
    known = values("\n".join([own, notice.text, notice.meta.number, notice.meta.title]))
    known |= {f"number:{year}" for year in material.years}
    plain_text = _MARK.sub(lambda m: " " * len(m[0]), plain(text))
    bare = _GAP.sub(lambda m: " " * len(m[0]), plain_text)
    for match in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", bare):
        if not values(match[0]) <= known:
            message = phrase("check.unsupported", value=match[0])
            yield _finding(section, FindingKind.UNSUPPORTED, message, text, match.start(), match.end())
    for match in re.finditer(r"[一二两三四五六七八九十百千]+(?=家|名|人|个月|万元|份|期|天|倍)", bare):
        number = f"number:{han_to_int(match[0].replace('两', '二'))}"
        if len(match[0]) > 1 and match[0] not in own + notice.text and number not in known:
            message = phrase("check.unsupported", value=match[0])
            yield _finding(section, FindingKind.UNSUPPORTED, message, text, match.start(), match.end())
    for match in re.finditer(str(words("superlative")), bare):
        if comparable(match[0]) not in comparable(notice.text):
            message = phrase("check.superlative", words=match[0])
            yield _finding(section, FindingKind.UNSUPPORTED, message, text, match.start(), match.end())


def _outside(section: Section, text: str, material: Material) -> Iterator[Finding]:
    """Years behind the period; where goals are told, also years before it."""
    years = material.years
    if not years:
        return
    for match in _SENTENCE.finditer(text):
        table = text.rfind("\n", 0, match.start()) < text.rfind("|", 0, match.end()) and "|" in match[0]
        early = section.stages and not table
        wrong = [y for y in years_in(match[0]) if y > years[-1] or (early and y < years[0])]
        if wrong:
            message = phrase("check.outside_period", year=wrong[0], first=years[0], last=years[-1])
            yield _finding(section, FindingKind.OUTSIDE_PERIOD, message, text, match.start(), match.end())


def _promises(section: Section, text: str, material: Material) -> Iterator[Finding]:
    """Promises of what the notice does not provide for."""
    notice = comparable(material.document.text)
    for pattern in _data()["promises"]:
        for match in re.finditer(pattern, text):
            if comparable(match["what"]) not in notice:
                message = phrase("check.promise", what=match["what"], notice=material.form.short_title)
                yield _finding(section, FindingKind.PROMISE, message, text, match.start(), match.end())


def _warned(section: Section, text: str, material: Material) -> Iterator[Finding]:
    """Wording that a clause of the notice warns against."""
    for warned in material.form.warned:
        span: Span | None = material.find(warned.clause, warned.words)
        clause = material.document.clause(warned.clause)
        if span is None or clause is None:
            continue
        for match in re.finditer(warned.signs, text):
            message = phrase(
                "check.warned", why=warned.why, words=span.text.strip(), heading=clause.breadcrumb
            )
            yield _finding(section, FindingKind.WARNED, message, text, match.start(), match.end())


def _repeated(section: Section, text: str, seen: dict[str, str]) -> Iterator[Finding]:
    """Sentences that stand twice, here or in a section before."""
    for match in _SENTENCE.finditer(text):
        said_here = comparable(_MARK.sub("", _GAP.sub("", match[0])))
        if len(said_here) <= _LONG or "|" in said_here:
            continue
        if said_here in seen:
            message = phrase("check.repeated", title=seen[said_here])
            yield _finding(section, FindingKind.REPEATED, message, text, match.start(), match.end())
        seen.setdefault(said_here, section.title)


def _length(section: Section, text: str) -> Iterator[Finding]:
    count = len(comparable(_MARK.sub("", text)))
    shortest, longest = section.length
    if count < shortest or count > longest:
        name = "check.short" if count < shortest else "check.long"
        message = phrase(name, count=count, shortest=shortest, longest=longest)
        yield Finding(section=section.key, kind=FindingKind.LENGTH, text=message)
