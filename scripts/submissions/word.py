"""Submissions as Word documents, with what Word can hide in them."""

import re
from datetime import datetime
from itertools import groupby
from xml.sax.saxutils import escape

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
from submissions.source import Block, Extra, Layout, blocks


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
        _tracked(document.add_paragraph(), text)


def _tracked(paragraph: Paragraph, text: str) -> None:
    """Writes the text, its {-old-}{+new+} as changes that somebody tracked and nobody has accepted yet."""
    for piece in filter(None, re.split(r"(\{[-+].*?[-+]\})", text)):
        if not piece.startswith("{"):
            paragraph.add_run(piece)
            continue
        change, words = ("del", "delText") if piece[1] == "-" else ("ins", "t")
        paragraph._p.append(
            parse_xml(
                f'<w:{change} {nsdecls("w")} w:id="7" w:author="修改人" w:date="2025-07-09T09:00:00Z">'
                f"<w:r><w:{words}>{escape(piece[2:-2])}</w:{words}></w:r></w:{change}>"
            )
        )


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
    if extra.how == "header":
        document.sections[0].header.paragraphs[0].text = extra.text
        return
    place = next(p for p in document.paragraphs if p.text.startswith(extra.at))
    if extra.how in ("white", "tiny", "vanish"):
        font = place.add_run(extra.text).font
        font.size = Pt(1) if extra.how == "tiny" else None
        font.color.rgb = RGBColor(255, 255, 255) if extra.how == "white" else None
        font.hidden = extra.how == "vanish" or None
    elif extra.how == "field":
        code = escape(f'COMMENTS "{extra.text}"', {'"': "&quot;"})
        place._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"/>'))
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
