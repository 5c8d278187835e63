"""A message as it is read: one script, one width, nothing invisible, dialect and English in standard words."""

import re
from functools import cache
from unicodedata import normalize

from assistant.answering import lexicon
from assistant.answering.words import content_words
from assistant.documents.text import simplified, visible
from assistant.errors import InvalidQuestion

_READABLE = re.compile(r"[\w\u3400-\u9fff]")
_ENGLISH = re.compile(r"[\x00-\x7f]+")


def read(question: str, longest: int) -> tuple[str, list[str]]:
    """The question in one script and width, and warnings about what was taken out of it.

    Raises:
        InvalidQuestion: It is empty, longer than `longest` characters, or holds nothing readable.
    """
    if len(question) > longest:
        raise InvalidQuestion(
            f"问题太长（{len(question)} 字）。", f"请控制在 {longest} 字以内，或分几次提问。"
        )
    shown = visible(question)
    warnings = ["问题里有不可见字符，已去除后再理解。"] if _hidden(question, shown) else []
    text = standard(simplified(re.sub(r"\s+", " ", normalize("NFKC", shown))).strip())
    bare = lexicon.utterance("courtesy").sub("", text).strip()
    text = bare if content_words(bare) else text
    if not readable(text):
        raise InvalidQuestion("没有读到问题内容。", "请输入想问的事，例如：申报材料什么时候截止？")
    return text, warnings


def readable(text: str) -> bool:
    """Whether `text` holds a letter, a digit or a Chinese character."""
    return _READABLE.search(text) is not None


def standard(text: str) -> str:
    """Dialect words become standard ones; an English question becomes Chinese words that mean the same."""
    if _ENGLISH.fullmatch(text) and re.search("[A-Za-z]{2}", text):
        return _from_english(text)
    for word, better in _dialect():
        text = text.replace(word, better)
    return text


@cache
def _dialect() -> tuple[tuple[str, str], ...]:
    pairs = lexicon.load("dialect.yaml").items()
    return tuple(sorted(((str(w), str(b)) for w, b in pairs), key=lambda pair: -len(pair[0])))


@cache
def _english() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = sorted(lexicon.load("english.yaml").items(), key=lambda pair: -len(str(pair[0])))
    return tuple((re.compile(rf"\b{re.escape(str(e))}\b"), str(c)) for e, c in pairs)


def _from_english(text: str) -> str:
    """The Chinese words for the English ones that are known, in their order; the text itself where none is."""
    found: list[tuple[int, str]] = []
    rest = text.lower()
    for pattern, chinese in _english():
        for match in pattern.finditer(rest):
            found.append((match.start(), chinese))
        rest = pattern.sub(lambda m: "\0" * len(m[0]), rest)
    words = [chinese for _, chinese in sorted(found)]
    unknown = [
        word
        for word in re.findall(r"[a-z]{4,}", rest)
        if not lexicon.utterance("idle_english").fullmatch(word)
    ]
    return " ".join([*words, *unknown]) + ("?" if "?" in text else "") if words else text


def _hidden(question: str, shown: str) -> bool:
    return len(shown) < len(question.replace("\r", ""))
