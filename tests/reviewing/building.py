"""Word and PDF files of applications as people make them, from one plain description; all of it is fictional."""

import re
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Section = tuple[str, str]
"""Heading and text; lines that begin with `|` are rows of a table."""

LABEL = "【虚构样例】单位、人物、数字均为虚构"


def saved(document: Document) -> bytes:
    """The bytes of a Word file."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word(
    basics: Sequence[str],
    sections: Sequence[Section],
    form: str = "plain",
    edit: Callable[[Document], None] | None = None,
) -> bytes:
    """A Word file: headings as `plain` lines, Word `heading`s, `bold` lines, an automatic `list`, or a `table`."""
    document = docx.Document()
    document.add_paragraph("试点申报表")
    document.add_paragraph(LABEL)
    if form == "table":
        _form_table(document, basics, sections)
    else:
        for line in basics:
            document.add_paragraph(line)
        for heading, text in sections:
            _heading(document, heading, form)
            _body(document, text)
    if edit:
        edit(document)
    return saved(document)


def _heading(document: Document, heading: str, form: str) -> None:
    if form == "heading":
        document.add_heading(heading, 1)
    elif form == "bold":
        document.add_paragraph().add_run(heading).bold = True
    elif form == "list":
        document.add_paragraph(heading, style="List Number")
    else:
        document.add_paragraph(heading)


def _body(document: Document, text: str) -> None:
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            table.style = "Table Grid"
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
            rows = []
        if line:
            document.add_paragraph(line)


def _form_table(document: Document, basics: Sequence[str], sections: Sequence[Section]) -> None:
    """A form: two pairs of label and value in a row, then a label and a merged cell."""
    pairs = [tuple(line.split("：", 1)) for line in basics]
    table = document.add_table((len(pairs) + 1) // 2 + len(sections), 4)
    table.style = "Table Grid"
    for index, (label, value) in enumerate(pairs):
        row, column = divmod(index, 2)
        table.cell(row, 2 * column).text = label
        table.cell(row, 2 * column + 1).text = value
    for index, (heading, text) in enumerate(sections, start=(len(pairs) + 1) // 2):
        table.cell(index, 0).text = heading
        merged = table.cell(index, 1).merge(table.cell(index, 3))
        merged.text = text


def hide(document: Document, text: str, how: str) -> None:
    """Put words into a Word file so that its pages do not show them."""
    paragraph = document.add_paragraph()
    if how == "comment":
        run = paragraph.add_run("另有材料备查。")
        document.add_comment(run, text=text, author="虚构", initials="x")
    elif how == "field":
        run = paragraph.add_run()
        for kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
            if kind == "begin":
                code = OxmlElement("w:instrText")
                code.text = f' COMMENTS "{text}" '
                run._r.append(code)
    elif how == "header":
        document.sections[0].header.paragraphs[0].text = text
    elif how == "properties":
        document.core_properties.comments = text
    elif how == "tags":
        paragraph.add_run("附件备查。" + "".join(chr(0xE0000 + ord(c)) for c in text))
    else:
        run = paragraph.add_run(text)
        if how == "white":
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        elif how == "tiny":
            run.font.size = Pt(1)
        elif how == "vanish":
            run.font.hidden = True


def pdf(
    basics: Sequence[str],
    sections: Sequence[Section],
    edit: Callable[[Canvas], None] | None = None,
    **options: Any,
) -> bytes:
    """A PDF with a header and page numbers; `table` sets it as a form, `pages` begins a page for each section."""
    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle("body", fontName=font, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=14, firstLineIndent=0, spaceBefore=8)
    flow: list[Any] = [Paragraph("试点申报表", head), Paragraph(LABEL, body)]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    cell = ParagraphStyle("cell", parent=body, firstLineIndent=0)
    if options.get("table"):
        rows = [line.split("：", 1) for line in basics] + [list(section) for section in sections]
        flow.append(
            Table(
                [[Paragraph(a, cell), Paragraph(b, cell)] for a, b in rows], colWidths=[90, 360], style=grid
            )
        )
    else:
        flow += [Paragraph(line, ParagraphStyle("line", parent=body, firstLineIndent=0)) for line in basics]
        for heading, text in sections:
            flow.append(Paragraph(heading, head))
            rows = [line.strip("|").split("|") for line in text.split("\n") if line.startswith("|")]
            flow += [Paragraph(line, body) for line in text.split("\n") if line and not line.startswith("|")]
            if rows:
                flow.append(Table([[Paragraph(c.strip(), cell) for c in row] for row in rows], style=grid))
            flow.append(Spacer(1, 4))
            if options.get("pages"):
                flow.append(PageBreak())

    def page(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(font, 9)
        canvas.drawString(72, A4[1] - 40, "融合发展试点申报材料（虚构样例）")
        canvas.drawCentredString(A4[0] / 2, 30, f"第 {template.page} 页")

    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, title="虚构样例").build(flow, onFirstPage=page, onLaterPages=page)
    return buffer.getvalue()


def converted(data: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a Word file."""
    source = folder / "source.docx"
    source.write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120
    )
    return (folder / "source.pdf").read_bytes()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A Word file with its parts changed one by one."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return buffer.getvalue()


def bare(text: str) -> str:
    """Text without white space, for comparing."""
    return re.sub(r"\s+", "", text)
