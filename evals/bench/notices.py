"""A generator of fictional notices (虚构样例), to see what a larger library costs. Repeatable: a seed makes a library.

The notices say nothing of any place or programme that exists, and each of them says so in its first lines.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_NUMERALS = "一二三四五六七八九十"
_SECTIONS = 5
_ITEMS = 4


@dataclass(frozen=True)
class Notice:
    """A fictional notice: what it is called, its text, and a question that only it answers with a clause of it."""

    title: str
    text: str
    question: str
    clause: str


def notices(count: int, seed: int = 1) -> Iterator[Notice]:
    """Notices, each on a programme of its own.

    Args:
        count: How many, up to some ten thousand.
        seed: Makes which.
    """
    chance = random.Random(seed)
    words = _words()
    subjects = [(f"{a}{b}", p) for a in words["names"] for b in words["places"] for p in words["programmes"]]
    for number, (place, programme) in enumerate(chance.sample(subjects, count), start=1):
        title = f"关于开展{place}{programme}{chance.choice(words['actions'])}工作的通知"
        yield _notice(chance, title, f"虚构发〔{chance.randint(2015, 2030)}〕{number}号", place, programme)


def _notice(chance: random.Random, title: str, number: str, place: str, programme: str) -> Notice:
    words = _words()
    lines = [title, number, f"（虚构样例）各有关单位：为推进{place}{programme}，现通知如下："]
    asked = chance.randrange(_SECTIONS)
    headings = chance.sample(words["headings"], _SECTIONS)
    for section, heading in enumerate(headings):
        lines.append(f"{_NUMERALS[section]}、{heading}")
        for item in range(_ITEMS):
            lines.append(f"({_NUMERALS[item]}){_sentence(chance, words, programme)}")
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    lines.insert(
        4 + asked * (_ITEMS + 1),
        f"申报材料于{chance.randint(2026, 2031)}年{month}月{day}日前报送{chance.choice(words['bodies'])}。",
    )
    return Notice(
        title, "\n".join(lines) + "\n", f"{place}{programme}的申报材料什么时候截止？", _NUMERALS[asked]
    )


def _sentence(chance: random.Random, words: dict[str, list[str]], programme: str) -> str:
    parts = [
        chance.choice(words["subjects"]),
        chance.choice(words["duties"]),
        chance.choice(words["objects"]).format(programme=programme, number=chance.randint(2, 900)),
    ]
    return "".join(parts) + "。"


@cache
def _words() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "notices.yaml").read_text("utf-8"))
    return loaded
