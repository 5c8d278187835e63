"""Pages in two columns, as gazettes are printed: found by the empty strip in the middle."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.documents.readers.pdf.characters import Char

Row = list[Char]
"""Characters on one height, from left to right."""

_GAP = 1.2
_ACROSS = 0.5
_MIDDLE = (0.35, 0.65)
_ENOUGH_ROWS = 8
_MOST_ACROSS = 0.3
_FILLED = 0.75


def in_columns(rows: Sequence[Row], width: float) -> list[tuple[Row, int]]:
    """The rows in reading order, each with its column: 0 goes over the whole page, 1 is left, 2 right.

    Args:
        rows: The rows of a page from top to bottom.
        width: The page's width.
    """
    strip = _strip(rows, width)
    if strip is None:
        return [(row, 0) for row in rows]
    ordered: list[tuple[Row, int]] = []
    left: list[tuple[Row, int]] = []
    right: list[tuple[Row, int]] = []
    for row in rows:
        if _across(row, strip):
            ordered += [*left, *right, (row, 0)]
            left, right = [], []
            continue
        a, b = _halves(row, strip)
        left += [(a, 1)] if a else []
        right += [(b, 2)] if b else []
    return [*ordered, *left, *right]


def _strip(rows: Sequence[Row], width: float) -> float | None:
    """The middle of the strip between two columns, or None.

    Both columns must be wide and full: a form with labels on the left is not set in columns.
    """
    low, high = _MIDDLE[0] * width, _MIDDLE[1] * width
    places = {width / 2} | {
        (a.x1 + b.x0) / 2
        for row in rows
        for a, b in pairwise(row)
        if b.x0 - a.x1 > _GAP * (a.y1 - a.y0) and low < (a.x1 + b.x0) / 2 < high
    }
    best = min(places, key=lambda x: (sum(_across(row, x) for row in rows), abs(x - width / 2)))
    parted = [_halves(row, best) for row in rows if not _across(row, best)]
    left, right = [a for a, _ in parted if a], [b for _, b in parted if b]
    if min(len(left), len(right)) < _ENOUGH_ROWS or len(rows) - len(parted) > _MOST_ACROSS * len(rows):
        return None
    from_left = min(a[0].x0 for a in left)
    to_right = max(b[-1].x1 for b in right)
    filled_left = median(a[-1].x1 - a[0].x0 for a in left) / (best - from_left)
    filled_right = median(b[-1].x1 - b[0].x0 for b in right) / (to_right - best)
    return best if min(filled_left, filled_right) > _FILLED else None


def _across(row: Row, x: float) -> bool:
    """Whether a row goes over `x` without a wide gap there."""
    before = [c for c in row if c.x0 < x]
    after = [c for c in row if c.x0 >= x]
    if not before or not after:
        return bool(before) and before[-1].x1 > x
    # A headline beside the other column's text is large, and its column ends close to the strip.
    em = min(before[-1].y1 - before[-1].y0, after[0].y1 - after[0].y0)
    return after[0].x0 - before[-1].x1 <= _ACROSS * em


def _halves(row: Row, x: float) -> tuple[Row, Row]:
    return [c for c in row if c.x0 < x], [c for c in row if c.x0 >= x]
