"""Drafts: each fictional profile is drafted in process, and what comes is held against the profile and the notice.

Nothing is believed that the draft says of itself: values are read by the evaluation's own tokenizer, facts are looked
for in the text, quotes are compared with the documents. Not measured: whether the prose reads well, and whether a fact
stands in the best place; that takes a reader.
"""

import json
import re
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError, InvalidOption
from assistant.models.draft import Draft, Guide, Profile, Source
from evals.cases import InvalidCases, Strict, Words, normalise
from evals.measures.tokens import Tokens, read
from evals.results import CaseResult, Cited, Failing, Figure
from evals.statistics import interval
from evals.suites import Batch, Options

TITLE = "起草"
COMPONENT = False
SCORES = {
    "values": "数值有据",
    "names": "名称有据",
    "facts": "用到的事实",
    "gaps": "缺项有占位",
    "length": "篇幅合适",
    "once": "没有重复的句子",
    "own_words": "不照抄条款",
    "sources": "每句有来源",
}
QUICK = 1500
"""How long the five sections may take, in milliseconds."""

_MOST_COPIED = 0.30
_GRAM = 8
_LONG = 12
_MARKS = re.compile(r"【[^】]*】|\[\d+\]")
_KIND = "公司|大学|学院|研究院|研究所|协会|商会|集团|联合会|银行|医院"
_NAME = re.compile(rf"[\u4e00-\u9fff·]{{2,}}?(?:{_KIND})|[A-Za-z][A-Za-z.&-]+")
# Words in front of a name, and what is no name but a kind.
_BEFORE = re.compile(rf"^.*(?:[由于的是和与及在对有一二三四五六七八九十、]|将|拟)(?=.)|^(?:{_KIND})")


class Gold(Strict):
    """What a draft of one profile must hold. See `evals/cases/profiles/README.md`."""

    own: list[Words] = Field(default_factory=list)
    directions: list[Words] = Field(default_factory=list)
    placeholders: list[Words] = Field(default_factory=list)
    forbidden: list[Words] = Field(default_factory=list)
    warnings: list[Words] = Field(default_factory=list)
    both_shown: list[list[Words]] = Field(default_factory=list)
    holdout: bool = False


class Case(Strict):
    """A profile's file and its gold."""

    file: Path
    gold: Gold


def load(batch: Batch) -> list[Case]:
    """The profiles beside each `gold.json`. Raises InvalidCases."""
    return [case for path in batch.files for case in _beside(path)]


def _beside(path: Path) -> Iterator[Case]:
    try:
        golds = TypeAdapter(dict[str, Gold]).validate_json(path.read_bytes(), strict=True)
    except (ValidationError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InvalidCases(f"{path} 的内容不对。", "请对照 evals/cases/profiles/README.md 检查。") from error
    for name, gold in golds.items():
        file = path.parent / name
        if not file.is_file():
            raise InvalidCases(f"{path} 提到的资料 {name} 不存在。", "请检查文件名。")
        yield Case(file=file, gold=gold)


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[Case], options: Options
) -> Iterator[CaseResult]:
    """Draft one profile after the other."""
    # The first draft of a process pays for what is loaded on first use.
    assistant.drafts.advise(Profile(name="预热", notes="企业招工难"))
    for case in cases:
        yield _evaluate(assistant, batch, case, options)


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """How many drafts came in time, and the share that passed of those on which nothing was tuned."""
    found = [_share("quick", f"五个部分不超过{QUICK / 1000:g}秒", [r.milliseconds <= QUICK for r in results])]
    holdout = [r.passed for r in results if r.holdout]
    return found + ([_share("holdout", "通过（留出）", holdout)] if holdout else [])


def _share(name: str, label: str, passed: Sequence[bool]) -> Figure:
    values = [float(p) for p in passed]
    low, high = interval(values)
    mean = sum(values) / max(len(values), 1)
    return Figure(name=name, label=label, value=mean, low=low, high=high, cases=len(values))


def _evaluate(assistant: Assistant, batch: Batch, case: Case, options: Options) -> CaseResult:
    asked = CaseResult(
        batch=batch.name,
        kind=batch.kind,
        id=case.file.name,
        category="holdout" if case.gold.holdout else "development",
        holdout=case.gold.holdout,
        asked=(case.file.name,),
        as_of=options.as_of,
    )
    started = time.perf_counter()
    try:
        profile = assistant.drafts.read_profile(case.file.read_bytes())
        draft = assistant.drafts.create(profile, as_of=options.as_of, engine=options.engine)
        elapsed = (time.perf_counter() - started) * 1000
        found = list(_measured(assistant, profile, draft, case.gold))
    except InvalidOption:
        raise
    except AssistantError as error:
        return asked.model_copy(update={"failing": (Failing(check="error", reason=str(error)),)})
    return asked.model_copy(
        update={
            "status": "drafted",
            "failing": (
                *_wrong(draft, case.gold),
                *(Failing(check=n, reason=why) for n, value, why in found if value < 1),
            ),
            "answer": "\n\n".join(f"{s.title}\n{s.text}" for s in draft.sections),
            "citations": tuple(
                Cited(document=c.document, part=c.part, clause=c.clause, title=c.title, quote=c.quote)
                for c in draft.citations
            ),
            "scores": {name: value for name, value, _ in found},
            "engine": draft.engine,
            "milliseconds": elapsed,
        }
    )


def _wrong(draft: Draft, gold: Gold) -> Iterator[Failing]:
    """What the gold names and the draft does not hold, or holds though it must not."""
    texts = {s.key: s.text for s in draft.sections}
    whole = normalise("\n".join(texts.values()))
    warned = normalise("\n".join(w.text for w in draft.warnings))
    kinds = {w.kind.value for w in draft.warnings}
    best = [d.clause for d in draft.directions][: max(len(gold.directions), 1)]
    for token in gold.own:
        if normalise(token) not in whole:
            yield Failing(check="own", reason=f"没有用到“{token}”")
    for token in gold.forbidden:
        if normalise(token) in whole:
            yield Failing(check="forbidden", reason=f"不该写“{token}”")
    for values in gold.both_shown:
        for value in values:
            if normalise(value) not in whole + warned:
                yield Failing(check="both_shown", reason=f"没有列出“{value}”")
    for clause in gold.directions:
        if normalise(clause) not in [normalise(found) for found in best]:
            yield Failing(check="directions", reason=f"方向 {clause} 不在最前：{'、'.join(best)}")
    for key in gold.placeholders:
        if "【待补充" not in texts.get(key, ""):
            yield Failing(check="placeholders", reason=f"{key} 没有占位")
    for kind in gold.warnings:
        if kind not in kinds:
            yield Failing(check="warnings", reason=f"没有提示 {kind}")


def _measured(
    assistant: Assistant, profile: Profile, draft: Draft, gold: Gold
) -> Iterator[tuple[str, float, str]]:
    """Each measure: its name, 0 to 1, and why it is below 1."""
    notice = assistant.notice()
    assert notice is not None  # a draft was made from it
    text_of = cache(lambda identifier: assistant.document(identifier).text)
    official = text_of(notice.id)
    given = _given(profile)
    guide = assistant.drafts.guide(profile.notice)
    yield _values(draft, given, f"{official}\n{notice.number}\n{notice.title}")
    yield _names(draft, given, official)
    yield _facts(profile, draft, gold)
    yield _gaps(profile, draft, guide)
    yield _length(draft, guide)
    yield _once(draft)
    if not gold.placeholders:
        yield _own_words(draft, official)
    yield _sources(draft, text_of)


def _given(profile: Profile) -> str:
    facts = [text for texts in profile.facts.values() for text in texts]
    return "\n".join([profile.name, profile.kind, profile.district, profile.industry, *facts])


def _prose(draft: Draft) -> str:
    return "\n".join(_MARKS.sub(" ", section.text) for section in draft.sections)


def _values(draft: Draft, given: str, official: str) -> tuple[str, float, str]:
    """Every number, day, year and address is the applicant's or the notice's, as a whole token."""
    said, known = read(_prose(draft)), read(f"{given}\n{official}")
    own = set(map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", given + official)))
    years = own | set(range(min(own, default=0), max(own, default=0) + 1))
    missing = [*_unknown(said, known), *(f"{y}年" for y in sorted(said.years - known.years - years))]
    total = len(said.numbers) + len(said.days) + len(said.exact) + len(said.years)
    return "values", _rate(len(missing), total), f"没有出处：{'、'.join(missing)}"


def _unknown(said: Tokens, known: Tokens) -> list[str]:
    return [
        *sorted(said.numbers - known.numbers),
        *(str(day) for day in sorted(said.days - known.days, key=str)),
        *sorted(said.exact - known.exact),
    ]


def _names(draft: Draft, given: str, official: str) -> tuple[str, float, str]:
    """Names of bodies and foreign words stand in the profile or in the notice."""
    known = normalise(given + official)
    found = {_BEFORE.sub("", name) for name in _NAME.findall(_prose(draft))}
    found = {name for name in found if name and not re.fullmatch(_KIND, name)}
    missing = sorted(name for name in found if normalise(name) not in known)
    return "names", _rate(len(missing), len(found)), f"没有出处：{'、'.join(missing)}"


def _facts(profile: Profile, draft: Draft, gold: Gold) -> tuple[str, float, str]:
    """Every stretch with a number of every fact stands in the text; a fact with something forbidden is none."""
    whole = normalise(_prose(draft))
    stretches = [
        stretch
        for texts in profile.facts.values()
        for text in texts
        if not any(normalise(word) in normalise(text) for word in gold.forbidden)
        for stretch in re.split(
            r"[,，。;；:：、()（）\n]|(?<=\d{4}年)", re.sub(r"(?<=\d),(?=\d{3})", "", text)
        )
        if re.search(r"\d", stretch)
    ]
    missing = [s.strip() for s in stretches if normalise(s) not in whole]
    return "facts", _rate(len(missing), len(stretches)), f"没有用到：{'；'.join(missing)}"


def _gaps(profile: Profile, draft: Draft, guide: Guide) -> tuple[str, float, str]:
    """A section without any fact has a placeholder, and every placeholder stands in its section's text."""
    texts = {s.key: s.text for s in draft.sections}
    bare = [s.key for s in guide.sections if s.key != "directions" and not profile.facts.get(s.key)]
    missing = [key for key in bare if "【待补充" not in texts.get(key, "")]
    missing += [g.text for s in draft.sections for g in s.placeholders if g.text not in s.text]
    total = len(bare) + sum(len(s.placeholders) for s in draft.sections)
    return "gaps", _rate(len(missing), total), f"没有占位：{'、'.join(missing)}"


def _length(draft: Draft, guide: Guide) -> tuple[str, float, str]:
    """Every section is within the length that its form advises."""
    bounds = {s.key: (s.shortest, s.longest) for s in guide.sections}
    wrong = [
        f"{s.title}{len(normalise(s.text))}字"
        for s in draft.sections
        if not bounds[s.key][0] <= len(normalise(s.text)) <= bounds[s.key][1]
    ]
    return "length", _rate(len(wrong), len(draft.sections)), f"篇幅不合：{'、'.join(wrong)}"


def _once(draft: Draft) -> tuple[str, float, str]:
    """No sentence stands twice, in whichever sections."""
    said = [normalise(s) for s in re.split(r"[。;；\n]", _prose(draft))]
    said = [s for s in said if len(s) > _LONG]
    twice = sorted({s for s in said if said.count(s) > 1})
    return "once", _rate(len(twice), len(said)), f"重复：{'；'.join(twice)}"


def _own_words(draft: Draft, official: str) -> tuple[str, float, str]:
    """At most 30 % of the text are the clauses' own words, in stretches of eight characters."""
    share = copied(_prose(draft), official)
    return "own_words", float(share <= _MOST_COPIED), f"照抄条款 {share:.0%}"


def copied(text: str, official: str) -> float:
    """The share of a text's characters that stand in stretches of eight or more of the notice."""
    said, source = normalise(text), normalise(official)
    inside = [False] * len(said)
    for start in range(len(said) - _GRAM + 1):
        if said[start : start + _GRAM] in source:
            inside[start : start + _GRAM] = [True] * _GRAM
    return sum(inside) / max(len(said), 1)


def _sources(draft: Draft, text_of: Any) -> tuple[str, float, str]:
    """Claims stand in their section, policy claims and no others must cite, and quotes are the documents' words."""
    known = {c.id for c in draft.citations}
    wrong = [
        claim.text[:20]
        for section in draft.sections
        for claim in section.claims
        if claim.text not in section.text
        or not set(claim.citations) <= known
        or (claim.source is Source.POLICY and not claim.citations)
    ]
    wrong += [c.quote[:20] for c in draft.citations if text_of(c.document)[c.start : c.end] != c.quote]
    total = sum(len(s.claims) for s in draft.sections) + len(draft.citations)
    return "sources", _rate(len(wrong), total), f"来源不对：{'；'.join(wrong)}"


def _rate(wrong: int, total: int) -> float:
    return 1.0 - wrong / total if total else 1.0
