"""The elements of an article as blocks, as a browser would lay them out."""

import re

from lxml.html import HtmlElement

from assistant.documents.numbering import marker_of
from assistant.documents.readers.layout import Block, Placed, grid, table, tidy
from assistant.documents.readers.numerals import numeral

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "o:p", "q", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_SKIPPED = {"rt", "rp"}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_BROKEN_BETWEEN_HAN = re.compile(rf"(?<=[{_CJK}])[ \t]*\n\s*(?=[{_CJK}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?:\s*([\w-]+)")
_MOST_CELLS = 1000


def blocks_of(element: HtmlElement) -> list[Block]:
    """The blocks inside `element`, in reading order."""
    walk = _Walk()
    walk.inside(element)
    walk.close()
    return walk.blocks


class _Walk:
    """Gathers words until a block ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._label = ""
        self._level = 0

    def inside(self, element: HtmlElement) -> None:
        """Walk what `element` holds."""
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._element(child)
            self._text(child.tail)

    def close(self) -> None:
        """End the block that is open."""
        text = _collapsed("".join(self._words))
        if text:
            label, self._label = self._label, ""
            self.blocks.append(Block(_labelled(label, text), self._level))
        self._words = []

    def _text(self, text: str | None) -> None:
        if text:
            # A line break of the source, unlike <br>, is only a space.
            self._words.append(_SPACES.sub(" ", _BROKEN_BETWEEN_HAN.sub("", text)))

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag == "br":
            self._words.append("\n")
        elif tag in _INLINE:
            self.inside(element)
        elif tag in _HEADINGS:
            self.close()
            self._level = _HEADINGS[tag]
            self.inside(element)
            self.close()
            self._level = 0
        elif tag == "table":
            self.close()
            self.blocks += _table(element)
        elif tag in ("ol", "ul"):
            self.close()
            self._list(element)
        elif tag == "pre":
            self.close()
            self._words.append(element.text_content())
            self.close()
        else:
            self.close()
            self.inside(element)
            self.close()

    def _list(self, element: HtmlElement) -> None:
        items = [child for child in element if child.tag == "li"]
        backwards = element.get("reversed") is not None
        at = _int(element.get("start"), len(items) if backwards else 1)
        for child in element:
            if child.tag == "li":
                at = _int(child.get("value"), at)
                self._label = _label(element, child, at)
                at += -1 if backwards else 1
            self._element(child) if isinstance(child.tag, str) else None
            self.close()
            self._label = ""


def _label(element: HtmlElement, item: HtmlElement, at: int) -> str:
    """What a browser puts before an item of a list."""
    style = f"{element.get('style') or ''};{item.get('style') or ''}".lower()
    named = _LIST_STYLE.findall(style)
    kind = named[-1] if named else item.get("type") or element.get("type") or ""
    if kind == "none":
        return ""
    if element.tag == "ul" and not named:
        return "-"
    written = numeral(at, kind or "decimal")
    if kind in ("disc", "circle", "square"):
        return "-"
    han = not written.isascii() and len(written) < 6 and written[-1:].isalpha()
    return written + ("、" if han else ".")


def _labelled(label: str, text: str) -> str:
    """The label before the text; not where the number is typed as well."""
    if not label:
        return text
    own, shown = marker_of(text), marker_of(label)
    if own is not None and (shown is None or own.ordinal == shown.ordinal):
        return text
    return f"{label} {text}" if label == "-" or text[0].isascii() else label + text


def _table(element: HtmlElement) -> list[Block]:
    """A table's rows; a caption comes first. Tables inside its cells belong to the cells."""
    caption = [Block(tidy(c.text_content())) for c in element if c.tag == "caption"]
    rows = [row for part in element for row in (part if part.tag in ("thead", "tbody", "tfoot") else [part])]
    cells = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in rows if row.tag == "tr"]
    return caption + table(grid(cells))


def _cell(cell: HtmlElement) -> Placed:
    return Placed(blocks_of(cell), _span(cell.get("rowspan")), _span(cell.get("colspan")))


def _span(value: str | None) -> int:
    return min(max(_int(value, 1), 1), _MOST_CELLS)


def _int(value: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", value or "")
    return int(match[1]) if match else default


def _collapsed(text: str) -> str:
    lines = (tidy(line.replace("\xa0", " ").replace("\u3000", " ")) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
