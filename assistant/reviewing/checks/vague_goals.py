"""Goals that nobody could measure: without a number, or without a day."""

import re
from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern

_SHORTEST = 10
_TIME = re.compile(r"20\d{2}|试点期|三年|两年|每年|年底|\d+月|季度|期满|第[一二三]年")


def check(case: Case) -> Iterator[RedFlag]:
    """The sentences of the goals, one flag for those without numbers and one for those without days."""
    goals = [
        s
        for s in case.submission.within("goals")
        if len(s.plain) >= _SHORTEST
        and pattern("aims").search(s.plain)
        and not pattern("leads").search(s.plain)
    ]
    section = case.submission.sections.get("goals")
    whole = case.submission.text[section.start : section.end] if section and section.present else ""
    vague = [s for s in goals if not re.search(r"\d", s.plain) and pattern("vague").search(s.plain)]
    if vague:
        yield case.flag("vague_goal", [(s.start, s.end) for s in vague])
    if goals and re.search(r"\d", whole) and not _TIME.search(whole):
        yield case.flag("undated_goal", [(s.start, s.end) for s in goals[:2]])
    if goals and not re.search(r"\d", whole):
        yield case.flag("unmeasured_goals", [(s.start, s.end) for s in goals[:2]])
