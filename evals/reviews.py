"""Reviews of fictional submissions: what must be found, what must not be said, what must not be seen.

A folder holds submissions and `gold.json` (its fields are those of `Gold`). All of them are reviewed in one call, as a
reviewer does, so that copies are found. The rules are written here again and ask the product nothing about itself:
values are compared as text, every quote is held against the review's own `text`, and personal data are looked for in
everything that comes out. Not measured: how well the summary reads.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.app import Assistant
from assistant.models.document import Frozen
from assistant.models.principal import LOCAL
from assistant.models.review import Review
from assistant.reviewing.pipeline import Upload
from evals.cases import InvalidCases, normalise
from evals.results import CaseResult, Failing, Figure
from evals.suites import Batch, Options

TITLE = "审阅"
COMPONENT = False
SCORES = {
    "facts": "要点",
    "missing": "缺项",
    "contradictions": "矛盾",
    "false_alarms": "无误报",
    "directions": "方向",
    "red_flags": "红线与疑点",
    "injection": "指令",
    "personal": "个人信息",
    "basics": "基本信息",
    "offsets": "出处",
    "summary": "摘要",
}
LONGEST_SUMMARY, SHORTEST_SUMMARY = 450, 60
KEYS = {
    "试点方向": "directions",
    "总体思路": "approach",
    "工作基础": "foundation",
    "工作目标": "goals",
    "保障措施": "safeguards",
}

Alternatives = tuple[tuple[str, ...], ...]


class Gold(Frozen):
    """What a review of one submission must and must not hold. See `evals/cases/README.md` for each field."""

    model_config = ConfigDict(extra="ignore")

    applicant: str
    kind: str | None = None
    district: str | None = None
    filled_on: date | None = None
    missing_sections: tuple[str, ...] = ()
    empty_sections: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    must_mention: Alternatives = ()
    contradictions: Alternatives = ()
    no_contradiction_about: Alternatives = ()
    pii_values: tuple[str, ...] = ()
    not_pii: tuple[str, ...] = ()
    injection: bool = False
    injection_quotes: tuple[str, ...] = ()
    red_flags: Alternatives = ()
    not_red_flags: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    holdout: bool = False


@dataclass(frozen=True)
class Case:
    """A submission and its gold."""

    path: Path
    gold: Gold


@dataclass
class _Marks:
    """What was checked of one review, by measure."""

    given: dict[str, list[bool]] = field(default_factory=dict)
    failing: list[Failing] = field(default_factory=list)

    def give(self, measure: str, good: bool, reason: str) -> None:
        """Note one check; `reason` says what is wrong if it is."""
        self.given.setdefault(measure, []).append(good)
        if not good:
            self.failing.append(Failing(check=measure, reason=reason))

    def scores(self) -> dict[str, float]:
        """The share of checks passed, by measure."""
        return {name: sum(marks) / len(marks) for name, marks in self.given.items()}


def load(batch: Batch) -> list[Case]:
    """The submissions that stand beside the `gold.json` of a batch. Raises InvalidCases."""
    found = []
    for file in batch.files:
        try:
            golds = TypeAdapter(dict[str, Gold]).validate_json(file.read_bytes())
        except (OSError, ValidationError) as error:
            raise InvalidCases(f"{file} 不能用作评测标准。", "请检查 gold.json 的格式。") from error
        for name, gold in golds.items():
            if not (file.parent / name).is_file():
                raise InvalidCases(
                    f"{file.parent} 里没有 {name}。", "gold.json 的键应是同一文件夹里的文件名。"
                )
            found.append(Case(file.parent / name, gold))
    return found


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[Case], options: Options
) -> Iterator[CaseResult]:
    """Review all submissions in one call and judge each review."""
    uploads = [Upload(case.path.name, case.path.read_bytes()) for case in cases]
    started = time.perf_counter()
    reviews = assistant.reviews.run(uploads, options.as_of, options.engine, LOCAL)
    elapsed = (time.perf_counter() - started) * 1000 / max(len(cases), 1)
    everything = normalise(json.dumps([r.model_dump(mode="json") for r in reviews], ensure_ascii=False))
    for case, review in zip(cases, reviews, strict=True):
        marks = judge(case.gold, review, everything)
        yield CaseResult(
            batch=batch.name,
            kind=batch.kind,
            id=case.path.name,
            category=case.path.suffix.removeprefix("."),
            holdout=case.gold.holdout,
            asked=(case.path.name,),
            as_of=options.as_of,
            status="error" if review.error else "reviewed",
            failing=tuple(marks.failing),
            answer=review.summary or (review.error.message if review.error else ""),
            scores=marks.scores(),
            engine=review.engine,
            milliseconds=elapsed,
        )


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """None that is not a mean."""
    return []


def judge(gold: Gold, review: Review, everything: str) -> _Marks:
    """Hold a review against its gold.

    Args:
        gold: What it must hold.
        review: What came.
        everything: All output of the call as one normalised text, in which no personal data may stand.
    """
    marks = _Marks()
    if review.error is not None:
        marks.give("basics", False, f"读取失败：{review.error.message}")
        return marks
    for check in (
        _basics,
        _facts,
        _missing,
        _contradictions,
        _directions,
        _flags,
        _injection,
        _summary,
        _offsets,
    ):
        check(gold, review, marks)
    for value in gold.pii_values:
        marks.give("personal", normalise(value) not in everything, f"个人信息未遮盖：{value[:3]}…")
    for value in gold.not_pii:
        marks.give("personal", normalise(value) in normalise(review.text), f"误遮盖：{value}")
    return marks


def _flat(value: Any) -> str:
    return normalise(
        json.dumps(value, ensure_ascii=False, default=lambda model: model.model_dump(mode="json"))
    )


def _basics(gold: Gold, review: Review, marks: _Marks) -> None:
    fits = normalise(gold.applicant) in normalise(review.applicant)
    marks.give("basics", fits, f"申报主体：{review.applicant}，应为 {gold.applicant}")
    if gold.kind is not None:
        marks.give("basics", review.kind == gold.kind, f"主体类型：{review.kind}，应为 {gold.kind}")
    if gold.district is not None:
        marks.give(
            "basics", review.district == gold.district, f"区县：{review.district}，应为 {gold.district}"
        )
    marks.give(
        "basics", review.filled_on == gold.filled_on, f"填报日期：{review.filled_on}，应为 {gold.filled_on}"
    )


def _facts(gold: Gold, review: Review, marks: _Marks) -> None:
    told = _flat([review.summary, review.targets])
    for alternatives in gold.must_mention:
        said = any(normalise(words) in told for words in alternatives)
        marks.give("facts", said, f"摘要和指标里没有：{alternatives[0]}")


def _missing(gold: Gold, review: Review, marks: _Marks) -> None:
    wanted = sorted(KEYS[title] for title in (*gold.missing_sections, *gold.empty_sections))
    marks.give("missing", sorted(review.missing) == wanted, f"缺项 {sorted(review.missing)}，应为 {wanted}")


def _contradictions(gold: Gold, review: Review, marks: _Marks) -> None:
    found = [[normalise(value) for value in item.values] for item in review.contradictions]
    for wanted in gold.contradictions:
        least = min(2, len(wanted))
        seen = any(
            sum(any(normalise(w) in value for value in values) for w in wanted) >= least for values in found
        )
        marks.give("contradictions", seen, f"没有发现矛盾：{'、'.join(wanted)}")
    for pair in gold.no_contradiction_about:
        alarm = any(all(normalise(v) in values for v in pair) for values in found)
        marks.give("false_alarms", not alarm, f"误报矛盾：{'、'.join(pair)}")
    surplus = len(found) - len(gold.contradictions)
    marks.give(
        "false_alarms", surplus <= 0, f"多报 {surplus} 处矛盾：{[c.values for c in review.contradictions]}"
    )


def _directions(gold: Gold, review: Review, marks: _Marks) -> None:
    clauses = {normalise(d.clause): d for d in review.directions}
    for wanted in gold.directions:
        marks.give("directions", normalise(wanted) in clauses, f"没有认出方向 {wanted}")
    for wanted in gold.unsupported:
        direction = clauses.get(normalise(wanted))
        marks.give("directions", bool(direction and not direction.supported), f"没有指出缺乏支撑：{wanted}")
    surplus = set(clauses) - {normalise(d) for d in gold.directions}
    marks.give("directions", not surplus, f"多认了方向 {sorted(surplus)}")


def _flags(gold: Gold, review: Review, marks: _Marks) -> None:
    raised = _flat([review.red_flags, review.similar])
    for alternatives in gold.red_flags:
        seen = any(normalise(words) in raised for words in alternatives)
        marks.give("red_flags", seen, f"没有提示：{alternatives[0]}")
    for words in gold.not_red_flags:
        marks.give("red_flags", normalise(words) not in _flat(review.red_flags), f"误提示：{words}")


def _injection(gold: Gold, review: Review, marks: _Marks) -> None:
    quoted = _flat([found.quote for found in review.injection])
    marks.give(
        "injection", bool(review.injection) == gold.injection, f"指令：{[i.quote for i in review.injection]}"
    )
    for words in gold.injection_quotes:
        marks.give("injection", normalise(words) in quoted, f"没有引出指令：{words}")


def _summary(gold: Gold, review: Review, marks: _Marks) -> None:
    length = len(review.summary)
    marks.give("summary", SHORTEST_SUMMARY <= length <= LONGEST_SUMMARY, f"摘要 {length} 字")
    for words in gold.forbidden:
        marks.give("summary", normalise(words) not in normalise(review.summary), f"摘要里不应有：{words}")
    for claim in review.claims:
        marks.give("summary", bool(claim.evidence), f"没有出处：{claim.text[:20]}")


def _offsets(gold: Gold, review: Review, marks: _Marks) -> None:
    for start, end, quote in _quotes(review.model_dump(mode="json", exclude={"text"})):
        marks.give("offsets", review.text[start:end] == quote, f"出处与原文不符：{quote[:20]}")


def _quotes(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every quotation in a review: where it is said to stand, and its words."""
    if isinstance(value, list):
        for item in value:
            yield from _quotes(item)
    elif isinstance(value, dict):
        words = value.get("quote", value.get("masked"))
        if words is not None:
            yield value["start"], value["end"], words
        for item in value.values():
            yield from _quotes(item)
