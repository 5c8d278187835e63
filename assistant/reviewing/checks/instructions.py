"""Words that tell the reviewer, or a program that reads, what to think."""

from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case


def check(case: Case) -> Iterator[RedFlag]:
    """Each of them once, with how it was hidden."""
    for found in case.submission.reading.injection:
        yield case.flag("instruction", [(found.start, found.end)], where=found.where)
