"""The clause parser: own texts partition the text, and each style of numbering gives its path."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.clauses import HEAD, TAIL, parse
from assistant.documents.numbering import int_to_han
from assistant.models.document import Clause


def paths(text: str) -> list[str]:
    return [clause.path for clause in parse(text)]


def clause(text: str, path: str, part: str | None = None) -> Clause:
    return next(c for c in parse(text) if (c.part, c.path) == (part, path))


def own(text: str, path: str, part: str | None = None) -> str:
    found = clause(text, path, part)
    return text[found.start : found.end]


def assert_sound(text: str) -> None:
    """What every citation rests on."""
    clauses = parse(text)
    assert [c.start for c in clauses] == [0, *(c.end for c in clauses[:-1])]
    assert clauses[-1].end == len(text)
    assert len({c.key for c in clauses}) == len(clauses)
    for parent in clauses:
        for child in clauses:
            if child.part == parent.part and child.path.startswith(parent.path + "/"):
                assert parent.start <= child.start <= child.span_end <= parent.span_end
    assert parse(text) == clauses


# --- any text, and official ones ---------------------------------------------------------------------------------

NUMBERS = ("一、", "(一)", "（二）", "1.", "２．", "（1）", "①", "第一章 ", "第二条", "# ", "## ")
FRAMES = ("附件:1.", "附件1", "特此通知。", "2026年5月6日", "江澜市体育局", "实施方案")
WORDS = ("工作要求。", "按时报送，", "1.5万元", "\n", "\n\n", " ", "\u3000", "\x0c", "**")
PIECES = st.sampled_from(NUMBERS + FRAMES + WORDS)


@given(st.lists(PIECES | st.text(max_size=4), min_size=1, max_size=40).map("".join).filter(str.strip))
def test_own_texts_partition_any_text(text: str) -> None:
    assert_sound(text)


STYLES: tuple[tuple[str, ...], ...] = (
    ("一、", "（一）", "1.", "（1）", "①"),
    ("一、", "(一)", "1、", "(1)"),
    ("一、", "1.", "（1）"),
    ("一、", "１．", "（１）"),
    ("第一章　", "第一条　", "（一）", "1."),
    ("第一条 ", "(一)"),
    ("1、", "（1）", "①"),
    ("1.", "（一）", "①"),
)


def number(style: str, ordinal: int) -> str:
    """The `ordinal`-th number of a style that is given by its first."""
    if "①" in style:
        return chr(ord("①") + ordinal - 1)
    if "一" in style:
        return style.replace("一", int_to_han(ordinal))
    return style.replace("1", str(ordinal)).replace(
        "１", chr(ord("０") + ordinal) if ordinal < 10 else str(ordinal)
    )


def label(style: str, ordinal: int) -> str:
    bare = number(style, ordinal).strip(" 　、.．")
    return bare.translate(str.maketrans("（）０１２３４５６７８９", "()0123456789"))


@dataclass
class Branch:
    """A clause to be written: how it is headed, and what lies in it."""

    heading: str
    children: list["Branch"]


def branches(depth: int) -> st.SearchStrategy[list[Branch]]:
    below = branches(depth - 1) if depth else st.just([])
    return st.lists(
        st.builds(Branch, st.sampled_from(["runs on", "alone", "none"]), below), min_size=1, max_size=3
    )


def write(
    tree: Sequence[Branch], styles: Sequence[str], above: str = ""
) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of a tree, and the path and heading of each of its clauses, in order."""
    lines: list[str] = []
    expected: list[tuple[str, str]] = []
    for ordinal, branch in enumerate(tree, start=1):
        mark = number(styles[0], ordinal)
        path = f"{above}/{label(styles[0], ordinal)}" if above else label(styles[0], ordinal)
        heading = mark + "工作安排" if branch.heading != "none" else mark.strip()
        lines += {
            "runs on": [f"{mark}工作安排。各单位按职责分工抓好落实，及时反馈情况。"],
            "alone": [f"{mark}工作安排", "各单位按职责分工抓好落实，及时反馈情况。"],
            "none": [f"{mark}各单位按职责分工抓好落实，及时反馈情况。"],
        }[branch.heading]
        expected.append((path, heading))
        if branch.children and len(styles) > 1:
            more, deeper = write(branch.children, styles[1:], path)
            lines, expected = lines + more, expected + deeper
    return lines, expected


FRONT = [
    "江澜市体育局",
    "关于做好试点工作的通知",
    "江体发〔2026〕21号",
    "各有关单位:",
    "现将有关事项通知如下:",
]
BACK = ["附件:1.申报书", "2.汇总表", "江澜市体育局", "2026年8月6日", "(联系人:方知远,电话:0000-5550)"]


@given(branches(2), st.sampled_from(STYLES), st.booleans(), st.booleans(), st.sampled_from(["\n", "\n\n"]))
def test_a_written_outline_is_read_back(
    tree: list[Branch], styles: Sequence[str], front: bool, back: bool, gap: str
) -> None:
    lines, expected = write(tree, styles)
    text = gap.join([*(FRONT if front else []), *lines, *(BACK if back else [])])
    assert_sound(text)
    found = [(c.path, c.heading) for c in parse(text)]
    assert found == [(HEAD, "")] * front + expected + [(TAIL, "")] * back


# --- styles of numbering -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四、实施步骤\n(一)确定试点区县。请填表。", ["四", "四/(一)"]),
        ("四、实施步骤\n（一）确定试点区县。请填表。", ["四", "四/(一)"]),
        ("二、工作任务\n1.城镇小区严格依标配建幼儿园。严格遵循标准。", ["二", "二/1"]),
        ("第二章 条件\n第四条 须同时具备:\n（一）年龄不超过40周岁;", ["第二章", "第二章/第四条", "第二章/第四条/(一)"]),
        ("第一章　总则\n第一节　范围\n第一条　本办法适用于全市。", ["第一章", "第一章/第一节", "第一章/第一节/第一条"]),
        ("1、我省受理时间另定。\n2、申报材料包括：\n（1）《申请书》，一式7份。", ["1", "2", "2/(1)"]),
        ("１．进一步梳理清单，做好公开。\n２．动态调整，做好公开。", ["1", "2"]),
        ("⒈梳理清单，做好公开。\n⒉动态调整，做好公开。", ["1", "2"]),
        ("一、任务\n㈠梳理，做好公开。\n㈡调整，做好公开。", ["一", "一/(一)", "一/(二)"]),
        ("1. 申报\n⑴ 填表，盖章。\n⑵ 报送，留底。", ["1", "1/(1)", "1/(2)"]),
        ("1)填表，盖章。\n2)报送，留底。", ["(1)", "(2)"]),
        ("一、条件\n①成立满一年，\n②信用良好，", ["一", "一/①", "一/②"]),
        ("第十二条 入选单位签订协议。\n第十三条 入选单位报告。", ["第十二条", "第十三条"]),
        ("第一条目的。为规范管理，制定本办法。\n第二条范围。本办法适用全市。", ["第一条", "第二条"]),
        ("第五条\n补贴标准另行制定，报批后执行。\n第六条\n每人一次，不重复。", ["第五条", "第六条"]),
    ],
)  # fmt: skip
def test_each_style_has_its_path(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_plain_numbers_that_run_on_through_bracketed_ones_keep_their_value() -> None:
    text = "三、措施\n（一）清单\n1．梳理，公开。\n2．调整，公开。\n（二）监管\n3．检查，通报。\n"
    assert paths(text) == ["三", "三/(一)", "三/(一)/1", "三/(一)/2", "三/(二)", "三/(二)/3"]


def test_digits_behind_the_point_are_a_clause_only_in_its_turn() -> None:
    text = "二、申报条件\n1.建立协调机制，明确分工;\n2.不得新增债务，防范风险;\n3.2023年以来,未发生事故。\n"
    assert paths(text) == ["二", "二/1", "二/2", "二/3"]
    assert own(text, "二/3") == "3.2023年以来,未发生事故。\n"


@pytest.mark.parametrize(
    "line", ["1.5万元以内的项目由区级审批。", "2.5%的比例上浮。", "2.5亿元以上的除外。", "3.2023年以来另算。"]
)
def test_a_quantity_at_the_beginning_of_a_line_is_no_clause(line: str) -> None:
    text = f"一、标准\n1.一般项目，按下列标准执行:\n{line}\n"
    assert paths(text) == ["一", "一/1"]
    assert line in own(text, "一/1")


@pytest.mark.parametrize(
    "line",
    [
        "第四条规定的材料,应当齐全。",
        "第三条、第四条所列情形除外。",
        "第九条措施另行印发。",
        "第八章的规定同样适用。",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_is_no_clause(line: str) -> None:
    assert paths(f"第一条 目的。为规范管理,制定本办法。\n{line}\n") == ["第一条"]


def test_a_number_that_comes_again_in_the_same_place_is_a_list_inside_the_clause() -> None:
    text = "一、材料\n1.申请表，一份。\n2.证明，一份。\n以下情形另附:\n1.委托书，一份。\n二、时间\n另行通知，请留意。\n"
    assert paths(text) == ["一", "一/1", "一/2", "二"]
    assert "委托书" in own(text, "一/2")


def test_a_list_may_lie_in_a_style_that_is_further_out_elsewhere() -> None:
    text = "1.申报\n（一）填表，盖章。\n（二）报送，留底。\n2.评审\n（一）初审，公示。\n"
    assert paths(text) == ["1", "1/(一)", "1/(二)", "2", "2/(一)"]


# --- headings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("(一)确定试点区县。有条件的主体,请填表。", "(一)确定试点区县"),
        ("（一）指导思想。", "（一）指导思想"),
        ("(一)简化审批流程", "(一)简化审批流程"),
        ("(一)申报对象：在本市注册的企业。", "(一)申报对象"),
        ("第五条　不予受理的情形。有下列情形之一的，不予受理：", "第五条　不予受理的情形"),
        ("(一)申报单位应于5月20日前报送材料,逾期不予受理。", "(一)"),
        ("(一)申报材料包括:", "(一)"),
        ("第二条 申报单位应为本市注册的高等学校。党政机关除外。", "第二条"),
        ("(三)运营补贴自2023年1月1日起试行3年。运营单位应妥善使用。", "(三)"),
        ("1.博士研究生每人30万元。硕士研究生每人20万元。", "1."),
    ],
)
def test_a_heading_names_and_a_sentence_has_only_its_number(line: str, heading: str) -> None:
    text = f"{line}\n各单位按职责分工抓好落实,及时反馈情况。\n"
    assert parse(text)[0].heading == heading


def test_a_long_first_sentence_among_siblings_without_headings_is_none() -> None:
    text = "2、材料包括：\n（1）《申请书》（修订版）用计算机填写。一式7份。\n（2）译稿，6份。\n（3）样刊，6份。\n"
    assert clause(text, "2/(1)").heading == "（1）"
    short = text.replace("《申请书》（修订版）用计算机填写", "申请书")
    assert clause(short, "2/(1)").heading == "（1）申请书"


def test_the_trail_leads_from_the_outermost_heading_to_the_clause() -> None:
    text = "四、实施步骤\n(一)确定试点区县。请填表。\n1.填表，盖章。\n"
    assert clause(text, "四/(一)/1").trail == ("四、实施步骤", "(一)确定试点区县", "1.")
    assert clause(text, "四/(一)").breadcrumb == "四、实施步骤 › (一)确定试点区县"


def test_a_heading_stands_word_for_word_at_the_beginning_of_its_clause() -> None:
    text = "第一章　总　则\n第一条　目的。为规范管理，制定本办法。\n"
    assert [own(text, path).startswith(clause(text, path).heading) for path in paths(text)] == [True, True]


# --- the frame ---------------------------------------------------------------------------------------------------

BODY = "一、对象\n各区单位,均可申报。\n二、要求\n(一)时间。另行通知。\n"


@pytest.mark.parametrize(
    "tail",
    [
        "附件:1.申报书\n2.汇总表\n江澜市体育局\n2026年8月6日\n",
        "附件：\n1.申报书\n2.汇总表（加盖公章）\n\n江澜市体育局\n2026年8月6日\n",
        "附件：1．项目申报公告\n2．申请书\n3．国家社科基金中华学术外译项目推荐选题\n目录（2026）\n4．代码表\n江澜市体育局\n2026年8月6日\n",
        "附件:1.登记表\n\n(新建类)\n\n2.登记表\n\n(筹集类)\n\n江澜市体育局\n",
        "特此通知。\n附件:申报书\n江澜市体育局\n江澜市财政局\n2026年8月6日\n(此件公开发布)\n",
        "江澜市体育局\n江澜市财政局\n二〇二六年八月六日\n(联系人:方知远,电话:0000-5550)\n",
    ],
)
def test_attachments_signatures_and_contact_are_the_tail_and_no_clause(tail: str) -> None:
    text = BODY + tail
    assert paths(text) == ["一", "二", "二/(一)", TAIL]
    assert own(text, TAIL) == tail


def test_the_head_is_what_stands_before_the_first_number() -> None:
    text = "关于做好工作的通知\n江体发〔2026〕21号\n各单位:\n现通知如下:\n" + BODY
    assert paths(text)[0] == HEAD
    assert own(text, HEAD).endswith("现通知如下:\n")


def test_blank_lines_in_front_make_no_head() -> None:
    assert paths("\n\n" + BODY)[0] == "一"


# --- parts -------------------------------------------------------------------------------------------------------


def test_a_notice_and_the_plan_that_it_issues_are_two_parts() -> None:
    text = (
        "关于印发《试点方案》的通知\n各单位:\n现将方案印发给你们,请认真组织实施。\n江澜市体育局\n2026年8月6日\n\n"
        "江澜市体育试点方案\n一、目标\n建成若干,惠及群众。\n二、任务\n(一)建设。抓紧开工,按期建成。\n"
    )
    plan = "江澜市体育试点方案"
    assert [(c.part, c.path) for c in parse(text)] == [
        (None, HEAD), (None, "第1段"), (None, TAIL),
        (plan, HEAD), (plan, "一"), (plan, "二"), (plan, "二/(一)"),
    ]  # fmt: skip


def test_five_plans_restart_their_paths_each_under_its_own_title() -> None:
    titles = [f"江澜市第{int_to_han(i)}专项行动方案" for i in range(1, 6)]
    plans = "".join(
        f"{title}\n一、要求\n抓好落实,及时反馈。\n二、保障\n加强领导,压实责任。\n" for title in titles
    )
    found = parse(
        f"关于印发五个方案的通知\n各单位:\n现印发给你们,请执行。\n江澜市政府\n2026年8月6日\n{plans}"
    )
    assert [c.part for c in found if c.path == "一"] == titles
    assert [c.path for c in found if c.part == titles[3]] == [HEAD, "一", "二"]


def test_a_numbered_notice_may_issue_a_plan_in_articles() -> None:
    text = (
        BODY
        + "江澜市体育局\n2026年8月6日\n附件1\n江澜市奖补办法\n"
        + "第一条 目的。为规范管理,制定本办法。\n第二条 范围。全市。\n"
    )
    assert [c.path for c in parse(text) if c.part == "江澜市奖补办法"] == [HEAD, "第一条", "第二条"]


def test_a_title_of_a_part_may_be_broken_over_two_lines() -> None:
    text = (
        BODY
        + "江澜市体育局\n2026年8月6日\n江澜市老旧厂房改造社区体育空间\n试点实施方案\n一、目标\n建成若干,惠及群众。\n"
    )
    assert parse(text)[-1].part == "江澜市老旧厂房改造社区体育空间试点实施方案"


def test_two_attachments_of_the_same_title_stay_apart() -> None:
    attachment = "附件\n项目指标\n1.数量，不少于3个。\n"
    found = parse(BODY + "江澜市体育局\n2026年8月6日\n" + attachment + attachment)
    assert [c.part for c in found if c.path == "1"] == ["项目指标", "项目指标(2)"]


def test_a_plan_alone_in_its_file_is_no_second_part() -> None:
    assert {
        c.part
        for c in parse("江澜市体育试点方案\n一、目标\n建成若干,惠及群众。\n二、任务\n抓好落实,反馈。\n")
    } == {None}


# --- without numbers, and Markdown -------------------------------------------------------------------------------


def test_an_unnumbered_document_is_cited_by_paragraph() -> None:
    text = "关于放假的通知\n各单位:\n放假三天。\n\n请安排值班。\n江澜市体育局\n2026年8月6日\n"
    assert paths(text) == [HEAD, "第1段", "第2段", TAIL]
    assert own(text, HEAD) == "关于放假的通知\n各单位:\n"
    assert own(text, "第2段") == "请安排值班。\n"


def test_a_single_sentence_is_one_paragraph() -> None:
    assert paths("放假三天。") == ["第1段"]


def test_markdown_headings_take_their_official_number_or_their_title() -> None:
    text = "# 某文件\n\n说明。\n\n## 一、总则\n\n### （一）范围\n\n内容。\n\n## 背景/依据\n\n### 规模\n\n内容。\n"
    assert paths(text) == [HEAD, "一", "一/(一)", "背景／依据", "背景／依据/规模"]
    assert clause(text, "背景／依据/规模").trail == ("背景/依据", "规模")


def test_numbers_lie_in_the_markdown_heading_above_them() -> None:
    text = "## 任务\n\n1. 建设，抓紧开工。\n2. 验收，按期完成。\n\n## 保障\n\n1. 领导，压实责任。\n"
    assert paths(text) == ["任务", "任务/1", "任务/2", "保障", "保障/1"]


def test_two_markdown_headings_of_the_same_words_are_two_clauses() -> None:
    assert paths("## 说明\n\n甲。\n\n## 说明\n\n乙。\n\n## 说明\n\n丙。\n") == ["说明", "说明(2)", "说明(3)"]
