"""What is embedded: every sentence, and questions made by rule from the facts that a clause holds.

Question to question is closer in meaning than question to statement, so a deadline's sentence is also found under
`填写试点申报表什么时候截止`. The templates are data (`questions.yaml`).
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.clauses import HEAD, TAIL
from assistant.documents.facts import topic
from assistant.documents.loading import Parsed
from assistant.documents.sentences import Sentence, sentences
from assistant.models.document import Clause, Fact

_LONGEST = 30


@dataclass(frozen=True)
class Unit:
    """A text that stands for a clause in the index.

    `question` tells a rule-made question from a sentence; `start:end` are the sentence's offsets in the document.
    """

    id: str
    document: str
    part: str | None
    clause: str
    text: str
    start: int
    end: int
    question: bool


@cache
def _templates() -> dict[str, list[str]]:
    data: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf-8"))
    return data


def units(parsed: Parsed) -> list[Unit]:
    """All units of a document, in the order of its text; ids are stable across runs."""
    document = parsed.document
    found: dict[str, Unit] = {}
    for sentence in sentences(document):
        _add(
            found,
            parsed,
            sentence.clause,
            _in_context(sentence),
            sentence.start,
            sentence.end,
            question=False,
        )
    for clause in document.clauses:
        for text in _clause_questions(clause):
            _add(found, parsed, clause, text, clause.start, clause.end, question=True)
    for fact in parsed.facts:
        home = document.clause(fact.clause, fact.part)
        if home is not None:
            for text in _fact_questions(fact):
                _add(found, parsed, home, text, fact.start, fact.end, question=True)
    return list(found.values())


def _add(
    found: dict[str, Unit], parsed: Parsed, clause: Clause, text: str, start: int, end: int, *, question: bool
) -> None:
    key = hashlib.sha256(
        f"{parsed.document.id}|{clause.part}|{clause.path}|{start}|{text}".encode()
    ).hexdigest()[:24]
    found[key] = Unit(key, parsed.document.id, clause.part, clause.path, text, start, end, question)


def _in_context(sentence: Sentence) -> str:
    """A short sentence is embedded with its heading, which says what it is about."""
    heading = topic(sentence.clause)
    return f"{heading}：{sentence.text}" if len(sentence.text) < _LONGEST and heading else sentence.text


def _clause_questions(clause: Clause) -> list[str]:
    heading = topic(clause)
    if not heading or clause.path in (HEAD, TAIL):
        return []
    return [template.format(topic=heading) for template in _templates()["clause"]]


def _fact_questions(fact: Fact) -> list[str]:
    fields = {
        "topic": fact.subject,
        "action": _short(fact.action or fact.subject),
        "actor": _short(fact.actor),
        "recipient": fact.recipient,
        "value": _short(fact.value),
        "item": "",
    }
    made = []
    for template in _templates().get(str(fact.kind), []):
        if "{item}" in template:
            made += [template.format(**fields | {"item": _short(item)}) for item in fact.items[:12]]
        elif all(fields[name] for name in re.findall(r"\{(\w+)\}", template)):
            made.append(template.format(**fields))
    return made


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST]
