"""The facts that a document's sentences hold: each of a kind, with its value and the exact words.

What the document says is worked out here once, at ingest. `facts.yaml` holds what sentences of each kind look like;
deadlines are read in full (who, what, to whom, by when), because the timeline rests on them.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.days import Period, period_in
from assistant.documents.deadlines import ClauseDeadlines
from assistant.documents.frame import HEAD, TAIL
from assistant.documents.lists import enumerations
from assistant.documents.numbering import marker_of
from assistant.documents.obligations import modality_of
from assistant.documents.sentences import Sentence, clause_sentences, sentences
from assistant.documents.text import plain
from assistant.models.document import Clause, Document, Fact, FactKind

_PERIOD = re.compile("周期|期限|有效期|时间|实施期|建设期|试行|施行|实施")
_APPLYING = re.compile("申报|申请|报名|受理|征集|填报|开放")
_LONGEST_SENTENCE = 3000
"""What is longer is no sentence but a table or garbage, on which patterns may take minutes."""

_SHORTEST_PERIOD = timedelta(days=300)


@dataclass(frozen=True)
class _Pattern:
    says: re.Pattern[str]
    value: re.Pattern[str]


@cache
def _patterns() -> dict[FactKind, _Pattern]:
    data = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text("utf-8"))
    must = data.pop("must")

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.strip().replace("{must}", must))

    return {
        FactKind(kind): _Pattern(compiled(entry["says"]), compiled(entry["value"]))
        for kind, entry in data.items()
    }


def topic(clause: Clause) -> str:
    """What a clause is about: its heading, or the nearest one above it, without the number."""
    for heading in reversed(clause.trail):
        marker = marker_of(heading)
        bare = heading[marker.length :] if marker else heading
        if bare.strip() and bare not in (HEAD, TAIL):
            return bare.strip()
    return ""


def extract(document: Document) -> tuple[Fact, ...]:
    """Every fact of a document, in the order of the text."""
    period = governing_period(document)
    return tuple(fact for clause in document.clauses for fact in _clause_facts(document, clause, period))


def _clause_facts(document: Document, clause: Clause, period: Period | None) -> list[Fact]:
    dated = ClauseDeadlines(document, clause, topic(clause), period)
    found: list[Fact] = []
    for sentence in clause_sentences(document, clause):
        if sentence.heading or len(sentence.text) > _LONGEST_SENTENCE:
            continue
        text = plain(sentence.text)
        told = (_fact(kind, pattern, sentence, text) for kind, pattern in _patterns().items())
        found += [*dated.read(sentence), *filter(None, told), *_list_facts(sentence)]
    return found


def governing_period(document: Document) -> Period | None:
    """The period that the document sets (`试点周期为2025至2027年`), or None; the time to apply is none."""
    for sentence in sentences(document):
        text = plain(sentence.text[:_LONGEST_SENTENCE])
        if _PERIOD.search(text) and not _APPLYING.search(text):
            period = period_in(text)
            if period and period[1] - period[0] >= _SHORTEST_PERIOD:
                return period
    return None


def _fact(kind: FactKind, pattern: _Pattern, sentence: Sentence, text: str) -> Fact | None:
    if not pattern.says.search(text):
        return None
    values = [m[0].strip() for m in pattern.value.finditer(text)]
    if kind is FactKind.AMOUNT and not values:
        return None
    return Fact(
        kind=kind,
        clause=sentence.clause.path,
        part=sentence.clause.part,
        subject=topic(sentence.clause),
        value="；".join(dict.fromkeys(values)),
        items=tuple(dict.fromkeys(values)),
        modality=modality_of(text),
        start=sentence.start,
        end=sentence.end,
    )


def _list_facts(sentence: Sentence) -> list[Fact]:
    return [
        Fact(
            kind=FactKind.LIST,
            clause=sentence.clause.path,
            part=sentence.clause.part,
            subject=topic(sentence.clause),
            value="、".join(items),
            items=items,
            start=sentence.start,
            end=sentence.end,
        )
        for items in enumerations(sentence.text)
    ]
