"""Real Word and PDF files for the tests of the readers, made as people make them."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, SimpleDocTemplate
from reportlab.platypus import Paragraph as PdfParagraph

from assistant.documents.loading import Overrides, Parsed, parse_source
from assistant.documents.readers import READERS, Source
from assistant.models.document import FactKind

NOTICE = Path(__file__).parents[2] / "corpus" / "notices" / "cq-hrss-2025-13.md"
TITLE_LINES = slice(5, 7)
SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

Level = tuple[str, str]
"""How a level of a list is numbered: Word's name of the format, and the text with %1, %2 …"""


def notice_lines() -> list[str]:
    return notice_source().text.splitlines()


def notice_source() -> Source:
    return READERS[".md"](NOTICE.read_bytes(), NOTICE.name)


def read(data: bytes, name: str) -> Source:
    return READERS[Path(name).suffix](data, name)


def parsed(source: Source) -> Parsed:
    return parse_source(source, "文件", Overrides())


def paths(found: Parsed) -> list[tuple[str | None, str, str]]:
    return [(c.part, c.path, c.heading) for c in found.document.clauses]


def deadlines(found: Parsed) -> list[tuple[Any, ...]]:
    return [
        (f.clause, f.actor, f.recipient, f.value, f.due) for f in found.facts if f.kind is FactKind.DEADLINE
    ]


# --- Word --------------------------------------------------------------------------------------------------------


def saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_notice() -> bytes:
    """The notice as an office would set it: indented, justified, with a header and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(16), "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), Pt(28)
    section.header.paragraphs[0].text = "重庆市人力资源和社会保障局行政规范性文件"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    page_field(footer)
    footer.add_run(" —")
    lines = notice_lines()
    for index, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        if index < 8:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif len(lines) - 8 < index < len(lines) - 2:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Pt(0 if index == 8 else 32)
    for paragraph in document.paragraphs[TITLE_LINES]:
        paragraph.runs[0].font.size = Pt(22)
    return saved(document)


def page_field(paragraph: Paragraph) -> None:
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        if kind == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = kind
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._r.append(code)


def define_list(document: WordDocument, *levels: Level, starts: dict[int, int] | None = None) -> int:
    """A new list with these levels; its number. `starts` restarts a level at a number, as Word stores it."""
    root = document.part.numbering_part.element
    number = 100 + len(root.findall(qn("w:num")))
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{written}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    return use_list(document, number, starts)


def use_list(document: WordDocument, abstract: int, starts: dict[int, int] | None = None) -> int:
    """Another list with the same levels; it counts on, or starts where `starts` says."""
    root = document.part.numbering_part.element
    number = 100 + len(root.findall(qn("w:num")))
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for at, start in (starts or {}).items()
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
    )
    return number


def add_item(document: WordDocument, text: str, number: int, level: int = 0) -> Paragraph:
    paragraph = document.add_paragraph(text)
    reference = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(reference))
    return paragraph


def rezipped(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A Word file with its parts changed."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, kind: str, content: str) -> bytes:
    """A Word file with a further part, such as its footnotes, that the document refers to."""

    def change(parts: dict[str, bytes]) -> None:
        parts[f"word/{kind}.xml"] = content.encode()
        place = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relation = f'<Relationship Id="rIdX" Type="{place}/{kind}" Target="{kind}.xml"/></Relationships>'
        relations = "word/_rels/document.xml.rels"
        parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())

    return rezipped(data, change)


# --- PDF ---------------------------------------------------------------------------------------------------------


def converted(folder: Path, data: bytes) -> bytes:
    """What LibreOffice makes of a Word file."""
    source = folder / "made.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".pdf").read_bytes()


has_office = shutil.which("soffice") is not None


def canvas(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF that `draw` draws page by page."""
    buffer = BytesIO()
    page = Canvas(buffer, pagesize=A4, **options)
    page.setFont(SONG, 16)
    draw(page)
    page.save()
    return buffer.getvalue()


def draw_lines(
    page: Canvas, lines: Sequence[str], top: float = 740, left: float = 80, size: float = 16
) -> None:
    page.setFont(SONG, size)
    for index, line in enumerate(lines):
        page.drawString(left, top - index * 1.75 * size, line)


def set_pdf(blocks: Sequence[str | Flowable], header: str = "", size: float = 16) -> bytes:
    """A PDF set by reportlab: paragraphs indented and justified, with page numbers."""
    body = paragraph_style(size)

    def furniture(page: Canvas, _: SimpleDocTemplate) -> None:
        page.setFont(SONG, 10)
        page.drawString(80, 800, header)
        page.drawCentredString(297, 40, f"— {page.getPageNumber()} —")

    buffer = BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=74, rightMargin=68, topMargin=90, bottomMargin=80
    )
    story = [PdfParagraph(block, body) if isinstance(block, str) else block for block in blocks]
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


def two_columns(lines: Sequence[str], style: ParagraphStyle) -> bytes:
    """A gazette's page: its name over the whole width, below it two columns."""
    buffer = BytesIO()
    title = Frame(60, 725, 475, 70)
    columns = [Frame(60, 60, 230, 660), Frame(305, 60, 230, 660)]
    later = [Frame(60, 60, 230, 720), Frame(305, 60, 230, 720)]
    document = BaseDocTemplate(buffer, pagesize=A4)
    document.addPageTemplates(
        [PageTemplate("first", [title, *columns], autoNextPageTemplate="later"), PageTemplate("later", later)]
    )
    name = paragraph_style(22, firstLineIndent=0, alignment=TA_CENTER)
    story = [PdfParagraph(lines[0], name), FrameBreak(), *(PdfParagraph(line, style) for line in lines[1:])]
    document.build(story)
    return buffer.getvalue()


def blank_pdf(pages: int) -> bytes:
    """A PDF with as good as nothing on its pages."""

    def draw(page: Canvas) -> None:
        for _ in range(pages):
            page.drawString(80, 700, "正文。")
            page.showPage()

    return canvas(draw)


def paragraph_style(size: float = 16, **options: Any) -> ParagraphStyle:
    defaults: dict[str, Any] = {"firstLineIndent": 2 * size, "alignment": TA_JUSTIFY} | options
    return ParagraphStyle(
        "body", fontName=SONG, fontSize=size, leading=1.75 * size, wordWrap="CJK", **defaults
    )


def pdf_notice() -> bytes:
    lines = notice_lines()
    blocks: list[str | Flowable] = []
    for index, line in enumerate(lines):
        if index < 8:
            style = paragraph_style(22 if index in (5, 6) else 16, firstLineIndent=0, alignment=TA_CENTER)
        elif len(lines) - 8 < index < len(lines) - 2:
            style = paragraph_style(firstLineIndent=0, alignment=TA_RIGHT)
        else:
            style = paragraph_style(firstLineIndent=0 if index == 8 else 32)
        blocks.append(PdfParagraph(line, style))
    return set_pdf(blocks, header="重庆市人力资源和社会保障局行政规范性文件")
