"""What the governing notice says that a submission is measured by: directions, bodies, deadline, period, red lines."""

import re
from dataclasses import dataclass, field
from datetime import date

from assistant.documents.days import Period, as_day
from assistant.documents.facts import governing_period, topic
from assistant.documents.loading import Parsed
from assistant.documents.text import plain
from assistant.models.document import Clause, Document, Fact, FactKind
from assistant.reviewing.words import data, pattern

_FEWEST = 3


@dataclass(frozen=True)
class Direction:
    """A direction that applicants can choose: where it stands, what it is called, and all that it says."""

    clause: str
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class RedLine:
    """Something that the notice will not have: its words, and the clause that says so."""

    words: str
    clause: str


@dataclass(frozen=True)
class Notice:
    """What a submission is measured by; what the notice does not say is empty."""

    title: str = ""
    directions: tuple[Direction, ...] = ()
    kinds: tuple[str, ...] = ()
    deadline: Fact | None = None
    period: Period | None = None
    red_lines: tuple[RedLine, ...] = ()
    text: str = field(default="", repr=False)

    @property
    def due(self) -> date | None:
        """The last day to apply."""
        return (
            as_day(self.deadline.due.on)
            if self.deadline and self.deadline.due and self.deadline.due.on
            else None
        )


def measure(parsed: Parsed | None) -> Notice:
    """What the notice `parsed` says to applicants; without a notice, nothing."""
    if parsed is None:
        return Notice()
    document, facts = parsed.document, parsed.facts
    return Notice(
        title=document.meta.title,
        directions=_directions(document),
        kinds=_kinds(facts),
        deadline=_deadline(facts),
        period=governing_period(document),
        red_lines=tuple(_red_lines(document, facts)),
        text=document.text,
    )


def _directions(document: Document) -> tuple[Direction, ...]:
    parents = [(c, document.children(c)) for c in document.clauses]
    lists = [(c, [k for k in kids if k.heading and topic(k)]) for c, kids in parents]
    lists = [(c, kids) for c, kids in lists if len(kids) >= _FEWEST]
    if not lists:
        return ()
    _, chosen = min(lists, key=lambda pair: (_rank(pair[0]), -len(pair[1])))
    return tuple(Direction(k.path, topic(k), document.whole_text(k)) for k in chosen)


def _rank(clause: Clause) -> int:
    words = data("notice")["directions"]
    return next((i for i, word in enumerate(words) if word in clause.heading), len(words))


def _kinds(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """The kinds of bodies that may apply: the list in the sentence that says who."""
    parties = [f for f in facts if f.kind is FactKind.PARTY and f.value]
    for party in parties:
        lists = [f for f in facts if f.kind is FactKind.LIST and (f.start, f.end) == (party.start, party.end)]
        if lists:
            return tuple(kind for item in lists[0].items for kind in _alternatives(item))
    return ()


def _alternatives(item: str) -> list[str]:
    """`制造业或人力资源服务业园区` names two kinds: both end alike."""
    first, _, second = re.sub(r"^(?:相关|有关|其他)", "", item).partition("或")
    if not second:
        return [first]
    shared = next((w for w in ("园区", "企业", "机构", "院校", "组织", "单位") if second.endswith(w)), "")
    return [first if first.endswith(shared) else first + shared, second]


def _deadline(facts: tuple[Fact, ...]) -> Fact | None:
    """The deadline for applications: the first that speaks of applying."""
    dated = [f for f in facts if f.kind is FactKind.DEADLINE and f.due and f.due.on]
    applying = [
        f
        for f in dated
        if pattern("notice", "applying").search(f.action)
        and not pattern("notice", "not_applying").search(f.action)
    ]
    return applying[0] if applying else None


def _red_lines(document: Document, facts: tuple[Fact, ...]) -> list[RedLine]:
    """The enumerations of what sentences forbid or fight."""
    found: list[RedLine] = []
    for fact in facts:
        sentence = plain(document.text[fact.start : fact.end])
        if fact.kind is FactKind.LIST and pattern("notice", "forbidding").search(sentence):
            for item in fact.items:
                before = sentence[: sentence.find(plain(item))]
                if pattern("notice", "forbidding").search(before[-30:] if before else ""):
                    found.append(RedLine(item, fact.clause))
    return found
