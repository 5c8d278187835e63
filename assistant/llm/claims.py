"""Claims with citation numbers out of whatever a model writes, each as soon as it is complete.

Asked for `{"claims": [{"text": "…", "citations": [1]}]}`, models also write code fences, words around the JSON, other
keys, a JSON that breaks off, or plain sentences with `[1]` behind them. All of these are read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "citations": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""What a model is asked to write."""

SENTENCE: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
"""The same where one sentence without citations is wanted; it is read as a claim."""

_TEXT = ("text", "claim", "sentence", "statement", "content", "answer")
_CITATIONS = ("citations", "citation", "cites", "sources", "source", "references", "ids")
_MARK = re.compile(r"\s*[\[【(（]\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】)）]")
_NUMBER = re.compile(r"\d{1,3}")
_DECORATION = re.compile(r"^\s*(?:[-*•·]+\s+|#{1,6}\s+|\d{1,2}[.、)]\s+)|\*\*|`")
_EMPHASIS = re.compile(r"\*\*|__|`")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*(?:\s*[\[【]\s*\d[\d\s,，、]*[\]】])*")
_OPENING, _CLOSING = "<think>", "</think>"
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_BROKEN = re.compile(r'\{\s*"text"\s*:\s*"([^{}]*)"\s*,\s*"citations"\s*:\s*\[([\d,\s"]*)\]\s*,?\s*\}')
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Claim:
    """A sentence that a model wrote, and the numbers of what it cites."""

    text: str
    citations: tuple[int, ...]


class ClaimReader:
    """Reads a text that arrives in pieces; the same claims come out however it is cut."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._open: list[int] = []
        self._quoted = self._escaped = False
        self._found = 0
        self.complete = False
        """Whether the object with the claims has been closed: nothing behind it matters."""

    def feed(self, piece: str) -> list[Claim]:
        """The claims that this piece has completed."""
        self._text += piece
        return list(self._scan()) if self._past_thought() else []

    def finish(self) -> list[Claim]:
        """The claims of a text that is over and held no JSON: its sentences."""
        if self._found or self._open:
            return []
        prose = _EMPHASIS.sub("", _THOUGHT.sub("", self._text).replace("```", "\n"))
        return [claim for match in _SENTENCE.finditer(prose) if (claim := _from_prose(match[0]))]

    def _past_thought(self) -> bool:
        """Whether what the model thinks aloud is over; it may hold claims that it then thinks better of."""
        if self._at == 0 and _OPENING.startswith(start := self._text.lstrip()[: len(_OPENING)]):
            if len(start) < len(_OPENING):
                return False
            end = self._text.find(_CLOSING)
            if end < 0:
                return False
            self._at = end + len(_CLOSING)
        return True

    def _scan(self) -> Iterator[Claim]:
        while self._at < len(self._text) and not self.complete:
            character = self._text[self._at]
            self._at += 1
            if self._quoted:
                self._in_string(character)
            elif character == '"' and self._open:
                self._quoted = True
            elif character == "{":
                self._open.append(self._at - 1)
            elif character == "}" and self._open:
                claim = _from_json(self._text[self._open.pop() : self._at])
                if claim is not None:
                    self._found += 1
                    yield claim
                elif not self._open and self._found:
                    self.complete = True

    def _in_string(self, character: str) -> None:
        if self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            self._quoted = False


def _from_json(text: str) -> Claim | None:
    """The claim that an object is; None for any other object."""
    try:
        return _from_object(json.loads(text, strict=False))
    except ValueError:
        # Quotation marks that should have been escaped, a comma too many.
        match = _BROKEN.fullmatch(text)
        return _clean(match[1], [int(n) for n in _NUMBER.findall(match[2])]) if match else None


def _from_object(value: dict[str, Any]) -> Claim | None:
    text = next((value[key] for key in _TEXT if isinstance(value.get(key), str)), None)
    if text is None:
        return None
    cited: Any = next((value[key] for key in _CITATIONS if key in value), [])
    numbers = _NUMBER.findall(json.dumps(cited)) if isinstance(cited, (list, int, str)) else []
    return _clean(text, [int(number) for number in numbers])


def _from_prose(sentence: str) -> Claim | None:
    return _clean(sentence, []) if _CHINESE.search(sentence) else None


def _clean(text: str, numbers: list[int]) -> Claim | None:
    """The sentence without its marks and decoration; the marks count as citations."""
    for match in _MARK.finditer(text):
        if match[0].strip()[0] in "[【":
            numbers += [int(number) for number in _NUMBER.findall(match[1])]
    text = re.sub(r"\s*[\[【]\s*\d[\d\s,，、]*[\]】]", "", text)
    text = " ".join(_DECORATION.sub("", text).split())
    return Claim(text, tuple(dict.fromkeys(numbers))) if text else None
