"""Submissions drawn as PDF files."""

# mypy: disable-error-code="import-untyped"

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Table
from submissions.source import Layout, blocks

FONT = "STSong-Light"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
CELL = ParagraphStyle("cell", parent=BODY, fontSize=11, leading=17, firstLineIndent=0)
STYLES = {
    "title": ParagraphStyle("title", parent=CELL, fontSize=17, leading=30, alignment=TA_CENTER),
    "heading": ParagraphStyle("heading", parent=CELL, fontSize=14, leading=26, spaceBefore=6),
}
HIDDEN = {"white": '<font color="white">{}</font>', "tiny": '<font size="1">{}</font>'}
GRID = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def pdf(source: str, layout: Layout, annex: list[list[Any]], path: Path) -> None:
    """Draws the source as a PDF file with page numbers; `annex` holds the questionnaires that follow, one a page."""
    registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = []
    for is_row, group in groupby(blocks(source), lambda block: block.kind == "row"):
        if is_row:
            story.append(_table([row.texts for row in group]))
            continue
        for block in group:
            text = block.texts[0]
            hidden = [HIDDEN[e.how].format(escape(e.text)) for e in layout.extras if text.startswith(e.at)]
            story.append(Paragraph(escape(text) + "".join(hidden), STYLES.get(block.kind, BODY)))
    for number, row in enumerate(annex, 1):
        story += _survey(number, *row)
    template = BaseDocTemplate(str(path), pagesize=A4, title="虚构样例", author="虚构样例", invariant=1)
    width = template.width / layout.columns
    frames = [
        Frame(template.leftMargin + width * n, template.bottomMargin, width, template.height)
        for n in range(layout.columns)
    ]
    template.addPageTemplates(PageTemplate(frames=frames, onPage=_page_number))
    template.build(story)


def _table(rows: Iterable[tuple[str, ...]]) -> Table:
    cells = [[Paragraph(escape(cell).replace("&lt;br&gt;", "<br/>"), CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=[28 * mm, 132 * mm], style=GRID, splitInRow=1)


def _survey(
    number: int,
    name: str,
    product: str,
    posts: str,
    staff: int,
    vacancies: int,
    peak: str,
    wish: str,
    note: str = "无",
) -> list[Flowable]:
    """One page of the annex: the questionnaire of one company."""
    rows = [
        ("企业名称", name),
        ("主要产品", product),
        ("现有职工", f"{staff}人"),
        ("缺工人数", f"{vacancies}人"),
        ("缺工岗位", posts),
        ("用工旺季", peak),
        ("服务需求", wish),
        ("备注", note),
    ]
    opening = (
        f"{name}主要生产{product},2025年5月底现有职工{staff}人,旺季集中在{peak},届时{posts}等岗位共缺工{vacancies}人。"
        f"经驻企专员核对,企业愿意加入招聘用工联合体。{wish}"
    )
    return [
        PageBreak(),
        Paragraph(f"重点企业用工需求调查表之{number}", STYLES["title"]),
        _table(rows),
        Paragraph(escape(opening), BODY),
    ]


def _page_number(canvas: Canvas, _: BaseDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"— {canvas.getPageNumber()} —")
