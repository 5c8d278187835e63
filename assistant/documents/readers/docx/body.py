"""The body of a Word file as blocks in reading order: what a person would see on the page, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assistant.documents.numbering import marker_of
from assistant.documents.readers.docx.notes import ENDNOTE, FOOTNOTE, Notes
from assistant.documents.readers.docx.numbering import BULLET, Numbering
from assistant.documents.readers.docx.styles import Styles
from assistant.documents.readers.docx.xml import attribute, child, children, is_on, local, number
from assistant.documents.readers.layout import Block, Placed, grid, table

_INVISIBLE = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr"}
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_SYMBOLS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0A3": "☐",
    "F0B7": "·",
    "F0FC": "✓",
}
"""Symbol fonts' codes for what forms tick; other symbols only decorate."""


@dataclass
class _Inline:
    """What one paragraph gathers: its words, and the boxes anchored in it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Body:
    """Turns the elements of a body into blocks.

    Args:
        styles: The document's styles.
        numbering: Its lists, counted while reading.
        notes: Its footnotes and endnotes.
    """

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._pending: list[tuple[str, Element]] = []

    def blocks(self, body: Element) -> Iterator[Block]:
        """The blocks of `body`; a note follows the paragraph or the table that refers to it."""
        for element in _blocks_in(body):
            yield from self._block(element)
            while self._pending:
                label, note = self._pending.pop(0)
                inside = [b.text for b in self._inside(note) if b.text.strip()]
                yield Block(label + " ".join(text.strip() for text in inside))

    def _inside(self, container: Element) -> Iterator[Block]:
        for element in _blocks_in(container):
            yield from self._block(element)

    def _block(self, element: Element) -> Iterable[Block]:
        return self._table(element) if local(element) == "tbl" else self._paragraph(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        inline = _Inline()
        self._gather(paragraph, inline)
        text = "".join(inline.words).strip()
        label = self._numbering.label(paragraph)
        if text and not self._styles.in_contents(paragraph):
            yield Block(_numbered(label, text), self._styles.heading_level(paragraph))
        for box in inline.boxes:
            yield from self._inside(box)

    def _gather(self, element: Element, inline: _Inline) -> None:
        """Collect the visible words below `element`."""
        for part in element:
            name = local(part)
            if name in _INVISIBLE or (name == "r" and is_on(child(part, "rPr", "vanish"))):
                continue
            if name == "t":
                inline.words.append(part.text or "")
            elif name in _BREAKS:
                inline.words.append(_BREAKS[name])
            elif name == "sym":
                inline.words.append(_SYMBOLS.get((attribute(part, "char") or "").upper(), ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self._refer(FOOTNOTE if name == "footnoteReference" else ENDNOTE, part)
            elif name == "fldChar":
                inline.words.append(_tick(part))
            elif name == "txbxContent":
                inline.boxes.append(part)
            elif name == "sdt" and _is_placeholder(part):
                continue
            elif name == "AlternateContent":
                chosen = _chosen(part)
                if chosen is not None:
                    self._gather(chosen, inline)
            else:
                self._gather(part, inline)

    def _refer(self, kind: str, reference: Element) -> None:
        found = self._notes.take(kind, reference)
        if found is not None:
            self._pending.append(found)

    def _table(self, element: Element) -> list[Block]:
        rows = []
        for row in _unwrapped(element, "tr"):
            if child(row, "trPr", "del") is None:
                rows.append([self._cell(cell) for cell in _unwrapped(row, "tc")])
        return table(grid(_spanning(rows)))

    def _cell(self, cell: Element) -> tuple[Placed, bool]:
        """A cell, and whether it only continues the one above it."""
        columns = max(number(child(cell, "tcPr", "gridSpan")) or 1, 1)
        merge = child(cell, "tcPr", "vMerge")
        continues = merge is not None and attribute(merge, "val") != "restart"
        return Placed(list(self._inside(cell)), columns=columns), continues


def _spanning(rows: list[list[tuple[Placed, bool]]]) -> list[list[Placed]]:
    """Rows without the cells that continue those above; each of those knows how many rows it covers."""
    result: list[list[Placed]] = [[] for _ in rows]
    heights: dict[int, int] = {}  # column → how many cells continue, counted from below
    for index in range(len(rows) - 1, -1, -1):
        column = 0
        for placed, continues in rows[index]:
            if continues and index:
                heights[column] = heights.get(column, 0) + 1
            else:
                result[index].append(Placed(placed.blocks, 1 + heights.pop(column, 0), placed.columns))
            column += placed.columns
    return result


def _blocks_in(container: Element) -> Iterator[Element]:
    """The paragraphs and tables directly in `container`, through what only wraps them."""
    for element in container:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "AlternateContent":
            chosen = _chosen(element)
            if chosen is not None:
                yield from _blocks_in(chosen)
        elif name in _WRAPPERS and not _is_placeholder(element):
            yield from _blocks_in(element)


def _unwrapped(container: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also inside content controls."""
    for element in container:
        if local(element) == wanted:
            yield element
        elif local(element) in _WRAPPERS:
            yield from _unwrapped(element, wanted)


def _chosen(alternative: Element) -> Element | None:
    """One of the alternatives for the same content: that of newer Word, else that of older."""
    choice = child(alternative, "Choice")
    return choice if choice is not None else child(alternative, "Fallback")


def _is_placeholder(control: Element) -> bool:
    """Whether a form's field still shows its prompt (单击此处输入文字) and nothing that somebody wrote."""
    return child(control, "sdtPr", "showingPlcHdr") is not None


def _tick(field_mark: Element) -> str:
    """A check box of a form's older kind."""
    box = next((b for data in children(field_mark, "ffData") for b in children(data, "checkBox")), None)
    if box is None:
        return ""
    state = child(box, "checked")
    return "☑" if is_on(state if state is not None else child(box, "default")) else "☐"


def _numbered(label: str, text: str) -> str:
    """The number before the text: set apart where they would run together (`第一条`, `1.1`, `1.` before a digit)."""
    if not label:
        return text
    if label == BULLET:
        # A number typed after a bullet is the item's number.
        return text if marker_of(text) else f"{label} {text}"
    apart = label[-1] not in "、.．)）" or text[0].isdigit() or text[0].isascii()
    return f"{label} {text}" if apart else label + text
