"""Write the fictional submissions of evals/cases/submissions: `.venv/bin/python scripts/make_submissions.py [NAME…]`.

The texts are scripts/submissions/*.md and *.txt, how each becomes a file is scripts/submissions/layouts.yaml. Needs
LibreOffice for two of the PDF files. The Markdown and UTF-8 text files among the submissions are written by hand.
"""

# mypy: disable-error-code="import-untyped"

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import yaml
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from reportlab.lib.colors import black, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Table
from reportlab.platypus import Paragraph as PdfParagraph

SOURCES = Path(__file__).parent / "submissions"
TARGET = Path(__file__).parents[1] / "evals" / "cases" / "submissions"

Kind = Literal["title", "heading", "subheading", "bullet", "row", "text"]
MARKS: dict[str, Kind] = {"# ": "title", "## ": "heading", "### ": "subheading", "- ": "bullet", "| ": "row"}


@dataclass(frozen=True)
class Block:
    """One line of a source; a row of a table has one text a cell."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Extra:
    """Something in a file that its plain text does not show: hidden words, a comment, a footnote, a property."""

    how: Literal["white", "tiny", "comment", "footnote", "text_box", "property"]
    text: str
    at: str = ""
    name: str = ""
    author: str = ""


@dataclass(frozen=True)
class Layout:
    """How a source becomes a file; the fields are explained in layouts.yaml."""

    by: Literal["word", "word-pdf", "pdf", "text"]
    headings: Literal["style", "numbered", "bold"] = "style"
    form: bool = False
    large: bool = False
    encoding: str = "utf-8"
    annex: str = ""
    extras: list[Extra] = field(default_factory=list)


def blocks(source: str) -> Iterator[Block]:
    """The lines of a source as blocks, in order."""
    for line in filter(None, source.splitlines()):
        mark = next((m for m in MARKS if line.startswith(m)), "")
        rest = line[len(mark) :]
        cells = rest.removesuffix("|").split("|") if mark == "| " else [rest]
        yield Block(MARKS.get(mark, "text"), tuple(cell.strip() for cell in cells))


# Word


def word(source: str, layout: Layout) -> WordDocument:
    """The source as a Word document."""
    document = Document()
    document.core_properties.author, document.core_properties.comments = "虚构样例", ""
    document.core_properties.created = document.core_properties.modified = datetime(2025, 7, 1)
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "FangSong")
    if layout.large:
        normal.font.size, normal.paragraph_format.line_spacing = Pt(17), Pt(32)
    if layout.by == "word-pdf":
        _page_numbers(document)
    numbering = _chinese_numbering(document) if layout.headings == "numbered" else 0
    for is_row, group in groupby(blocks(source), lambda block: block.kind == "row"):
        if is_row:
            _word_table(document, list(group), layout.form)
            continue
        for block in group:
            _word_line(document, block, layout, numbering)
    for extra in layout.extras:
        _add_extra(document, extra)
    return document


def _word_line(document: WordDocument, block: Block, layout: Layout, numbering: int) -> None:
    text = block.texts[0]
    if block.kind == "title":
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = title.add_run(text)
        run.bold, run.font.size = True, Pt(18)
    elif block.kind in ("heading", "subheading"):
        if layout.headings == "bold":
            document.add_paragraph().add_run(text).bold = True
            return
        heading = document.add_heading(text, 1 if block.kind == "heading" else 2)
        if numbering:
            properties = heading._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, numbering
    elif block.kind == "bullet":
        document.add_paragraph(text, style="List Bullet")
    else:
        document.add_paragraph(text)


def _word_table(document: WordDocument, rows: list[Block], form: bool) -> None:
    width = max(len(row.texts) for row in rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.texts, strict=False):
            first, *more = text.split("<br>")
            cell.text = first
            for line in more:
                cell.add_paragraph(line)
        if form and len(row.texts) < width:
            cells[len(row.texts) - 1].merge(cells[-1])


def _chinese_numbering(document: WordDocument) -> int:
    """Adds a list that Word numbers 一、二、三、; gives its number id."""
    root = document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def _page_numbers(document: WordDocument) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    footer._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    footer.add_run(" —")


def _add_extra(document: WordDocument, extra: Extra) -> None:
    if extra.how == "property":
        setattr(document.core_properties, extra.name, extra.text)
        return
    place = next(p for p in document.paragraphs if p.text.startswith(extra.at))
    if extra.how in ("white", "tiny"):
        run = place.add_run(extra.text)
        run.font.size = Pt(1) if extra.how == "tiny" else None
        run.font.color.rgb = RGBColor(255, 255, 255) if extra.how == "white" else None
    elif extra.how == "comment":
        document.add_comment(place.runs, extra.text, author=extra.author, initials=extra.author[:1])
    elif extra.how == "footnote":
        _footnote(document, place, extra.text)
    else:
        _text_box(place, extra.text)


def _footnote(document: WordDocument, place: Paragraph, text: str) -> None:
    """Appends a footnote; the first one of a document brings the part that holds them."""
    part = next((p for p in document.part.package.iter_parts() if p.partname == "/word/footnotes.xml"), None)
    if part is None:
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        root = f"<w:footnotes {nsdecls('w')}>{rules}</w:footnotes>"
        part = Part(PackURI("/word/footnotes.xml"), mime, root.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    number = part.blob.count(b"<w:footnote ") - 1
    note = (
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part._blob = part.blob.replace(b"</w:footnotes>", note.encode())
    place.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{number}"/>'))


TEXT_BOX = """\
<mc:AlternateContent xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="4320000" cy="720000"/><wp:docPr id="9" name="文本框 9"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4320000" cy="720000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect style="width:340pt;height:56pt"><v:textbox>{content}</v:textbox></v:rect></w:pict>
</mc:Fallback></mc:AlternateContent>"""


def _text_box(place: Paragraph, text: str) -> None:
    """Anchors a text box as Word writes it: twice, for new and for old readers; a reader must take one of them."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:txbxContent>"
    anchor = parse_xml(f"<w:p {nsdecls('w')}><w:r>{TEXT_BOX.format(content=content)}</w:r></w:p>")
    place._p.addnext(anchor)


# PDF

FONT = "STSong-Light"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
CELL = ParagraphStyle("cell", parent=BODY, fontSize=11, leading=17, firstLineIndent=0)
STYLES = {
    "title": ParagraphStyle("title", parent=CELL, fontSize=17, leading=30, alignment=TA_CENTER),
    "heading": ParagraphStyle("heading", parent=CELL, fontSize=14, leading=26, spaceBefore=6),
}
HIDDEN = {"white": '<font color="white">{}</font>', "tiny": '<font size="1">{}</font>'}
GRID = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def pdf(source: str, layout: Layout, path: Path) -> None:
    """Draws the source as a PDF file with page numbers."""
    registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = []
    for is_row, group in groupby(blocks(source), lambda block: block.kind == "row"):
        if is_row:
            story.append(_pdf_table([row.texts for row in group]))
            continue
        for block in group:
            text = block.texts[0]
            hidden = [HIDDEN[e.how].format(escape(e.text)) for e in layout.extras if text.startswith(e.at)]
            story.append(PdfParagraph(escape(text) + "".join(hidden), STYLES.get(block.kind, BODY)))
    if layout.annex:
        rows = yaml.safe_load((SOURCES / layout.annex).read_text("utf-8"))
        for number, row in enumerate(rows, 1):
            story += _survey(number, *row)
    template = SimpleDocTemplate(str(path), pagesize=A4, title="虚构样例", author="虚构样例", invariant=1)
    template.build(story, onFirstPage=_footer, onLaterPages=_footer)


def _pdf_table(rows: Iterable[tuple[str, ...]]) -> Table:
    cells = [
        [PdfParagraph(escape(cell).replace("&lt;br&gt;", "<br/>"), CELL) for cell in row] for row in rows
    ]
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
        PdfParagraph(f"重点企业用工需求调查表之{number}", STYLES["title"]),
        _pdf_table(rows),
        PdfParagraph(escape(opening), BODY),
    ]


def _footer(canvas: Canvas, _: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.setFillColor(black)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"— {canvas.getPageNumber()} —")
    canvas.setFillColor(white)


def _through_office(document: WordDocument, path: Path) -> None:
    """Saves the document as PDF the way an office does it, with its fonts embedded."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{path.stem}.docx"
        document.save(str(written))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(written)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        path.write_bytes(written.with_suffix(".pdf").read_bytes())


def write(name: str, layout: Layout) -> None:
    """Writes one submission."""
    path = TARGET / name
    source = next(
        SOURCES / f"{path.stem}{end}" for end in (".md", ".txt") if (SOURCES / f"{path.stem}{end}").exists()
    )
    text = source.read_text("utf-8")
    writers: dict[str, Callable[[], object]] = {
        "word": lambda: word(text, layout).save(str(path)),
        "word-pdf": lambda: _through_office(word(text, layout), path),
        "pdf": lambda: pdf(text, layout, path),
        "text": lambda: path.write_bytes(text.encode(layout.encoding)),
    }
    writers[layout.by]()


def main(names: list[str]) -> None:
    """Writes the named submissions, or all of them."""
    layouts: dict[str, dict[str, Any]] = yaml.safe_load((SOURCES / "layouts.yaml").read_text("utf-8"))
    for name in names or layouts:
        settings = dict(layouts[name])
        extras = [Extra(**extra) for extra in settings.pop("extras", [])]
        write(name, Layout(**settings, extras=extras))


if __name__ == "__main__":
    main(sys.argv[1:])
