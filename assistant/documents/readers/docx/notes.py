"""Footnotes and endnotes, by the numbers that a reader sees."""

from xml.etree.ElementTree import Element

from assistant.documents.readers.docx.xml import attribute, children

FOOTNOTE, ENDNOTE = "注", "尾注"


class Notes:
    """The notes of a document; each is given its number when the text refers to it.

    Args:
        footnotes: The footnotes part, or None.
        endnotes: The endnotes part, or None.
    """

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        self._notes = {
            FOOTNOTE: {attribute(n, "id"): n for n in children(footnotes, "footnote")},
            ENDNOTE: {attribute(n, "id"): n for n in children(endnotes, "endnote")},
        }
        self._numbers = {FOOTNOTE: 0, ENDNOTE: 0}

    def take(self, kind: str, reference: Element) -> tuple[str, Element] | None:
        """What stands in front of the note that `reference` means (`注1：`), and the note; None if there is none."""
        note = self._notes[kind].get(attribute(reference, "id"))
        if note is None:
            return None
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}：", note
