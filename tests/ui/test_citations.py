import re

import pytest

from assistant.errors import NotFound
from assistant.models.answer import Citation, Related
from assistant.models.document import DocumentKind, Provenance
from assistant.models.library import ClauseView, DocumentView
from ui import citations

TEXT = "首部的话。\n\n## 四、步骤\n请于7月11日前报送<b>报告</b>。\n\n逾期不候。\n五、附则\n无。"
QUOTE = "请于7月11日前报送<b>报告</b>"


def view(_: str = "") -> DocumentView:
    start, end = TEXT.index("## 四"), TEXT.index("五、")
    return DocumentView(
        id="notice",
        title="关于<试点>的通知",
        number="某发〔2026〕1号",
        issuers=[],
        issued=None,
        kind=DocumentKind.NOTICE,
        provenance=Provenance.DIGEST,
        source="某网站 & 其他",
        clause_count=1,
        characters=len(TEXT),
        built_in=True,
        text=TEXT,
        clauses=[ClauseView(path="四", part=None, heading="四、步骤", start=start, end=end)],
    )


def citation(provenance: Provenance = Provenance.DIGEST) -> Citation:
    start = TEXT.index(QUOTE)
    return Citation(
        id=1,
        document="notice",
        title="关于<试点>的通知",
        number="某发〔2026〕1号",
        provenance=provenance,
        clause="四",
        heading="四、步骤",
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
    )


def test_the_whole_clause_is_shown_with_the_quoted_words_marked() -> None:
    html = citations.render([citation()], view)
    assert "<mark>请于7月11日前报送&lt;b&gt;报告&lt;/b&gt;</mark>。<br><br>逾期不候。" in html
    assert "四、步骤<br>" in html
    assert "首部" not in html and "附则" not in html


def test_nothing_of_a_document_becomes_markup() -> None:
    html = citations.render([citation()], view)
    assert set(re.findall(r"</?(\w+)", html)) == {
        "div",
        "span",
        "details",
        "summary",
        "blockquote",
        "mark",
        "br",
    }
    assert "某网站 &amp; 其他" in html


def test_no_blank_line_ends_the_block_in_markdown() -> None:
    assert "\n" not in citations.render([citation()], view)
    assert "\n" not in citations.marked_answer("第一段。[1]\n\n第二段。\n续。")


@pytest.mark.parametrize(
    ("provenance", "label"), [(Provenance.DIGEST, "摘要（非官方原文）"), (Provenance.SAMPLE, "虚构样例")]
)
def test_the_chip_says_when_the_words_are_not_official(provenance: Provenance, label: str) -> None:
    summary = citations.render([citation(provenance)], view).partition("</summary>")[0]
    assert label in summary


def test_a_removed_document_leaves_its_quote() -> None:
    def gone(_: str) -> DocumentView:
        raise NotFound("没有这份文件。")

    assert "<mark>请于7月11日前" in citations.render([citation()], gone)


def test_a_related_clause_is_shown_without_a_mark() -> None:
    near = [
        Related(document="notice", clause="四", heading="四、步骤"),
        Related(document="notice", clause="九", heading=""),
    ]
    html = citations.render_related(near, view)
    assert html.count("<details") == 1
    assert "逾期不候" in html and "<mark>" not in html
