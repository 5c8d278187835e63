"""Something that ends before it begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import pattern
from assistant.reviewing.submission import Sentence, number_length

_DATE = re.compile(r"(20\d{2})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日)?(底|末|初)?")
_NEAR = 14
_RANGE = re.compile(
    r"(20\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?\s*(?:至|到|—|–|~|-)\s*(20\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?"
)


@dataclass(frozen=True)
class _Event:
    """A dated step: when, and whether it begins or ends something."""

    shown: str
    when: tuple[int, int, int]
    begins: bool
    start: int
    end: int


def check(case: Case) -> Iterator[Contradiction]:
    """Steps of one sentence in an order that cannot be."""
    for sentence in case.submission.sentences:
        if sentence.section is None:
            continue
        yield from _ranges(case, sentence)
        events = list(_events(sentence))
        for index, event in enumerate(events):
            ended = next((e for e in events[index + 1 :] if not e.begins), None)
            if ended is None and index and not events[index - 1].begins and _goes_on(sentence, event):
                ended = events[index - 1]
            if event.begins and ended is not None and ended.when < event.when:
                yield case.contradiction(
                    _about(sentence), [event.shown, ended.shown], [(sentence.start, sentence.end)]
                )
                break


def _about(sentence: Sentence) -> str:
    """What a sentence speaks of: the words in front of its first day."""
    words = sentence.plain[number_length(sentence.plain) :]
    first = _DATE.search(words)
    before = re.split("[，,。;；:：]", words[: first.start()])[-1] if first else ""
    return re.sub("(?:拟|计划|将|预计)?(?:于|在)?$", "", before.strip()) or words[:20]


def _goes_on(sentence: Sentence, event: _Event) -> bool:
    """Whether the clause of an event begins with its day, and so speaks of what the clause in front does."""
    return sentence.plain[: event.start - sentence.start].rstrip().endswith(("，", ",", "，于", ",于"))


def _ranges(case: Case, sentence: Sentence) -> Iterator[Contradiction]:
    for match in _RANGE.finditer(sentence.plain):
        first, second = match.groups()[:3], match.groups()[3:]
        if _place(*first, last=False) > _place(*second, last=True):
            place = sentence.start + match.start(), sentence.start + match.end()
            begin, _, stop = re.split(r"(至|到|—|–|~|-)", match[0], maxsplit=1)
            yield case.contradiction(match[0], [begin.strip(), stop.strip()], [place])


def _events(sentence: Sentence) -> Iterator[_Event]:
    """The dates of a sentence with the first verb behind or, failing that, in front of them."""
    text = sentence.plain
    matches = list(_DATE.finditer(text))
    for index, match in enumerate(matches):
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        behind = re.split("[，,。;；]", text[match.end() : stop])[0][:_NEAR]
        begin, end = pattern("begins").search(behind), pattern("ends").search(behind)
        if not begin and not end:
            before = re.split("[，,。;；]", text[: match.start()])[-1][-8:]
            begin, end = pattern("begins").search(before), pattern("ends").search(before)
        if begin is None and end is None:
            continue
        begins = end is None or (begin is not None and begin.start() < end.start())
        year, month, day, edge = match.groups()
        when = _place(year, month, day, last=not begins or edge in ("底", "末"))
        yield _Event(
            match[0].strip(), when, begins, sentence.start + match.start(), sentence.start + match.end()
        )


def _place(year: str, month: str | None, day: str | None, *, last: bool) -> tuple[int, int, int]:
    """A date as a place in time; what is not said counts as the first or the last it can be."""
    return int(year), int(month) if month else (12 if last else 1), int(day) if day else (31 if last else 1)
