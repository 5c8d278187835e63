"""Word files (.docx), read from their XML.

python-docx is made for writing: it shows neither numbers nor footnotes nor text boxes, and it parses every part
before anything can be checked. So the parts are read here, each within limits and without entities.
"""

from assistant.documents.readers.docx.body import Body
from assistant.documents.readers.docx.notes import Notes
from assistant.documents.readers.docx.numbering import Numbering
from assistant.documents.readers.docx.package import Package
from assistant.documents.readers.docx.styles import Styles
from assistant.documents.readers.docx.unseen import unseen
from assistant.documents.readers.layout import to_text
from assistant.documents.readers.source import Source


def read(data: bytes, name: str) -> Source:
    """The text of a Word file in reading order.

    Raises:
        UnreadableFile: It is encrypted, damaged, too large inside, or no Word file without macros.
    """
    package = Package(data, name)
    styles = Styles(package.related("styles"))
    numbering = Numbering(package.related("numbering"), styles)
    notes = Notes(package.related("footnotes"), package.related("endnotes"))
    text = to_text(Body(styles, numbering, notes).blocks(package.body))
    return Source(text, hidden=unseen(package, styles))
