"""Word's automatic numbers, counted and written out as Word shows them."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assistant.documents.readers.docx.styles import Styles
from assistant.documents.readers.docx.xml import attribute, child, children, is_on, number
from assistant.documents.readers.numerals import numeral

_LEVELS = 9
BULLET = "-"


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered; `restart` is the level (from 1) whose numbers start it anew."""

    format: str
    text: str
    start: int
    restart: int | None
    decimal: bool
    style: str | None


class Numbering:
    """The lists of a document, and how far each has counted.

    Args:
        root: The numbering part, or None.
        styles: The document's styles.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {number(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        self._lists = {number(n, "numId"): n for n in children(root, "num")}
        self._levels: dict[int, dict[int, Level]] = {}
        self._counters: dict[int | None, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, paragraph: Element) -> str:
        """The number in front of the paragraph, counting on; "" when it has none."""
        reference, giver = self._styles.number_reference(paragraph)
        list_id = reference.list_id
        if not list_id or list_id not in self._lists:
            return ""
        levels = self._levels_of(list_id)
        at = reference.level
        if at is None:
            at = next((i for i, level in levels.items() if giver and level.style == giver), 0)
        if at not in levels:
            return ""
        counters = self._count(list_id, at, levels)
        return _written(levels, at, counters)

    def _count(self, list_id: int, at: int, levels: dict[int, Level]) -> list[int | None]:
        counters = self._counters.setdefault(self._abstract_id(list_id), [None] * _LEVELS)
        override = self._start_override(list_id, at)
        before = counters[at]
        if override is not None and (list_id, at) not in self._begun:
            counters[at] = override
        elif before is None:
            counters[at] = levels[at].start
        else:
            counters[at] = before + 1
        self._begun.add((list_id, at))
        for deeper in range(at + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                counters[deeper] = None
        return counters

    def _start_override(self, list_id: int, at: int) -> int | None:
        for override in children(self._lists[list_id], "lvlOverride"):
            if number(override, "ilvl") == at:
                return number(child(override, "startOverride"))
        return None

    def _abstract_id(self, list_id: int) -> int | None:
        """The list's definition; one that only names a style is followed to that style's list."""
        seen: set[int | None] = set()
        current: int | None = list_id
        while True:
            abstract = number(child(self._lists.get(current), "abstractNumId"))
            link = attribute(child(self._abstract.get(abstract), "numStyleLink"), "val")
            seen.add(current)
            current = self._styles.list_of(link)
            if link is None or current is None or current in seen:
                return abstract

    def _levels_of(self, list_id: int) -> dict[int, Level]:
        if list_id not in self._levels:
            found = list(children(self._abstract.get(self._abstract_id(list_id)), "lvl"))
            for override in children(self._lists[list_id], "lvlOverride"):
                found += children(override, "lvl")
            numbered = ((number(element, "ilvl"), element) for element in found)
            self._levels[list_id] = {
                at: _level(element) for at, element in numbered if at is not None and 0 <= at < _LEVELS
            }
        return self._levels[list_id]


def _level(element: Element) -> Level:
    return Level(
        format=_format(element),
        text=attribute(child(element, "lvlText"), "val") or "",
        start=number(child(element, "start")) or 0,
        restart=number(child(element, "lvlRestart")),
        decimal=is_on(child(element, "isLgl")),
        style=attribute(child(element, "pStyle"), "val"),
    )


def _format(element: Element) -> str:
    """The format's name; newer Word wraps the formats that older ones do not know into alternatives."""
    for alternative in element.iter():
        if alternative.tag.endswith("}numFmt"):
            return attribute(alternative, "val") or "decimal"
    return "decimal"


def _written(levels: dict[int, Level], at: int, counters: list[int | None]) -> str:
    level = levels[at]
    if level.format == "bullet":
        return BULLET

    def value(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels or index > at:
            return ""
        count = counters[index]
        shown = levels[index].start if count is None else count
        return numeral(shown, "decimal" if level.decimal else levels[index].format)

    return re.sub(r"%([1-9])", value, level.text)
