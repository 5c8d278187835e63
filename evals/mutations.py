"""Right answers of a language model, and the same made wrong by one change or two; each change is known.

What a stand-in writes is made from the data in the prompt that it is given: the verified points, in other words. A
mutation then changes one claim, or adds one. So it is certain what of an answer is true, whoever judges it.
"""

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Said:
    """A claim that a stand-in writes."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Mutation:
    """A change. `value` tells that it concerns a value: a day, a number."""

    kind: str
    change: Callable[[Said, "Told", random.Random], Said | None]
    adds: bool = False

    @property
    def value(self) -> bool:
        """Whether it puts a wrong value into the answer."""
        return self.kind in ("date", "number", "subsidy_amount")


@dataclass(frozen=True)
class Told:
    """What a prompt gives: the numbered sentences, and what was found in them."""

    evidence: Mapping[int, str]
    points: tuple[Said, ...]

    @classmethod
    def by(cls, body: Mapping[str, Any]) -> "Told":
        """What the request of the answering pipeline holds."""
        text = str(body["messages"][-1]["content"])
        evidence = {
            int(m[1]): m[2]
            for m in re.finditer(r"^\[(\d+)\]（.*?）(.*)$", _element(text, "依据"), re.MULTILINE)
        }
        points = tuple(
            Said(re.sub(r"\[\d+\]", "", line[2:]), tuple(int(n) for n in re.findall(r"\[(\d+)\]", line)))
            for line in _element(text, "要点").splitlines()
            if line.startswith("- ")
        )
        return cls(evidence, points)


def _element(text: str, name: str) -> str:
    match = re.search(rf"<{name}>\n(.*?)\n</{name}>", text, re.DOTALL)
    return match[1] if match else ""


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files("evals").joinpath("mutations.yaml").read_text("utf-8"))
    return data


def reworded(said: Said) -> Said:
    """The same in other words, by rule: what a model that writes well and truly might say."""
    text = said.text
    for pattern, words in _words()["reword"]:
        text = re.sub(pattern, words, text)
    text = text.strip("；;，, ")
    return replace(said, text=text if text.endswith(("。", "：", "！", "？")) else f"{text}。")


def written(claims: Sequence[Said]) -> str:
    """The JSON that a model answers with."""
    listed = [{"text": c.text, "citations": list(c.citations)} for c in claims]
    return json.dumps({"claims": listed}, ensure_ascii=False)


def mutated(
    claims: Sequence[Said], mutations: Sequence[Mutation], told: Told, dice: random.Random
) -> tuple[list[Said], Said, Said] | None:
    """The claims with one of them changed by every mutation; that one as it was, and as it is. None if none fits."""
    order = list(range(len(claims)))
    dice.shuffle(order)
    for index in order:
        wrong: Said | None = claims[index]
        for mutation in mutations:
            wrong = mutation.change(wrong, told, dice) if wrong is not None else None
        if wrong is not None and wrong != claims[index]:
            adds = all(mutation.adds for mutation in mutations)
            kept = list(claims)
            kept[index : index + (0 if adds else 1)] = [wrong]
            return kept, claims[index], wrong
    return None


def _swapped(pattern: str, others: Sequence[str], text: str, dice: random.Random) -> str | None:
    """`text` with one match of `pattern` exchanged for one of `others` that is not in it."""
    matches = list(re.finditer(pattern, text))
    fresh = [other for other in others if other not in text]
    if not matches or not fresh:
        return None
    match = dice.choice(matches)
    return text[: match.start()] + dice.choice(fresh) + text[match.end() :]


def _date(said: Said, told: Told, dice: random.Random) -> Said | None:
    text = said.text
    parts = list(
        re.finditer(r"(?<=年)\d{1,2}(?=月)|(?<=月)\d{1,2}(?=日)|20\d\d(?=年)|(?<=每年)\d{1,2}(?=月)", text)
    )
    if not parts:
        return None
    match = dice.choice(parts)
    number = int(match[0])
    other = number + dice.choice((1, -1, 2)) if number > 2 else number + dice.choice((1, 2))
    return replace(said, text=text[: match.start()] + str(other) + text[match.end() :])


def _number(said: Said, told: Told, dice: random.Random) -> Said | None:
    numbers = list(
        re.finditer(r"(?<![\d年月至〕])\d{1,6}(?![\d月日]|\d*年)|共[一二三四五六七八九]", said.text)
    )
    if not numbers:
        return None
    match = dice.choice(numbers)
    digits = match[0].isdigit()
    other = str(int(match[0]) + dice.choice((1, 2, 10))) if digits else "共" + dice.choice("二四六八")
    changed = said.text[: match.start()] + other + said.text[match.end() :]
    return replace(said, text=changed) if changed != said.text else None


def _body(pattern: str) -> Callable[[Said, Told, random.Random], Said | None]:
    def change(said: Said, told: Told, dice: random.Random) -> Said | None:
        text = _swapped(pattern, _words()["bodies"], said.text, dice)
        return replace(said, text=text) if text else None

    return change


def _listed(name: str) -> Callable[[Said, Told, random.Random], Said | None]:
    """Exchange by one of the rules of that name in the data file."""

    def change(said: Said, told: Told, dice: random.Random) -> Said | None:
        rules = [(p, w) for p, w in _words()[name] if re.search(p, said.text)]
        if not rules:
            return None
        pattern, words = dice.choice(rules)
        return replace(said, text=re.sub(pattern, words, said.text, count=1))

    return change


def _citation(said: Said, told: Told, dice: random.Random) -> Said | None:
    others = [number for number in told.evidence if number not in said.citations]
    return replace(said, citations=(dice.choice([*others, 99]),))


def _appended(name: str) -> Callable[[Said, Told, random.Random], Said | None]:
    def change(said: Said, told: Told, dice: random.Random) -> Said | None:
        return replace(said, text=f"{said.text.rstrip('。')}，{dice.choice(_words()[name])}。")

    return change


def _added(name: str) -> Callable[[Said, Told, random.Random], Said | None]:
    def change(said: Said, told: Told, dice: random.Random) -> Said | None:
        return replace(said, text=dice.choice(_words()[name]))

    return change


MUTATIONS = (
    Mutation("date", _date),
    Mutation("number", _number),
    Mutation(
        "actor", _body(r"(?:市|区县(?:\(自治县\))?)人力社保(?:局|部门)(?=[将应审统])|试点主体(?=[,，应])")
    ),
    Mutation("recipient", _body(r"(?<=报)(?:送)?(?:至)?(?:市|区县)?人力社保局|(?<=向)市人力社保局")),
    Mutation("negation", _listed("negation")),
    Mutation("modality", _listed("modality")),
    Mutation("scope", _listed("scope")),
    Mutation("citation", _citation),
    Mutation("subsidy", _appended("subsidies")),
    Mutation("subsidy_amount", _appended("amounts")),
    Mutation("subsidy_sentence", _added("sentences"), adds=True),
    Mutation("injection", _added("injections"), adds=True),
)
"""Every change, alone; combinations are made of these."""
