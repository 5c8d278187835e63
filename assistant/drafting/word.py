"""A draft as a Word file: headings, paragraphs with marked gaps, the table of stages, and an annex of the clauses."""

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

from docx import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from assistant.documents.text import visible
from assistant.drafting.material import Material
from assistant.drafting.word_styles import CELL, NOTE, QUOTE, TITLE, number_pages, prepare, repeat_head
from assistant.drafting.wording import phrase, words
from assistant.models.draft import Draft, DraftSection, Source

_PART = re.compile(r"(【[^】]*】|\[\d+\])")
_PROPOSAL = RGBColor(0x1F, 0x5F, 0x8B)


def render(draft: Draft, material: Material) -> bytes:
    """The draft as the bytes of a DOCX file."""
    document = WordDocument()
    prepare(document)
    number_pages(document, phrase("export.footer", applicant=draft.applicant or words("applicant_gap")))
    document.core_properties.title = phrase("export.title", name=material.form.name)
    document.core_properties.author = draft.applicant
    _head(document, draft, material)
    ordinals = words("export.numbers")
    for place, section in enumerate(draft.sections):
        number = f"{ordinals[place]}、" if place < len(ordinals) else ""
        document.add_heading(number + section.title, 1)
        _section(document, section)
    _concerns(document, draft)
    _annex(document, draft)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _head(document: Any, draft: Draft, material: Material) -> None:
    meta = material.document.meta
    document.add_paragraph(f"《{_clean(meta.title)}》", TITLE)
    document.add_paragraph(phrase("export.title", name=material.form.name), TITLE)
    applicant = document.add_paragraph(style=NOTE)
    _runs(applicant, f"{words('export.applicant')}{draft.applicant or words('applicant_gap')}", ())
    applicant.alignment = WD_ALIGN_PARAGRAPH.CENTER
    done = draft.completeness
    number = f"（{meta.number}）" if meta.number else ""
    for text in (
        phrase("export.basis", title=meta.title, number=number),
        str(words("export.note")) + material.form.layout,
        phrase("export.legend", filled=done.filled, required=done.required),
    ):
        _runs(document.add_paragraph(style=NOTE), text, ())


def _section(document: Any, section: DraftSection) -> None:
    proposals = tuple(c.text for c in section.claims if c.source is Source.PROPOSAL)
    rows: list[list[str]] = []
    table_lead = str(words("goals.table_lead"))
    for line in section.text.split("\n"):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        _table(document, rows)
        rows = []
        if line.strip():
            paragraph = document.add_paragraph()
            _runs(paragraph, line.strip(), proposals)
            if line == table_lead:  # it belongs to the table behind it
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.space_after = Pt(4)
    _table(document, rows)


def _table(document: Any, rows: list[list[str]]) -> None:
    rows = [row for row in rows if not all(set(cell) <= {"-", ":"} and cell for cell in row)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for place, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, [*row, *[""] * (width - len(row))], strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles[CELL]
            _runs(paragraph, text, ())
            for run in paragraph.runs:
                run.bold = place == 0
    repeat_head(table)
    document.add_paragraph(style=CELL)


def _runs(paragraph: Any, text: str, proposals: tuple[str, ...]) -> None:
    """`text` with its gaps highlighted, its citations raised, and what is only proposed in another colour."""
    rest = _clean(text)
    spans = [(rest.find(p), len(p)) for p in map(_clean, proposals) if p and p in rest]
    offset = 0
    for piece in _PART.split(rest):
        for part, proposed in _split(piece, offset, spans):
            run = paragraph.add_run(part)
            if part.startswith("【"):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            elif re.fullmatch(r"\[\d+\]", part):
                run.font.superscript = True
            elif proposed:
                run.font.color.rgb = _PROPOSAL
        offset += len(piece)


def _split(piece: str, offset: int, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A piece of a paragraph cut where a proposal begins or ends."""
    cuts = {0, len(piece)}
    for start, length in spans:
        cuts |= {min(max(point - offset, 0), len(piece)) for point in (start, start + length)}
    points = sorted(cuts)
    return [
        (piece[a:b], any(s <= offset + a < s + n for s, n in spans)) for a, b in pairwise(points) if a < b
    ]


def _concerns(document: Any, draft: Draft) -> None:
    questions = [gap for section in draft.sections for gap in section.placeholders]
    if not draft.warnings and not questions:
        return
    document.add_heading(str(words("export.warnings")), 1)
    for warning in draft.warnings:
        document.add_paragraph(_clean(warning.text), "List Bullet")
    for gap in dict.fromkeys((gap.text, gap.question) for gap in questions):
        paragraph = document.add_paragraph(style="List Bullet")
        _runs(paragraph, f"{gap[0]}{gap[1]}", ())


def _annex(document: Any, draft: Draft) -> None:
    if not draft.citations:
        return
    document.add_heading(str(words("export.sources")), 1)
    for citation in draft.citations:
        place = document.add_paragraph(style=CELL)
        run = place.add_run(f"[{citation.id}] 《{citation.title}》{citation.number} {citation.heading}")
        run.bold = True
        run.font.size = Pt(10.5)
        place.paragraph_format.keep_with_next = True
        document.add_paragraph(_clean(citation.quote.strip()), QUOTE)


def _clean(text: str) -> str:
    """`text` without the characters that XML forbids."""
    return visible(text)
