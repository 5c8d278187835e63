"""Items that are said to add up to something else: `A 100万元、B 50万元，合计200万元`; and yearly sums times years."""

import re
from collections.abc import Iterator
from itertools import groupby

from assistant.documents.numbering import han_to_int
from assistant.models.review import Contradiction
from assistant.reviewing.case import Case
from assistant.reviewing.checks.words import amount, pattern
from assistant.reviewing.quantities import Quantity
from assistant.reviewing.words import data

_FEWEST = 2


def check(case: Case) -> Iterator[Contradiction]:
    """Sums that are not the sum of what stands in front of them."""
    running = [q for q in case.quantities if not q.is_baseline]
    for _, group in groupby(running, key=lambda q: q.sentence.start):
        quantities = list(group)
        for index, total in enumerate(quantities):
            yield from _listed(case, quantities[:index], total)
            yield from _product(case, quantities[:index], total)
    yield from _columns(case)


def _lead(case: Case, total: Quantity) -> str:
    """The words of a clause in front of its number."""
    return case.submission.text[total.clause[0] : total.start]


def _listed(case: Case, before: list[Quantity], total: Quantity) -> Iterator[Contradiction]:
    if not pattern("sum_word").search(_lead(case, total)) or re.search(r"\d", _lead(case, total)):
        return
    items: list[Quantity] = []
    for quantity in reversed(before):
        if quantity.unit != total.unit or quantity.part != total.part:
            break
        items.insert(0, quantity)
    if len(items) < _FEWEST:
        return
    if sum(q.low for q in items) > total.high or sum(q.high for q in items) < total.low:
        values = [total.shown, *(q.shown for q in items), amount(sum(q.value for q in items), total)]
        yield case.contradiction(total.subject, values, [(items[0].clause[0], total.clause[1])])


def _product(case: Case, before: list[Quantity], total: Quantity) -> Iterator[Contradiction]:
    """`每年120万元，三年共300万元`."""
    years = pattern("yearly_product").search(_lead(case, total))
    each = next((q for q in reversed(before) if q.annual and q.unit == total.unit), None)
    if years is None or each is None or each is not before[-1]:
        return
    count = han_to_int(years["years"].replace("两", "二"))
    if each.low * count > total.high or each.high * count < total.low:
        values = [each.shown, total.shown, amount(each.value * count, total)]
        yield case.contradiction(total.subject, values, [each.clause, total.clause])


def _columns(case: Case) -> Iterator[Contradiction]:
    """A table's sum that is not the sum of the rows above it."""
    text = case.submission.text
    cells = [q for q in case.quantities if text[: q.start].rpartition("\n")[2].startswith("|")]
    whole = re.compile(data("quantities")["whole"])
    column: dict[int, list[Quantity]] = {}
    last_line = -2
    for quantity in cells:
        line = text.count("\n", 0, quantity.start)
        if line - last_line > 1:
            column = {}
        last_line = line
        row = text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start]
        index = row.count("|")
        items = column.setdefault(index, [])
        if not whole.search(row):
            items.append(quantity)
            continue
        same = [q for q in items if q.unit == quantity.unit]
        low, high = sum(q.low for q in same), sum(q.high for q in same)
        if len(same) >= _FEWEST and len(same) == len(items) and (low > quantity.high or high < quantity.low):
            values = [quantity.shown, *(q.shown for q in same), amount(sum(q.value for q in same), quantity)]
            yield case.contradiction(row.strip("| "), values, [same[0].clause, quantity.clause])
        column[index] = []
