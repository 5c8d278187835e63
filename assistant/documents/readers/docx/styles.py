"""Paragraph styles: what a paragraph inherits of headings and numbers."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assistant.documents.readers.docx.xml import attribute, child, children, number

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*[1-9]", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(frozen=True)
class NumberReference:
    """A paragraph's list: `list_id` None inherits, `level` None is told by the style or the list."""

    list_id: int | None = None
    level: int | None = None


class Styles:
    """The styles of a document.

    Args:
        root: The styles part, or None.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(s, "styleId"): s for s in children(root, "style")}
        paragraphs = [s for s in children(root, "style") if attribute(s, "type") == "paragraph"]
        self._default = next(
            (attribute(s, "styleId") for s in paragraphs if attribute(s, "default") == "1"), None
        )

    def heading_level(self, paragraph: Element) -> int:
        """The level of a heading, from 1, or 0."""
        for properties in [child(paragraph, "pPr"), *(child(s, "pPr") for s in self.chain(paragraph))]:
            level = number(child(properties, "outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < _BODY_LEVEL else 0
        for style in self.chain(paragraph):
            match = _HEADING.fullmatch(attribute(child(style, "name"), "val") or "")
            if match:
                return int(match[1])
        return 0

    def in_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of the table of contents, which says again what the headings say."""
        names = [attribute(child(style, "name"), "val") or "" for style in self.chain(paragraph)]
        return any(_CONTENTS.fullmatch(name) for name in names)

    def number_reference(self, paragraph: Element) -> tuple[NumberReference, str | None]:
        """The paragraph's list, and the style that gives it, if a style does."""
        list_id, level, giver = None, None, None
        direct = child(paragraph, "pPr", "numPr")
        if direct is not None:
            list_id, level = number(child(direct, "numId")), number(child(direct, "ilvl"))
        for style in self.chain(paragraph) if list_id is None else ():
            inherited = child(style, "pPr", "numPr")
            if inherited is None:
                continue
            level = number(child(inherited, "ilvl")) if level is None else level
            list_id = number(child(inherited, "numId"))
            giver = attribute(style, "styleId")
            if list_id is not None:
                break
        return NumberReference(list_id, level), giver

    def list_of(self, style_id: str | None) -> int | None:
        """The list that a numbering style stands for."""
        return number(child(self._styles.get(style_id), "pPr", "numPr", "numId"))

    def character(self, style_id: str | None) -> list[Element]:
        """The run properties of a character style and of those that it is based on, nearest first."""
        found: list[Element] = []
        seen: set[str | None] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            properties = child(style, "rPr")
            found += [properties] if properties is not None else []
            style_id = attribute(child(style, "basedOn"), "val")
        return found

    def chain(self, paragraph: Element) -> list[Element]:
        """The paragraph's style and those that it is based on, nearest first."""
        current = attribute(child(paragraph, "pPr", "pStyle"), "val") or self._default
        found: list[Element] = []
        while current in self._styles and self._styles[current] not in found:
            found.append(self._styles[current])
            current = attribute(child(found[-1], "basedOn"), "val")
        return found
