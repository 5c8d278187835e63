"""What people take along from reviews: Word, the table, the letter; opened again with the libraries that read them."""

from datetime import UTC, date, datetime
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from assistant.models.job import JobState, Mark, ReviewJob
from assistant.models.review import (
    ClaimedDirection,
    Contradiction,
    Evidence,
    Review,
    ReviewClaim,
    ReviewError,
    Target,
)
from assistant.reviewing import exports
from assistant.reviewing.exports.sheet import harmless

TEXT = "现有职工5200人。到2025年底服务企业60家。职工4800人。"


def place(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote, section="goals", page=3)


def job(*reviews: Review, marks: tuple[Mark, ...] = ()) -> ReviewJob:
    made = datetime(2025, 7, 8, tzinfo=UTC)
    return ReviewJob(
        id="j",
        state=JobState.FINISHED,
        done=len(reviews),
        total=len(reviews),
        created=made,
        reviews=list(reviews),
        marks=list(marks),
    )


def review(**changes: object) -> Review:
    made = Review(
        id="r1",
        file="甲.docx",
        applicant="虚构·甲园区",
        kind="制造业园区",
        filled_on=date(2025, 7, 8),
        text=TEXT,
        claims=[ReviewClaim(text="2025年底服务60家。", evidence=[place("到2025年底服务企业60家")])],
        missing=["safeguards"],
        directions=[ClaimedDirection(clause="三/(三)", title="共享服务", claimed=True, supported=False)],
        targets=[Target(text="服务企业60家", value="60", unit="家", by="2025年底")],
        contradictions=[
            Contradiction(
                about="职工", values=["5200人", "4800人"], evidence=[place("5200人"), place("4800人")]
            )
        ],
        questions=["职工人数以哪个为准？", "保障措施是什么？"],
    )
    return made.model_copy(update=changes)


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_word_gives_each_statement_the_words_that_carry_it() -> None:
    name, content = exports.render(job(review()), "docx")
    said = words(content)
    assert name == "审阅意见-虚构·甲园区.docx"
    assert "2025年底服务60家。[1]" in said
    assert "[1] 工作目标 第3页：“到2025年底服务企业60家”" in said
    assert "职工：5200人 / 4800人[2][3]" in said and "保障措施" in said
    assert "1. 职工人数以哪个为准？" in said


def test_word_holds_the_reviewers_ticks_and_notes() -> None:
    mark = Mark(review="r1", point="contradictions/0", checked=True, note="已电话核实")
    said = words(exports.render(job(review(), marks=(mark,)), "docx")[1])
    assert "（已核对）" in said and "已电话核实" in said


def test_word_begins_each_submission_on_a_page_of_its_own() -> None:
    _, content = exports.render(job(review(), review(id="r2", applicant="虚构·乙园区")), "docx")
    titles = [p for p in Document(BytesIO(content)).paragraphs if p.style and p.style.name == "Heading 1"]
    assert [title.text for title in titles] == ["虚构·甲园区", "虚构·乙园区"]
    assert [bool(title.paragraph_format.page_break_before) for title in titles] == [False, True]


def test_the_table_has_a_row_a_file_also_for_one_that_could_not_be_read() -> None:
    broken = Review(id="r2", file="坏.docx", error=ReviewError(code="x", message="打不开。", hint="请重存。"))
    _, content = exports.render(job(review(), broken), "xlsx")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    columns = {name: index for index, name in enumerate(rows[0])}
    assert rows[1][columns["申报主体"]] == "虚构·甲园区"
    assert rows[1][columns["主要目标"]] == "2025年底：服务企业60家"
    assert rows[1][columns["试点方向"]] == "共享服务（只列出，正文未见支撑）"
    assert rows[2][columns["未能读取"]] == "打不开。请重存。"
    assert sheet.auto_filter.ref and sheet.freeze_panes == "C2"


def test_no_cell_of_the_table_is_a_formula() -> None:
    evil = review(applicant="=HYPERLINK(1)", district="+1", kind="-2+3", file="@x", questions=["\t=1"])
    sheet = load_workbook(BytesIO(exports.render(job(evil), "xlsx")[1])).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
    assert all(cell.data_type == "s" and str(cell.value).lstrip()[0] not in "=+-@" for cell in cells)
    assert harmless("2027年") == "2027年" and harmless("＝1") == "'＝1"


def test_characters_that_the_formats_cannot_hold_are_left_out() -> None:
    odd = review(applicant="甲\x00\x0b乙\ufffe", questions=["丙\x1f？"])
    assert "甲乙" in words(exports.render(job(odd), "docx")[1])
    sheet = load_workbook(BytesIO(exports.render(job(odd), "xlsx")[1])).worksheets[0]
    assert sheet["B2"].value == "甲乙"


def test_the_letter_asks_every_question_by_number() -> None:
    said = exports.render(job(review()), "txt")[1].decode()
    assert (
        said.startswith("虚构·甲园区：")
        and "1. 职工人数以哪个为准？" in said
        and "2. 保障措施是什么？" in said
    )
