"""PDF files: pages become one text again, and every word knows its page; what holds no text is refused clearly."""

import pytest
from made_files import (
    canvas,
    converted,
    deadlines,
    draw_lines,
    has_office,
    notice_source,
    paragraph_style,
    parsed,
    paths,
    pdf_notice,
    read,
    set_pdf,
    two_columns,
    word_notice,
)
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table

from assistant.documents.readers import Source
from assistant.documents.sentences import split

LONG = "各区县应当高度重视试点工作，统筹推动试点项目落地实施，及时总结经验，并向市人力社保局报送进展情况"


@pytest.fixture(
    scope="module",
    params=[
        "reportlab",
        pytest.param("office", marks=pytest.mark.skipif(not has_office, reason="no soffice")),
    ],
)
def notice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    if request.param == "reportlab":
        return read(pdf_notice(), "通知.pdf")
    return read(converted(tmp_path_factory.mktemp("office"), word_notice()), "通知.pdf")


def test_the_notice_has_the_same_text_clauses_and_deadlines_as_in_markdown(notice: Source) -> None:
    expected = notice_source()
    assert notice.text == expected.text
    assert paths(parsed(notice)) == paths(parsed(expected))
    assert deadlines(parsed(notice)) == deadlines(parsed(expected)) != []


def test_every_page_begins_where_its_words_begin(notice: Source) -> None:
    numbers = [page for _, page in notice.pages]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 5
    document = parsed(notice).document
    assert document.pages == notice.pages
    assert document.page_at(0) == 1
    assert document.page_at(document.text.index("渝人社发")) == 1
    assert document.page_at(len(document.text) - 1) == len(numbers)
    for offset, page in notice.pages:
        assert document.page_at(offset) == page
        assert offset == 0 or document.page_at(offset - 1) == page - 1


def test_a_document_without_pages_has_no_page() -> None:
    assert parsed(notice_source()).document.page_at(10) is None


def test_a_sentence_over_a_page_break_is_one_sentence() -> None:
    sentence = LONG + "，于2025年8月底前形成启动情况报告。"
    source = read(set_pdf([f"第{n}项。{sentence * 3}" for n in range(1, 9)], header="公报"), "文件.pdf")
    assert len(source.pages) > 2
    inside = [offset for offset, _ in source.pages[1:] if source.text[offset - 1] not in "。\n"]
    assert inside
    spans = split(source.text, 0, len(source.text))
    assert {source.text[a:b] for a, b in spans} == {sentence} | {f"第{n}项。" for n in range(1, 9)}


def test_real_line_ends_stay() -> None:
    lines = [
        "一、总体要求",
        LONG + "。",
        "（一）加强领导。" + LONG + "。",
        "1.第一项",
        "2.第二项",
        "附件：1.申报表",
        "2.承诺书",
        "某市人力资源和社会保障局",
        "2025年7月3日",
    ]
    assert read(set_pdf(lines), "文件.pdf").text.split("\n") == lines


def test_running_headers_footers_and_page_numbers_go_and_repeated_words_stay() -> None:
    blocks = ["各部门要加强领导。"] * 80
    text = read(set_pdf(blocks, header="某市人民政府公报　2025年第3期"), "文件.pdf").text
    assert text == "\n".join(blocks)


@pytest.mark.parametrize("form", ["{} / {}", "第 {} 页 共 {} 页", "- {} -", "{}"])
def test_forms_of_page_numbers(form: str) -> None:
    def draw(page: Canvas) -> None:
        for number in (1, 2, 3):
            draw_lines(page, [f"第{number}章 内容", "正文。"])
            page.drawString(280, 30, form.format(number, 3))
            page.showPage()

    assert read(canvas(draw), "文件.pdf").text.split("\n") == [
        "第1章 内容",
        "正文。",
        "第2章 内容",
        "正文。",
        "第3章 内容",
        "正文。",
    ]


def test_a_title_that_only_the_width_broke_is_one_line() -> None:
    def draw(page: Canvas) -> None:
        page.setFont("STSong-Light", 22)
        page.drawCentredString(297, 740, "关于开展人力资源服务业与制造业融合发展")
        page.drawCentredString(297, 702, "试点工作的通知")
        draw_lines(page, [LONG[:27], LONG[27:]], top=650, left=80)

    assert (
        read(canvas(draw), "文件.pdf").text.split("\n")[0]
        == "关于开展人力资源服务业与制造业融合发展试点工作的通知"
    )


def test_a_table_is_one_row_a_line_and_its_repeated_header_comes_once() -> None:
    style = paragraph_style(11, firstLineIndent=0)
    rows = [[f"项目{n}", PdfParagraph("由区县人力社保部门统一报送市人力社保局", style)] for n in range(1, 41)]
    grid = Table([["名称", "要求"], *rows], colWidths=[90, 120], repeatRows=1)
    grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light", 11)])
    source = read(set_pdf(["名单如下：", grid, "以上。"]), "文件.pdf")
    assert len(source.pages) > 1
    expected = [f"| 项目{n} | 由区县人力社保部门统一报送市人力社保局 |" for n in range(1, 41)]
    assert source.text.split("\n") == ["名单如下：", "| 名称 | 要求 |", *expected, "以上。"]


def test_merged_cells() -> None:
    grid = Table(
        [["区县", "项目", "金额"], ["渝中区", "培养", "20"], ["", "招聘", "30"], ["合计", "", "50"]],
        colWidths=[90] * 3,
    )
    grid.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("FONT", (0, 0), (-1, -1), "STSong-Light", 11),
            ("SPAN", (0, 1), (0, 2)),
            ("SPAN", (0, 3), (1, 3)),
        ]
    )
    assert read(set_pdf([grid]), "文件.pdf").text.split("\n") == [
        "| 区县 | 项目 | 金额 |",
        "| 渝中区 | 培养 | 20 |",
        "| 渝中区 | 招聘 | 30 |",
        "| 合计 | 50 |",
    ]


def test_a_footnote_waits_until_the_sentence_above_is_over() -> None:
    def draw(page: Canvas) -> None:
        lines = [LONG[:27], LONG[27:] + "，并于年底前"]
        draw_lines(page, ["　　" + LONG[:25], LONG[25:] + "各", *lines * 3])
        page.setFont("STSong-Light", 9)
        page.drawString(80, 120, "1 试点主体含园区、高校。")
        page.showPage()
        draw_lines(page, ["总结试点情况。"])

    text = read(canvas(draw), "文件.pdf").text.split("\n")
    assert text[-1] == "注1：试点主体含园区、高校。"
    assert text[-2].endswith("并于年底前总结试点情况。")


def test_raised_marks_of_notes_go_and_units_stay() -> None:
    def draw(page: Canvas) -> None:
        draw_lines(page, ["试点主体应当编制方案，面积不少于100m"])
        page.setFont("STSong-Light", 9)
        page.drawString(80 + 16 * 4, 749, "1")
        page.drawString(80 + 16 * 16 + 36, 749, "2")

    text = read(canvas(draw), "文件.pdf").text
    assert text.startswith("试点主体应当") and text.endswith("100m²")


def test_sideways_pages_and_watermarks() -> None:
    def draw(page: Canvas) -> None:
        page.setPageRotation(90)
        page.saveState()
        page.translate(500, 80)
        page.rotate(90)
        for at, line in enumerate(("一、总体要求", "按照通知办理。")):
            page.drawString(0, at * -30, line)
        page.restoreState()
        page.saveState()
        page.translate(200, 300)
        page.rotate(40)
        page.drawString(0, 0, "内部资料")
        page.restoreState()

    assert read(canvas(draw), "文件.pdf").text.split("\n") == ["一、总体要求", "按照通知办理。"]


def test_filled_form_fields_are_read() -> None:
    def draw(page: Canvas) -> None:
        draw_lines(page, ["申报主体："])
        page.acroForm.textfield(name="who", value="Park 2025", x=180, y=730, width=200, height=24)

    assert "Park 2025" in read(canvas(draw), "表.pdf").text


def test_a_contents_page_is_left_out() -> None:
    def draw(page: Canvas) -> None:
        draw_lines(page, ["一、总体要求……………………………………1", "二、试点内容……………………………………2"])
        page.showPage()
        draw_lines(page, ["一、总体要求", "二、试点内容"])

    assert read(canvas(draw), "文件.pdf").text == "一、总体要求\n二、试点内容"


def test_a_password_only_against_changes_does_not_hinder_reading() -> None:
    protection = StandardEncryption("", ownerPassword="owner", canModify=0)
    made = canvas(lambda page: draw_lines(page, ["一、总体要求"]), encrypt=protection)
    assert read(made, "文件.pdf").text == "一、总体要求"


def test_a_scanned_attachment_does_not_hide_the_text_before_it() -> None:
    picture = ImageReader(Image.effect_noise((400, 560), 60))

    def draw(page: Canvas) -> None:
        for _ in range(2):
            draw_lines(page, ["一、总体要求", "按照通知办理。"])
            page.showPage()
        page.drawImage(picture, 0, 0, 595, 842)

    assert "按照通知办理。" in read(canvas(draw), "文件.pdf").text


def test_blank_pages_keep_the_numbers_of_the_others() -> None:
    def draw(page: Canvas) -> None:
        draw_lines(page, ["甲。"])
        page.showPage()
        page.showPage()
        draw_lines(page, ["乙。"])

    source = read(canvas(draw), "文件.pdf")
    assert (source.text, source.pages) == ("甲。\n乙。", ((0, 1), (3, 3)))


def test_two_columns_are_read_one_after_the_other() -> None:
    words = [f"第{n}条　" + LONG[: 30 + n] + "。" for n in range(1, 13)]
    style = paragraph_style(10.5, firstLineIndent=21)
    pdf = two_columns(["某市人民政府公报", *words * 4], style)
    source = read(pdf, "公报.pdf")
    assert source.text.split("\n") == ["某市人民政府公报", *(w.replace("　", " ") for w in words * 4)]
