"""Sections with too few words to judge."""

import re
from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import value
from assistant.reviewing.sections import titles

_MAY_BE_SHORT = "directions"


def check(case: Case) -> Iterator[RedFlag]:
    """Every section but that of the directions, which may only name them."""
    for key, found in case.submission.sections.items():
        if key == _MAY_BE_SHORT or not found.present or found.empty:
            continue
        words = re.sub(r"\s|\|", "", case.submission.text[found.start : found.end])
        length = len(words) - len(re.sub(r"\s|\|", "", found.heading))
        if length < int(str(value("thin_characters"))):
            yield case.flag("thin", [(found.start, found.end)], title=titles()[key], length=length)
