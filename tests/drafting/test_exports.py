"""The files that people get: Word (also as LibreOffice shows it), Markdown."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from fictional import FULL, OPEN

from assistant.app import Assistant
from assistant.drafting.profile import from_data
from assistant.models.draft import Draft

SPARSE = {"name": "虚构市铆接行业协会", "facts": {"foundation": ["会员企业47家"]}}


@pytest.fixture(scope="module")
def full(assistant: Assistant) -> Draft:
    return assistant.drafts.create(from_data(FULL), as_of=OPEN)


@pytest.fixture(scope="module")
def sparse(assistant: Assistant) -> Draft:
    return assistant.drafts.create(from_data(SPARSE), as_of=OPEN)


def test_the_word_file_has_headings_a_table_and_the_cited_clauses(assistant: Assistant, full: Draft) -> None:
    document = Document(BytesIO(assistant.drafts.docx(full.id)))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:5] == ["一、试点方向", "二、总体思路", "三、工作基础", "四、工作目标", "五、保障措施"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["阶段", "指标", "基数", "目标值"]
    assert ["2026年", "服务企业", "—", "93家"] in rows
    text = "\n".join(p.text for p in document.paragraphs)
    assert all(citation.quote.strip() in text for citation in full.citations)
    assert "附件规定的表格样式" in text
    assert "w:fldChar" in document.sections[0].footer._element.xml


def test_gaps_are_highlighted_and_nothing_else_is(assistant: Assistant, sparse: Draft) -> None:
    document = Document(BytesIO(assistant.drafts.docx(sparse.id)))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert {
        gap.text for section in sparse.sections for gap in section.placeholders if section.key != "goals"
    } <= {*marked}
    assert all(re.fullmatch(r"【[^】]*】", text) for text in marked)


def test_one_section_can_be_exported_alone(assistant: Assistant, full: Draft) -> None:
    text = assistant.drafts.markdown(full.id, section="工作基础")
    assert "工作基础" in text
    assert "## 二" not in text


def test_markdown_holds_the_table_and_the_sources(assistant: Assistant, full: Draft) -> None:
    text = assistant.drafts.markdown(full.id)
    assert "| 阶段 | 指标 | 基数 | 目标值 |\n| --- |" in text
    assert all(f"[{citation.id}] 《{citation.title}》" in text for citation in full.citations)


def test_characters_that_xml_forbids_do_not_break_the_word_file(assistant: Assistant) -> None:
    draft = assistant.drafts.create(from_data(SPARSE), as_of=OPEN)
    assistant.drafts.save(draft.id, {"foundation": "写了\x0b控制\x00字符\ud800和<标签>&符号。"})
    document = Document(BytesIO(assistant.drafts.docx(draft.id)))
    assert any("<标签>&符号" in paragraph.text for paragraph in document.paragraphs)


def test_libreoffice_shows_every_section_on_numbered_pages(
    assistant: Assistant, full: Draft, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / "draft.docx"
    file.write_bytes(assistant.drafts.docx(full.id))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, file], check=True, capture_output=True, timeout=240)
    pdf = pypdfium2.PdfDocument(tmp_path / "draft.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    shown = re.sub(r"\s", "", "".join(pages))
    for section in full.sections:
        assert section.title in shown
    assert "每年安排运营经费83万元" in shown
    assert f"共{len(pages)}页" in re.sub(r"\s", "", pages[-1])
    picture = pdf[0].render(scale=0.5).to_pil()
    dark = sum(picture.convert("L").histogram()[:128])
    assert dark > 1000  # characters, not empty boxes on an empty page
    pdf.close()
