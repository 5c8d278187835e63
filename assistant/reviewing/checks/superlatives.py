"""Words that put the applicant above all others, without saying who says so."""

from collections.abc import Iterator

from assistant.models.review import RedFlag
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern


def check(case: Case) -> Iterator[RedFlag]:
    """Each such word once; one with a source in its sentence is none."""
    told: set[str] = set()
    for sentence in case.submission.sentences:
        if pattern("source").search(sentence.plain):
            continue
        for match in pattern("superlative").finditer(sentence.plain):
            if match[0] not in told and not _denied(sentence.plain[: match.start()]):
                told.add(match[0])
                yield case.flag("superlative", [(sentence.start, sentence.end)], words=match[0])


def _denied(before: str) -> bool:
    return before.endswith(("不是", "并非", "不追求", "非"))
