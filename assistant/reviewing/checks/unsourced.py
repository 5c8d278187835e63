"""Praise of oneself that nothing backs."""

from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern


def check(case: Case) -> Iterator[RedFlag]:
    """Sentences that claim recognition or effect without a number or a source."""
    for sentence in case.submission.sentences:
        match = pattern("unsourced").search(sentence.plain)
        if match and not pattern("source").search(sentence.plain):
            yield case.flag("unsourced", [(sentence.start, sentence.end)], words=match[0])
