"""An amount as a reviewer reads it: in the applicant's words, with its day, and the places that carry it."""

import re
from collections.abc import Sequence

from assistant.models.review import Evidence
from assistant.reviewing.quantities import Quantity
from assistant.reviewing.subjects import trim
from assistant.reviewing.submission import Submission, number_length
from assistant.reviewing.words import data

_SHORTEST_NAME = 2
_LONGEST_STRETCH = 70


def clean(text: str) -> str:
    """Words of the submission on one line, without marks around them."""
    return re.sub(r"\s+", "", text).strip("，,。;；、:：*#|")


def by_day(told: Sequence[tuple[Quantity, str]]) -> str:
    """Goals as one text, those of one day behind it."""
    joint = data("summary")["joint"]
    text, before = "", ""
    for quantity, said in told:
        by = clean(quantity.by)
        same = bool(by) and by == before and said.startswith(by)
        text += f"，{said.removeprefix(by).lstrip('，')}" if same else f"{joint if text else ''}{said}"
        before = by
    return text


def stated(submission: Submission, quantity: Quantity) -> str:
    """A goal as it stands there, with its day in front where that is said earlier on."""
    if in_table(submission, quantity):
        return f"{quantity.by}{quantity.subject}{quantity.shown}"
    said = clean(submission.text[slice(*_stretch(submission, quantity))])
    by = clean(quantity.by)
    return said if not by or by in said or str(quantity.year or "") in said else f"{by}，{said}"


def _stretch(submission: Submission, quantity: Quantity) -> tuple[int, int]:
    """The clause of an amount, with those in front where one of them names what it counts."""
    begin, end = quantity.clause
    sentence = quantity.sentence
    first = sentence.start + number_length(sentence.plain)
    near = end - first <= _LONGEST_STRETCH
    return (first, end) if near and _unnamed(submission, quantity) else (begin, end)


def _unnamed(submission: Submission, quantity: Quantity) -> bool:
    """Whether the clause does not name what it counts, since the one in front does: `2027年底达到100家`."""
    if in_table(submission, quantity) or not quantity.subject:
        return False
    words = submission.text[slice(*quantity.clause)]
    return len(trim(re.sub(r"[\d.,%]+", "", words.replace(quantity.written, "")))) < _SHORTEST_NAME


def in_table(submission: Submission, quantity: Quantity) -> bool:
    """Whether an amount stands in a cell of its own."""
    begin = submission.text.rfind("\n", 0, quantity.start) + 1
    return submission.text[begin] == "|" and quantity.clause[1] - quantity.clause[0] != len(
        quantity.sentence.text
    )


def places(submission: Submission, quantity: Quantity) -> list[Evidence]:
    """Where a goal stands, and where its day does."""
    found = [submission.evidence(*_stretch(submission, quantity))]
    if quantity.name_at:
        found.insert(0, submission.evidence(*quantity.name_at))
    if quantity.by and quantity.by not in submission.text[slice(*quantity.clause)]:
        where = submission.text.rfind(quantity.by, 0, quantity.clause[0])
        if where >= 0:
            found.insert(0, submission.evidence(where, where + len(quantity.by)))
    return found
