"""Facts that contradict one another: two numbers for the same thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.days import years_in
from assistant.documents.text import comparable
from assistant.drafting.targets import targets
from assistant.grounding.values import in_digits

_UNIT = r"(?:万人次|人次|万人|人|名|位|家|个|项|所|万元|亿元|元|平方米|%|台|套|间|次|场|门)"
_QUANTITY = re.compile(
    rf"(?P<what>[^\d,，。;；:：、()（）]{{2,16}}?)(?:约|近|超过|超|达到|达|为|共|有)*(?P<number>\d+(?:\.\d+)?(?:万|亿)?)(?P<unit>{_UNIT})"
)
_IDLE = re.compile(
    "现有|共有|拥有|现|共|有|约|近|超过|超|达到|达|为|是|的|目前|总计|合计|累计|已|了|总数|数量|人数"
)
_SAME_UNITS = {"名": "人", "位": "人"}


@dataclass(frozen=True)
class Conflict:
    """Two facts, and the numbers that they give for the same thing."""

    about: str
    first: str
    second: str
    values: tuple[str, str]


def conflicts(facts: Sequence[str]) -> tuple[Conflict, ...]:
    """Every pair of facts that give different numbers for the same thing at the same time."""
    known: dict[tuple[str, str, tuple[int, ...]], tuple[str, str]] = {}
    found: list[Conflict] = []
    for fact in facts:
        for key, value in _quantities(fact).items():
            if key in known and known[key][0] != value and known[key][1] != fact:
                found.append(Conflict(key[0], known[key][1], fact, (known[key][0], value)))
            known.setdefault(key, (value, fact))
    return tuple(found)


def of_baselines(goals: Sequence[str], facts: Sequence[str]) -> tuple[Conflict, ...]:
    """Goals that start from another number than the one that a fact gives for today."""
    today = [(target, fact) for fact in facts for target in targets([fact]) if target.value]
    return tuple(
        Conflict(goal.what, fact, text, (known.value, goal.baseline))
        for text in goals
        for goal in targets([text])
        if goal.baseline
        for known, fact in today
        if known.what.endswith(goal.what) and not _same(known.value, goal.baseline)
    )


def _same(value: str, other: str) -> bool:
    """Whether two values hold the same number."""
    return re.findall(r"\d+(?:\.\d+)?", comparable(value)) == re.findall(r"\d+(?:\.\d+)?", comparable(other))


def _quantities(fact: str) -> dict[tuple[str, str, tuple[int, ...]], str]:
    """What a fact counts, in which unit and of which year → the number with its unit."""
    found: dict[tuple[str, str, tuple[int, ...]], str] = {}
    years = tuple(sorted(set(years_in(fact))))
    for segment in re.split("[,，。;；]", in_digits(comparable(fact))):
        for match in _QUANTITY.finditer(re.sub(r"^\d{4}年(?:\d{1,2}月)?(?:底|末|初)?", "", segment)):
            what = _IDLE.sub("", match["what"])
            unit = _SAME_UNITS.get(match["unit"], match["unit"])
            if len(what) >= 2:
                found.setdefault((what, unit, years), match["number"] + match["unit"])
    return found
