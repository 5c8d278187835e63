"""A draft as a Word file."""

from io import BytesIO

from docx import Document as WordDocument

from assistant.drafting.material import Material
from assistant.models.draft import Draft


def render(draft: Draft, material: Material) -> bytes:
    """The draft as the bytes of a DOCX file."""
    document = WordDocument()
    for section in draft.sections:
        document.add_heading(section.title, 1)
        document.add_paragraph(section.text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()
