"""How the Word file looks: an A4 page, Chinese fonts that every system has or replaces, numbered pages."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TITLE, NOTE, CELL, QUOTE = "Draft Title", "Draft Note", "Draft Cell", "Draft Quote"

# Official documents are set in 仿宋 and 黑体. Where they are missing, Word and LibreOffice take the nearest Chinese
# font; the alternative names below help them.
_BODY, _HEAD, _LATIN = "仿宋", "黑体", "Times New Roman"
_ALTERNATIVES = {"仿宋": "FangSong", "黑体": "SimHei"}


def prepare(document: Any) -> None:
    """Set up the page and the styles of a new document."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3.0), Cm(2.6)
    page.left_margin, page.right_margin = Cm(2.7), Cm(2.6)
    styles = document.styles
    normal = styles["Normal"]
    _font(normal, _BODY, 14)
    _spacing(normal, first=28, line=26)
    heading = styles["Heading 1"]
    _font(heading, _HEAD, 15, bold=False)
    _spacing(heading, before=12, after=4, line=28)
    heading.paragraph_format.keep_with_next = True
    _font(styles["List Bullet"], _BODY, 12)
    _spacing(styles["List Bullet"], line=21)
    _own(styles, TITLE, _HEAD, 18, align=WD_ALIGN_PARAGRAPH.CENTER, after=6, line=30)
    _own(styles, NOTE, _BODY, 11, after=2, line=18)
    _own(styles, CELL, _BODY, 11, line=17)
    _own(styles, QUOTE, _BODY, 10.5, left=21, after=4, line=17)
    _alternatives(document)


def _own(styles: Any, name: str, font: str, size: float, **spacing: Any) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _font(style, font, size)
    align = spacing.pop("align", None)
    _spacing(style, **spacing)
    if align is not None:
        style.paragraph_format.alignment = align


def _font(style: Any, name: str, size: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = _LATIN, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")  # Chinese quotation marks are as wide as Chinese characters


def _spacing(
    style: Any, *, first: float = 0, left: float = 0, before: float = 0, after: float = 0, line: float = 20
) -> None:
    """Distances in points."""
    layout = style.paragraph_format
    layout.first_line_indent, layout.left_indent = Pt(first), Pt(left)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(line)


def _alternatives(document: Any) -> None:
    """Name the fonts' other names, by which systems without Chinese font names know them."""
    part = next(
        (p for p in document.part.package.iter_parts() if p.partname.endswith("/fontTable.xml")), None
    )
    if part is None:
        return
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
    )
    content = part.blob.decode("utf-8")
    part._blob = content.replace("</w:fonts>", f"{entries}</w:fonts>").encode("utf-8")


def number_pages(document: Any, label: str) -> None:
    """A footer with whose draft it is, the page and the number of pages."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[CELL]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{label}　第 ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" 页，共 ")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(" 页")


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = code
            run._r.append(instruction)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def repeat_head(table: Any) -> None:
    """Repeat a table's first row on every page, and never cut a row in two."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", *(("w:tblHeader",) if place == 0 else ())):
            mark = OxmlElement(name)
            mark.set(qn("w:val"), "true")
            properties.append(mark)
