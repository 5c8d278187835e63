"""The facts of a document: above all its deadlines, each read in full."""

from datetime import date, datetime
from pathlib import Path

import pytest

from assistant.documents.facts import governing_period
from assistant.documents.loading import Overrides, Parsed, load, parse_source
from assistant.documents.readers import Source
from assistant.models.document import Fact, FactKind

ROOT = Path(__file__).parents[2]
LARGEST = 2**20


def parsed(*lines: str, title: str = "关于做好2026年度工作的通知", issued: str = "2026年1月5日") -> Parsed:
    """A small notice with these lines under one heading."""
    text = "\n".join([title, "各单位:", "现通知如下:", "一、工作安排", *lines, "江澜市测试局", issued, ""])
    return parse_source(Source(text), "通知.txt", Overrides())


def deadlines(found: Parsed) -> list[Fact]:
    return [fact for fact in found.facts if fact.kind is FactKind.DEADLINE]


def of_kind(found: Parsed, kind: FactKind) -> list[Fact]:
    return [fact for fact in found.facts if fact.kind is kind]


@pytest.fixture(scope="module")
def notice() -> Parsed:
    return load(ROOT / "corpus" / "notices" / "cq-hrss-2025-13.md", LARGEST)


@pytest.fixture(scope="module")
def fictional() -> Parsed:
    return load(ROOT / "tests" / "data" / "notices" / "fictional-notice.txt", LARGEST)


def test_the_five_deadlines_of_the_notice(notice: Parsed) -> None:
    district = "区县(自治县)人力社保部门"
    board = "市人力社保局"
    assert [(f.clause, f.due and f.due.on, f.actor, f.action, f.via, f.recipient) for f in deadlines(notice)] == [
        ("四/(一)", date(2025, 7, 11), "有条件和意愿承担试点任务的主体", "填写试点申报表", f"所在{district}", board),
        ("四/(一)", date(2025, 7, 31), "被选定的试点主体", "编制试点工作方案", f"所在{district}", board),
        ("四/(二)", date(2025, 8, 31), "各试点主体", "形成试点项目启动情况报告", f"所在{district}", board),
        ("四/(三)", None, f"各试点项目所在{district}",
         "将本地试点项目开展情况、存在的问题及寻求支持事项报市人力社保局", "", board),
        ("四/(三)", date(2027, 11, 30), "各试点主体",
         "全面总结试点以来工作开展情况、亮点或可推广工作成效", district, board),
    ]  # fmt: skip
    assert [f.modality for f in deadlines(notice)] == ["请", "应", "应", "应", "应"]
    yearly = deadlines(notice)[3].due
    assert yearly is not None
    assert (yearly.text, yearly.month, yearly.first, yearly.last) == ("每年11月底前", 11, 2025, 2027)


def test_the_deadlines_of_the_fictional_notice(fictional: Parsed) -> None:
    district, board = "所在区体育主管部门", "市体育局"
    assert [(f.actor, f.value, f.action, f.recipient) for f in deadlines(fictional)] == [
        ("申报单位", "9月20日17时前", "将申报材料报送所在区体育主管部门", district),
        ("各区体育主管部门", "10月15日前", "完成初审，并将初审意见和推荐名单报市体育局", board),
        ("市体育局", "自公示结束之日起10个工作日内", "印发试点项目名单", ""),
        ("入选单位", "自名单印发之日起30日内", "与所在区体育主管部门签订项目实施协议", ""),
        ("入选单位", "每年3月底前", "向所在区体育主管部门报送上一年度运营情况报告", district),
        ("区体育主管部门", "每年4月15日前", "汇总后报市体育局", board),
    ]
    first = deadlines(fictional)[0].due
    assert first is not None and first.on == datetime(2026, 9, 20, 17)


def test_every_fact_is_the_exact_words_of_its_clause(notice: Parsed, fictional: Parsed) -> None:
    for found in (notice, fictional):
        for fact in found.facts:
            clause = found.document.clause(fact.clause, fact.part)
            assert clause is not None
            assert clause.start <= fact.start < fact.end <= clause.end
            assert fact.start == 0 or found.document.text[fact.start : fact.end].strip()


# --- who, what, through whom, to whom ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "actor", "action", "via", "recipient"),
    [
        ("各区（市）县教育局要在6月30日前完成审核，并以正式文件报市教育局。",
         "各区（市）县教育局", "完成审核，并以正式文件报市教育局", "", "市教育局"),
        ("请各有关单位于5月20日前将报名回执发送至邮箱abc@x.cn。", "各有关单位", "将报名回执发送至邮箱abc@x.cn", "", ""),
        ("推荐单位应在6月10日前完成审核，并将推荐函（一式两份）寄送省科技厅高新处。",
         "推荐单位", "完成审核，并将推荐函（一式两份）寄送省科技厅高新处", "", "省科技厅高新处"),
        ("各街道办事处负责组织申报，于7月15日前统一报区工信局。", "各街道办事处", "负责组织申报", "", "区工信局"),
        ("申报书由区工信局审核后，于7月15日前报市工信局。", "区工信局", "审核后报市工信局", "", "市工信局"),
        ("学校须于9月1日前将名单报县教育局备案。", "学校", "将名单报县教育局备案", "", "县教育局"),
        ("获奖单位应于6月30日前向市科技局报送资金使用情况。", "获奖单位", "向市科技局报送资金使用情况", "", "市科技局"),
        ("牵头单位于10月底前形成报告，由区发改局汇总后报市发改委。", "牵头单位", "形成报告", "区发改局", "市发改委"),
        ("各部门（含垂直管理单位，驻区单位）应于5月1日前将方案报区政府办公室（电话：0000-5550）。",
         "各部门", "将方案报区政府办公室（电话：0000-5550）", "", "区政府办公室"),
        ("有关市（州）文化和旅游局择优推荐，于10月12日前行文报省文化和旅游厅、省财政厅。",
         "有关市（州）文化和旅游局", "择优推荐", "", "省文化和旅游厅、省财政厅"),
        ("2月底前，市卫生健康委推行统一编码。", "市卫生健康委", "推行统一编码", "", ""),
        ("项目完成后3个月内，由县（市、区）经济和信息化局组织验收。", "县（市、区）经济和信息化局", "组织验收", "", ""),
        ("市人力资源社会保障局会同各区（市）在1个工作日内核实。", "市人力资源社会保障局", "会同各区（市）核实", "", ""),
        ("申请人应在收到通知后5个工作日内补正材料，逾期视为放弃。", "申请人", "补正材料", "", ""),
        ("企业对结果有异议的，可在公示期结束前向区人社局提出申诉。", "企业", "向区人社局提出申诉", "", "区人社局"),
    ],
)  # fmt: skip
def test_a_deadline_says_who_does_what_for_whom(
    sentence: str, actor: str, action: str, via: str, recipient: str
) -> None:
    (fact,) = deadlines(parsed(sentence))
    assert (fact.actor, fact.action, fact.via, fact.recipient) == (actor, action, via, recipient)


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("评审结果于2026年6月底前在网站公布。", "评审结果在网站公布"),
        ("项目需在2026年9月30日前开工新建。", "项目开工新建"),
        ("第一批资金于2026年3月底前下达。", "第一批资金下达"),
    ],
)
def test_a_thing_is_no_actor_but_part_of_what_is_done(sentence: str, action: str) -> None:
    (fact,) = deadlines(parsed(sentence))
    assert (fact.actor, fact.action) == ("", action)


def test_a_condition_stays_with_what_it_bounds() -> None:
    first, second = deadlines(parsed("对于需要新建的，原则上于6月底前完成规划，12月底前完成验收。"))
    assert (first.action, first.modality) == ("对于需要新建的，完成规划", "原则上")
    assert second.action == "对于需要新建的，完成验收"


def test_two_dates_of_one_duty_share_actor_and_action() -> None:
    first, second = deadlines(parsed("试点县（市）应于每年6月底、12月底前报送建设进度。"))
    assert (first.actor, first.action) == (second.actor, second.action) == ("试点县（市）", "报送建设进度")


def test_two_duties_in_one_sentence_have_each_their_own() -> None:
    first, second = deadlines(parsed("学校须于9月1日前将名单报县教育局，县教育局于9月10日前汇总报市教育局。"))
    assert (first.actor, first.recipient) == ("学校", "县教育局")
    assert (second.actor, second.action, second.recipient) == ("县教育局", "汇总报市教育局", "市教育局")


def test_the_second_duty_of_one_actor_keeps_the_actor() -> None:
    first, second = deadlines(parsed("申报单位应于3月底前开工，且在6月底前竣工并投入使用。"))
    assert (first.actor, second.actor) == ("申报单位", "申报单位")
    assert second.action == "竣工并投入使用"


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("报名截止时间为2026年4月30日17时，以邮戳日期为准。", "报名"),
        ("申报时间：2026年5月6日至5月31日。", "申报"),
        ("每年度补贴申请截止日期为9月30日，逾期申请的不予受理。", "补贴申请"),
        (
            "我省集中申报受理时间为8月4日至10月6日，请各单位在规定时间内将书面材料报送我办。",
            "将书面材料报送我办",
        ),
        (
            "申报人通过管理系统在线填报，系统开放时间为2026年11月1日9时至11月25日17时。",
            "通过管理系统在线填报",
        ),
    ],
)
def test_a_labelled_time_is_of_what_the_label_or_its_neighbours_say(sentence: str, action: str) -> None:
    assert [fact.action for fact in deadlines(parsed(sentence))] == [action]


def test_a_line_of_a_task_that_is_only_a_time_takes_the_task_and_who_is_in_charge() -> None:
    found = parsed(
        "(一)梳理服务清单。结合实际，进一步梳理。",
        "牵头部门：市审改办、市司法局",
        "落实部门：有关部门",
        "完成时限：2026年6月底前",
    )
    (fact,) = deadlines(found)
    assert (fact.action, fact.actor) == ("梳理服务清单", "市审改办、市司法局")


def test_what_only_points_back_is_said_in_full() -> None:
    found = parsed(
        "(一)医院自查。各三级医院对照指标，在2026年9月底前完成评估。2027年起，每年1月底前完成上述工作。"
    )
    first, second = deadlines(found)
    assert (first.actor, first.action) == ("各三级医院", "完成评估")
    assert (second.actor, second.action) == ("各三级医院", "完成医院自查")


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法自2026年2月1日起施行，有效期至2028年12月31日。",
        "在2025年12月31日前注册成立的企业均可申报。",
        "对6个月内仍未整改到位的单位，取消资格。",
        "截至2025年底，全市共有机构90家。",
    ],
)
def test_validity_conditions_and_figures_are_no_duty(sentence: str) -> None:
    assert deadlines(parsed(sentence)) == []


# --- years and periods -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "issued", "before", "on"),
    [
        ("关于做好2026年度申报工作的通知", "2026年1月5日", "", date(2026, 5, 20)),
        ("关于做好申报工作的通知", "2025年3月1日", "", date(2025, 5, 20)),
        ("关于做好申报工作的通知", "2025年11月1日", "", date(2026, 5, 20)),
        ("关于征集2027年度课题的通知", "2026年3月1日", "", date(2026, 5, 20)),
        ("关于做好申报工作的通知", "2025年3月1日", "2026年安排如下。", date(2026, 5, 20)),
    ],
)
def test_a_year_left_out_is_the_clauses_the_titles_or_the_issues(
    title: str, issued: str, before: str, on: date
) -> None:
    found = parsed(f"{before}申报单位应于5月20日前报送材料。", title=title, issued=issued)
    (fact,) = deadlines(found)
    assert fact.due is not None and fact.due.on == on


def test_the_governing_period_is_no_time_to_apply() -> None:
    found = parsed("申报时间为2025年1月1日至2026年6月30日。", "试点周期为2026至2028年。")
    assert governing_period(found.document) == (date(2026, 1, 1), date(2028, 12, 31))


# --- the other kinds ---------------------------------------------------------------------------------------------


def test_lists_keep_their_items_whole_and_in_order(notice: Parsed) -> None:
    lists = [fact.items for fact in of_kind(notice, FactKind.LIST)]
    assert ("试点方向", "总体思路", "工作基础", "工作目标", "保障措施") in lists
    assert (
        "制造业或人力资源服务业园区",
        "制造业龙头企业",
        "高等院校",
        "龙头人力资源服务机构",
        "相关行业协会商会",
    ) in lists
    assert (
        "试点项目实施情况",
        "已取得成果(如机制建立、平台搭建、项目签约、服务成效等)",
        "存在的主要困难和问题",
    ) in lists


def test_the_contact_is_person_telephone_and_mail(notice: Parsed) -> None:
    (contact,) = of_kind(notice, FactKind.CONTACT)
    assert contact.items == ("023—86868885", "rsjldczhaofei@163.com")
    assert contact.clause == "尾部"


@pytest.mark.parametrize(
    "number", ["010-55598608", "0898-6612-7734", "(023)86868885", "13800138000", "023——86868885"]
)
def test_each_way_to_write_a_telephone_number(number: str) -> None:
    assert [f.items for f in of_kind(parsed(f"联系电话：{number}。"), FactKind.CONTACT)] == [(number,)]


def test_references_keep_title_and_number_together(notice: Parsed) -> None:
    items = [item for fact in of_kind(notice, FactKind.REFERENCE) for item in fact.items]
    assert "《关于加强人力资源服务助力制造业高质量发展的实施意见》(人社部发〔2024〕86号)" in items
    assert "《关于开展人力资源服务业与制造业融合发展试点工作的通知》(人社部发〔2025〕27号)" in items


@pytest.mark.parametrize(
    ("sentence", "kind", "items"),
    [
        ("试点周期为2025至2027年。", FactKind.PERIOD, ("2025至2027年",)),
        ("单个项目最高不超过150万元。", FactKind.AMOUNT, ("不超过150万元",)),
        ("材料一式三份，每份不超过20页。", FactKind.AMOUNT, ("一式三份", "不超过20页")),
        ("公示期为5个工作日，延期不超过6个月。", FactKind.AMOUNT, ()),
        ("试点由高等院校、龙头企业等主体承接实施。", FactKind.PARTY, ("由高等院校、龙头企业等主体承接实施",)),
        ("弄虚作假的，取消三年内的申报资格。", FactKind.CONSEQUENCE, ("取消三年内的申报资格",)),
        (
            "“重点企业”是指符合产业布局、依法注册的企业。",
            FactKind.DEFINITION,
            ("是指符合产业布局、依法注册的企业",),
        ),
    ],
)
def test_each_kind_gives_its_value_whole(sentence: str, kind: FactKind, items: tuple[str, ...]) -> None:
    found = of_kind(parsed(sentence), kind)
    assert tuple(item for fact in found for item in fact.items) == items


@pytest.mark.parametrize(
    "words", ["学习重要讲话精神", "解决主要困难", "促进供需对接", "启动应急预案", "提交申请材料"]
)
def test_a_character_inside_another_word_is_no_duty(words: str) -> None:
    assert of_kind(parsed(f"{words}。"), FactKind.REQUIREMENT) == []
