"""Parts that are more than their whole, or whose shares do not fit."""

import re
from collections.abc import Iterator
from itertools import groupby

from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import amount, pattern
from assistant.reviewing.quantities import Quantity

_SHARE_MARGIN = 1.5


def check(case: Case) -> Iterator[Contradiction]:
    """Wholes whose parts, behind `其中`, add up to more."""
    running = [q for q in case.quantities if not q.is_baseline]
    for _, group in groupby(running, key=lambda q: q.sentence.start):
        quantities = list(group)
        for index, whole in enumerate(quantities):
            if not whole.part:
                yield from _whole(case, whole, quantities[index + 1 :])


def _whole(case: Case, whole: Quantity, behind: list[Quantity]) -> Iterator[Contradiction]:
    text = case.submission.text
    between = text[whole.end : behind[0].start] if behind else ""
    exhaustive = bool(pattern("exhaustive").search(between))
    if not re.search("其中|包括", between) and not exhaustive:
        return
    if re.search("[。;；]", between):
        return
    parts = _run(text, whole, behind)
    if not parts:
        return
    parts = parts[: _complete(whole, parts)]
    total = sum(p.low for p in parts)
    too_much = any(p.low > whole.high for p in parts)
    double = any(pattern("overlapping").search(p.subject) for p in parts) and len(parts) > 1
    too_little = exhaustive and len(parts) > 1 and sum(p.high for p in parts) < whole.low
    if too_much or (total > whole.high and not double) or too_little:
        values = [whole.shown, *(p.shown for p in parts), amount(sum(p.value for p in parts), whole)]
        yield case.contradiction(whole.subject, values, [(whole.clause[0], parts[-1].clause[1])])
        return
    yield from _shares(case, whole, parts, behind)


def _complete(whole: Quantity, parts: list[Quantity]) -> int:
    """How many parts make up the whole; those behind cut it another way. All, where none do."""
    for count in range(2, len(parts)):
        low, high = sum(p.low for p in parts[:count]), sum(p.high for p in parts[:count])
        if low <= whole.high and whole.low <= high:
            return count
    return len(parts)


def _run(text: str, whole: Quantity, behind: list[Quantity]) -> list[Quantity]:
    """The parts that follow a whole: of its unit, up to the end of the enumeration."""
    parts: list[Quantity] = []
    for quantity in behind:
        between = text[(parts[-1].end if parts else whole.end) : quantity.start]
        if re.search("[。;；]", between):
            break
        if quantity.unit != whole.unit:
            if quantity.unit == "%":
                continue
            break
        if parts and re.search("其中", between):
            break  # parts of a part
        if pattern("sum_word").search(re.split("[，,、]", between)[-1]):
            break
        parts.append(quantity)
    return parts


def _shares(
    case: Case, whole: Quantity, parts: list[Quantity], behind: list[Quantity]
) -> Iterator[Contradiction]:
    """`其中技工3900人,占80%`: a share that is not that of the part in front of it."""
    text = case.submission.text
    for part in parts:
        share = next((q for q in behind if q.start >= part.end), None)
        if share is None or share.unit != "%" or whole.value <= 0:
            continue
        if not re.fullmatch(
            r"[^。;；\d]{0,4}占(?:比|[^。;；\d]{0,8})?(?:为|达到?|约)?", text[part.end : share.start]
        ):
            continue
        real = part.value / whole.value * 100
        if abs(real - share.value) > _SHARE_MARGIN and not share.low <= real <= share.high:
            yield case.contradiction(
                part.subject, [whole.shown, part.shown, share.shown], [(whole.clause[0], share.clause[1])]
            )
