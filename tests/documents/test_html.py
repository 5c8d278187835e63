"""Web pages: the article as a browser shows it, without what stands around it on a government's site."""

import html

import pytest
from made_files import deadlines, notice_lines, notice_source, parsed, paths, read

from assistant.errors import UnreadableFile

TITLE = "关于开展人力资源服务业与制造业融合发展试点工作的通知"
MENU = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(12))


def page(article: str, meta: str = '<meta charset="utf-8">', around: str = "") -> bytes:
    """A page as the templates of government sites are built."""
    return f"""<!DOCTYPE html><html><head>{meta}<title>{TITLE}_某市人民政府</title>
    <meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-07-07">
    <script>var a = "<p>脚本</p>";</script><style>p {{ color: red }}</style></head><body>
    <div class="top-nav"><ul>{MENU}</ul></div>
    <div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x">公告</a></div>
    <div class="main"><h1>{TITLE}</h1><div class="info">发布日期：2025-07-07 <a href="#">打印</a></div>
    <div class="content">{article}</div>{around}<div class="share">分享到：<a>微信</a></div></div>
    <div class="footer"><p>主办：某市人民政府办公厅 备案号：123 网站地图 联系我们</p></div></body></html>""".encode()


def lines(article: str) -> list[str]:
    """The lines of an article, below its title."""
    text = read(page(article), "通知.html").text.split("\n")
    assert text[0] == TITLE
    return text[1:]


FILLER = f"<p>　　{'各部门要加强领导，落实责任。' * 20}</p>"
FILLED = "各部门要加强领导，落实责任。" * 20


def test_the_notice_has_the_same_clauses_and_deadlines_as_in_markdown() -> None:
    article = "".join(
        f'<p style="text-indent:2em">　　{html.escape(line)}&nbsp;</p>\n' for line in notice_lines()
    )
    found, expected = read(page(article), "通知.html"), notice_source()
    assert found.text == expected.text
    assert paths(parsed(found)) == paths(parsed(expected))
    assert deadlines(parsed(found)) == deadlines(parsed(expected)) != []
    assert parsed(found).document.meta.title == TITLE


def test_only_the_article_is_read_under_its_title() -> None:
    text = read(
        page(FILLER + '<p style="display: none">隐藏的话。</p><p hidden>再藏一句。</p>'), "a.html"
    ).text
    assert text == f"{TITLE}\n{FILLED}"


def test_a_site_laid_out_by_tables() -> None:
    article = "".join(f"<p>{line}</p>" for line in notice_lines())
    data = f"""<html><body><table><tr><td colspan=2><a href=1>首页</a> <a href=2>公告</a> <a href=3>政策</a></td></tr>
    <tr><td width=200><ul>{MENU}</ul></td><td><table><tr><td>{article}</td></tr></table></td></tr></table></body>"""
    assert read(data.encode(), "a.htm").text == notice_source().text


def test_attachments_below_the_article_belong_to_it() -> None:
    around = '<div class="fj">附件：<a href="P0.docx">1.申报表</a><br><a href="P1.pdf">2.承诺书</a></div>'
    text = read(page(FILLER, around=around), "a.html").text
    assert text.split("\n")[2:] == ["附件：1.申报表", "2.承诺书"]


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    article = """<ol><li>甲</li><li>乙<ol type=a><li>子</li><li>丑</li></ol></li></ol><ol start=5><li>丙</li></ol>
    <ol style="list-style-type: cjk-ideographic"><li>总则</li><li value=4>附则</li></ol>
    <ol reversed><li>后</li><li>先</li></ol><ol><li>1. 自带编号</li></ol>
    <ol style="list-style:none"><li>无号</li></ol><ul><li>点</li></ul>"""
    assert lines(FILLER + article)[1:] == [
        "1.甲", "2.乙", "a.子", "b.丑", "5.丙", "一、总则", "四、附则", "2.后", "1.先", "1. 自带编号", "无号", "- 点",
    ]  # fmt: skip


def test_tables_one_row_a_line() -> None:
    article = """<table><caption>名单</caption><thead><tr><th>区县</th><th>项目</th></tr></thead>
    <tbody><tr><td rowspan="2">渝中区</td><td><p>培养</p><p>交流</p></td></tr><tr><td>招聘</td></tr></tbody></table>"""
    assert lines(FILLER + article)[1:] == [
        "名单",
        "| 区县 | 项目 |",
        "| 渝中区 | 培养 交流 |",
        "| 渝中区 | 招聘 |",
    ]


def test_headings_get_marks_only_where_no_number_tells() -> None:
    assert lines(f"<h2>一、目标</h2>{FILLER}<h3>（一）近期</h3><p>正文。</p>")[0] == "一、目标"
    found = lines(f"<h2>背景</h2>{FILLER}<h3>基础</h3><p>正文。</p>")
    assert (found[0], found[2]) == ("## 背景", "### 基础")


def test_white_space_of_the_source_is_no_white_space_of_the_text() -> None:
    article = "<p>各区县\n      应当于<b>7月\n11日</b>前 报送 HR\nteam 名单，<br>逾期不再受理。</p>"
    assert lines(FILLER + article)[1:] == ["各区县应当于7月 11日前 报送 HR team 名单，", "逾期不再受理。"]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "big5", "utf-8"])
def test_the_declared_charset(charset: str) -> None:
    body = "<p>试点工作的通知：各部门。</p>" if charset != "big5" else "<p>試點工作的通知：各部門。</p>"
    data = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>{body}'
    assert read(data.encode(charset), "a.html").text == body[3:-4]


def test_a_charset_that_is_not_declared_or_wrong() -> None:
    for declared in ("", '<meta charset="utf-8">', '<meta charset="no-such-one">'):
        data = f"<html><head>{declared}</head><body><p>试点工作的通知，各部门要加强领导。</p></body></html>"
        assert read(data.encode("gb18030"), "a.html").text == "试点工作的通知，各部门要加强领导。"


def test_entities_of_an_xml_page_reach_nothing() -> None:
    data = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>甲&e;乙</p></body></html>'
    assert "root:" not in read(data.encode(), "a.html").text


def test_markup_that_is_broken_or_very_deep() -> None:
    assert read("<p>一、目标<p>二、措施<table><tr><td>甲<td>乙".encode(), "a.html").text.split("\n") == [
        "一、目标",
        "二、措施",
        "| 甲 | 乙 |",
    ]
    for depth in (10, 500, 1500):
        assert read(f"{'<div>' * depth}正文。".encode(), "a.html").text == "正文。"
    with pytest.raises(UnreadableFile, match="嵌套过深"):
        read(f"{'<div>' * 20_000}正文。".encode(), "a.html")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "没有内容"),
        (b"MZ\x90\x00" + b"\x00" * 99, "可执行程序"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x01\x02\xff" * 99, "不是可以识别"),
    ],
)
def test_a_bad_file_is_one_clear_line(data: bytes, expected: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(data, "文件.html")
    assert expected in caught.value.message
    assert caught.value.hint.startswith("请")
