"""What the notice will not have, and what labour law forbids at all times, as something that is planned.

A promise not to do it is none, and neither is a rule about what happens to those who do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern, value
from assistant.reviewing.notice import Notice, RedLine
from assistant.reviewing.submission import Sentence

_GOVERNED = 24


@dataclass(frozen=True)
class _Line:
    """A red line: its name, what crossing it looks like, and the notice's words where they draw it."""

    name: str
    acts: re.Pattern[str]
    drawn: RedLine | None


def check(case: Case) -> Iterator[RedFlag]:
    """The sentences that plan what a red line forbids."""
    for line in _lines(case.notice):
        for sentence in case.submission.sentences:
            for match in line.acts.finditer(sentence.plain):
                if _denied(sentence, match):
                    continue
                kind = "red_line" if line.drawn else "unlawful"
                yield case.flag(
                    kind,
                    [(sentence.start, sentence.end)],
                    name=line.drawn.words if line.drawn else line.name,
                    clause=line.drawn.clause if line.drawn else "",
                    words=match[0],
                )


@cache
def _lines(notice: Notice) -> tuple[_Line, ...]:
    known = value("red_lines")
    law = value("law")
    assert isinstance(known, list) and isinstance(law, list)
    lines = []
    for entry in known:
        drawn = next((r for r in notice.red_lines if re.search(entry["topic"], r.words)), None)
        lines.append(_Line(entry["name"], re.compile(entry["acts"]), drawn))
    return (*lines, *(_Line(entry["name"], re.compile(entry["acts"]), None) for entry in law))


def _denied(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the act is denied, forbidden or punished where it stands."""
    text = sentence.plain
    clauses = [m.end() for m in re.finditer("[，,:：;；]", text[: match.start()])]
    begin = clauses[-1] if clauses else 0
    if pattern("denies").search(text, begin, match.start()):
        return True
    if pattern("punished").match(text, match.end()) or pattern("punished").search(
        text, match.end(), match.end() + _GOVERNED
    ):
        return True
    before = text[clauses[-2] if len(clauses) > 1 else 0 : begin]
    goes_on = match.start() - begin <= 2
    return goes_on and pattern("governs").search(before) is not None
