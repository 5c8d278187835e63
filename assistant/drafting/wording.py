"""The draft's own words, from `phrases.yaml`, and how an applicant's words become sentences of an application."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.documents.text import visible

_BULLET = re.compile(
    r"^\s*(?:[-*•·●◆■□▪–—]+\s*|[(（]?[一二三四五六七八九十\d]{1,3}[)）]\s*|[一二三四五六七八九十]{1,3}、\s*|\d{1,2}(?:、|\.(?!\d))\s*)"
)
_HAN = "\u4e00-\u9fff"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_ENDS = "。！？；，、：;,.!? "
_NEAR = 24
_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]+(?:家|人|名|个|项|所|次|场|万|亿|元|年|月|平方米|套|台|间|处|%|成)"
)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text("utf-8"))
    return data


def phrase(name: str, /, **fields: object) -> str:
    """A phrase, filled in; `section.name` for one of a section."""
    value = words(name)
    return str(value).format(**fields)


def words(name: str) -> Any:
    """An entry of the phrases as it is."""
    value: Any = _data()
    for part in name.split("."):
        value = value[part]
    return value


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(words(name)))


def self_name(kind: str, name: str, facts: Sequence[str] = ()) -> str:
    """How the applicant is called after it has been named (园区, 协会, 学校 …): as it mostly calls itself."""
    told = "".join(facts)
    bare = [re.sub(r"[（(][^（）()]*[）)]", "", text).strip() for text in (kind, name)]
    found: dict[str, tuple[int, bool, int]] = {}
    for text in bare:
        for pattern, short in words("selves"):
            if re.search(pattern, text):
                ends = re.search(f"(?:{pattern})$", text) is not None
                found.setdefault(str(short), (told.count(short), ends, -len(found)))
    return max(found, key=lambda short: found[short], default=str(words("self")))


def tidy(text: str) -> str:
    """An applicant's text as it goes into a sentence: no bullet, Chinese punctuation, no full stop at the end."""
    text = _BULLET.sub("", visible(text)).strip()
    text = re.sub(rf"(?<=[{_HAN}，。；：、）])\s+(?=[{_HAN}（])", "", text)
    text = re.sub(r"[,;:?!()]", lambda m: _WIDE[m[0]] if _chinese_around(text, m.start()) else m[0], text)
    return text.strip().strip("。；;，,、！! ").strip()


def _chinese_around(text: str, at: int) -> bool:
    """Whether punctuation stands in Chinese text and not inside a number, a time or English words."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in ",:" and before.isdigit() and behind.isdigit():
        return False
    near = text[max(0, at - 12) : at + 12]
    return re.search(f"[{_HAN}]", near) is not None and not (
        before.isascii() and before.isalpha() and behind in (" ",)
    )


def pieces(text: str) -> list[str]:
    """The sentences of an applicant's text, each tidied."""
    parts = re.split(r"(?<=[。！？!?])|[\n\r]+", text)
    return [piece for piece in map(tidy, parts) if piece]


def counts(text: str) -> bool:
    """Whether a text holds a number, and so is taken word for word."""
    return _NUMBER.search(text) is not None


def official(text: str, called: str) -> str:
    """`text` in the register of an application; unchanged where it holds a number."""
    if counts(text):
        return text
    for pattern, better in words("register"):
        text = re.sub(pattern, str(better).format(self=called), text)
    return text


def with_subject(text: str, called: str) -> str:
    """A fact as a sentence with a subject: what has none gets the applicant."""
    if re.match(r"[A-Za-z]", text) or called in text[:_NEAR] or _pattern("opening_self").match(text):
        return text
    time = _pattern("opening_time").match(text)
    rest = text[time.end() :] if time else text
    if not rest:
        return text
    if _pattern("opening_verb").match(rest) or _pattern("opening_verb").match(text):
        return called + text
    if is_count(rest):
        return f"{called}{text}" if time else f"{called}{words('have')}{text}"
    return text


def is_count(text: str) -> bool:
    """Whether a text begins by counting something and says nothing else of it: `会员企业95家，…`."""
    first = re.split("[，；：、（]", text)[0]
    return _pattern("count").fullmatch(first) is not None and not _pattern("has_verb").search(first)


def sentence(text: str) -> str:
    """`text` with a full stop."""
    if text.endswith(("。", "！", "？")):
        return text
    return text.rstrip(_ENDS) + ("." if text.isascii() else "。")


@cache
def phrases() -> tuple[str, ...]:
    """Every phrase without its fields: what a sentence may say without a source."""

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for item in value.values() for text in texts(item)]
        if isinstance(value, list):
            return [text for item in value for text in texts(item)]
        return [str(value)]

    frames = {k: v for k, v in _data().items() if k not in ("register", "superlative", "warnings")}
    return tuple(re.sub(r"\{\w+\}|\d", " ", text) for text in texts(frames))
