"""Tables with ruled lines: the rules become a grid, and the characters inside fall into its cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.documents.readers.pdf.characters import Char, Rule

_NEAR = 3.0
_MOST_RULES = 3000


@dataclass
class Box:
    """A cell of a table and what stands in it."""

    x0: float
    x1: float
    y0: float
    y1: float
    rows: int = 1
    columns: int = 1
    chars: list[Char] = field(default_factory=list)


@dataclass
class Grid:
    """A table on one page: its frame, its columns' edges, and its cells row by row."""

    x0: float
    x1: float
    y0: float
    y1: float
    edges: list[float]
    rows: list[list[Box]]

    def holds(self, char: Char) -> bool:
        """Whether a character stands inside the frame."""
        x = (char.x0 + char.x1) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= char.middle <= self.y1


def split(chars: Sequence[Char], rules: Sequence[Rule]) -> tuple[list[Char], list[Grid]]:
    """The characters outside tables, and the tables with theirs."""
    grids = [grid for group in _groups(_merged(rules)) if (grid := _grid(group)) is not None]
    outside: list[Char] = []
    for char in chars:
        grid = next((g for g in grids if g.holds(char)), None)
        box = _box_at(grid, char) if grid else None
        if box is None:
            outside.append(char)
        else:
            box.chars.append(char)
    return outside, [g for g in grids if any(box.chars for row in g.rows for box in row)]


def _box_at(grid: Grid, char: Char) -> Box | None:
    x, y = (char.x0 + char.x1) / 2, char.middle
    boxes = (box for row in grid.rows for box in row)
    return next((b for b in boxes if b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1), None)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules of one straight line as one rule: borders are drawn cell by cell, and twice where cells meet."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.upright, round(r.at), r.low))[:_MOST_RULES]:
        for index in range(len(merged) - 1, max(len(merged) - 12, -1), -1):
            other = merged[index]
            in_line = other.upright == rule.upright and abs(other.at - rule.at) <= _NEAR
            if in_line and rule.low <= other.high + _NEAR and other.low <= rule.high + _NEAR:
                low, high = min(other.low, rule.low), max(other.high, rule.high)
                merged[index] = Rule(other.at, low, high, rule.upright)
                break
        else:
            merged.append(rule)
    return merged


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, directly or through others."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touched = [g for g in groups if any(_cross(rule, other) for other in g)]
        groups = [g for g in groups if g not in touched] + [[rule, *(r for g in touched for r in g)]]
    return groups


def _cross(a: Rule, b: Rule) -> bool:
    if a.upright == b.upright:
        return False
    return a.low - _NEAR <= b.at <= a.high + _NEAR and b.low - _NEAR <= a.at <= b.high + _NEAR


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """The cells that rules enclose; None where they enclose fewer than two (a frame around text, an underline)."""
    level = [r for r in rules if not r.upright]
    upright = [r for r in rules if r.upright]
    ys = _places(r.at for r in level)[::-1]
    xs = _places(r.at for r in upright)
    if len(ys) < 2 or len(xs) < 2:
        return None
    rows: list[list[Box]] = []
    for top, bottom in pairwise(ys):
        middle = (top + bottom) / 2
        edges = [x for x in xs if any(abs(r.at - x) <= _NEAR and r.low <= middle <= r.high for r in upright)]
        row: list[Box] = []
        for left, right in pairwise(edges):
            above = _open_above(rows, (left + right) / 2, top, level)
            if above is not None:
                above.y0, above.rows = bottom, above.rows + 1
            else:
                row.append(Box(left, right, bottom, top, columns=_between(xs, left, right)))
        rows.append(row)
    if sum(len(row) for row in rows) < 2:
        return None
    return Grid(xs[0], xs[-1], ys[-1], ys[0], xs, rows)


def _open_above(rows: Sequence[list[Box]], x: float, y: float, level: Sequence[Rule]) -> Box | None:
    """The cell above that no rule closes at `y`, so that it goes on below."""
    if any(abs(r.at - y) <= _NEAR and r.low <= x <= r.high for r in level):
        return None
    return next((b for row in rows for b in row if b.x0 <= x <= b.x1 and abs(b.y0 - y) <= _NEAR), None)


def _between(xs: Sequence[float], left: float, right: float) -> int:
    return max(sum(1 for x in xs if left + _NEAR < x < right - _NEAR) + 1, 1)


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places in ascending order, those that nearly coincide taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places
