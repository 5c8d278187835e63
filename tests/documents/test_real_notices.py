"""Nine real notices of other subjects and styles: each is parsed as a careful reader would."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.loading import Parsed, load
from assistant.models.document import FactKind

EVALS = Path(__file__).parents[2] / "evals"
FILES = sorted(path for path in (EVALS / "corpora" / "real").iterdir() if path.suffix in (".txt", ".md"))
CASES = [*(EVALS / "cases" / "real").glob("*.jsonl"), EVALS / "cases" / "own" / "real.jsonl"]


@pytest.fixture(scope="module")
def notices() -> dict[str, Parsed]:
    return {path.stem: load(path, 2**20) for path in FILES}


def test_all_nine_are_there(notices: dict[str, Parsed]) -> None:
    assert len(notices) == 9
    assert len({parsed.document.id for parsed in notices.values()}) == 9


def test_their_clauses_partition_them(notices: dict[str, Parsed]) -> None:
    for parsed in notices.values():
        clauses = parsed.document.clauses
        assert [c.start for c in clauses] == [0, *(c.end for c in clauses[:-1])]
        assert clauses[-1].end == len(parsed.document.text)
        assert len({c.key for c in clauses}) == len(clauses)


@pytest.mark.parametrize(
    ("stem", "title", "number", "issuers", "issued"),
    [
        ("bzf-zhengji", "关于面向社会广泛征集我市保障性租赁住房意向实施项目的通知", "",
         ("北京市住房和城乡建设委员会",), date(2023, 6, 30)),
        ("cixi-jiangbu", "慈溪市保障性租赁住房运营奖补实施细则(试行)", "",
         ("慈溪市住房和城乡建设局", "慈溪市财政局"), date(2023, 4, 21)),
        ("csgx2025", "关于开展2025年度中央财政支持实施城市更新行动的通知", "", (), None),
        ("gd-sheke2017", "关于做好2017年国家社科基金中华学术外译项目申报工作的通知", "粤社科规划办通[2017]23号",
         ("广东省哲学社会科学规划领导小组办公室",), date(2017, 8, 28)),
        ("qingdao-goufang", "支持重点企业引进重点学科领域硕博研究生购房补贴申报发放实施细则", "", (), None),
        ("shaanxi-yingshang", "陕西省人民政府办公厅关于印发优化提升营商环境五大专项行动方案的通知", "",
         ("陕西省人民政府办公厅",), date(2019, 6, 6)),
        ("xiaoqu-youeryuan", "国务院办公厅关于开展城镇小区配套幼儿园治理工作的通知", "国办发〔2019〕3号",
         ("国务院办公厅",), date(2019, 1, 9)),
        ("yiyuan-jixiao", "国务院办公厅关于加强三级公立医院绩效考核工作的意见", "国办发〔2019〕4号",
         ("国务院办公厅",), date(2019, 1, 16)),
        ("zhaoqing-yonggong", "肇庆市保障企业用工十条措施", "", (), None),
    ],
)  # fmt: skip
def test_they_say_who_they_are(
    notices: dict[str, Parsed],
    stem: str,
    title: str,
    number: str,
    issuers: tuple[str, ...],
    issued: date | None,
) -> None:
    meta = notices[stem].document.meta
    assert (meta.title, meta.number, meta.issuers, meta.issued) == (title, number, issuers, issued)


def cases() -> list[dict[str, Any]]:
    lines = [line for path in CASES for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [case for line in lines if (case := json.loads(line))["expect"]["clauses"]]


def test_a_clause_that_each_case_expects_is_there(notices: dict[str, Parsed]) -> None:
    documents = [parsed.document for parsed in notices.values()]
    everywhere = {clause.path for document in documents for clause in document.clauses}
    missing: list[str] = []
    for case in cases():
        expect = case["expect"]
        meant = [d for d in documents if expect.get("document", "\0") in f"{d.meta.number} {d.meta.title}"]
        known = {c.path for d in meant for c in d.clauses} if meant else everywhere
        if not known.intersection(expect["clauses"]):  # a citation in one of them is enough
            missing.append(case["id"])
    assert len(cases()) > 50
    assert missing == []


def paths(parsed: Parsed, part: str | None = None) -> list[str]:
    return [clause.path for clause in parsed.document.clauses if clause.part == part]


def test_the_rules_in_articles_have_chapters_articles_and_items(notices: dict[str, Parsed]) -> None:
    found = paths(notices["qingdao-goufang"])
    assert [path for path in found if "/" not in path][1:] == [f"第{n}章" for n in "一二三四五六七"]
    assert "第二章/第四条/(七)" in found
    assert "第七章/第十七条" in found


def test_five_plans_are_five_parts(notices: dict[str, Parsed]) -> None:
    parts = list(dict.fromkeys(clause.part for clause in notices["shaanxi-yingshang"].document.clauses))
    assert [part and part.removeprefix("陕西省").removesuffix("专项行动方案") for part in parts] == [
        None, "规范中介服务", "规范涉企收费", "诚信体系建设", "优化便民服务", "促进政策落地落实",
    ]  # fmt: skip


def test_the_notice_and_the_rules_that_it_issues_are_two_parts(notices: dict[str, Parsed]) -> None:
    parsed = notices["cixi-jiangbu"]
    assert paths(parsed) == ["首部", "第1段", "尾部"]
    assert "三/(三)/2" in paths(parsed, "慈溪市保障性租赁住房运营奖补实施细则(试行)")


def test_the_list_of_attachments_is_no_clause(notices: dict[str, Parsed]) -> None:
    assert paths(notices["gd-sheke2017"]) == ["首部", "1", "2", *(f"2/({n})" for n in range(1, 6)), "尾部"]
    assert "2" not in paths(notices["bzf-zhengji"])


def test_a_clause_that_begins_with_a_year_is_that_clause(notices: dict[str, Parsed]) -> None:
    document = notices["csgx2025"].document
    clause = document.clause("二/3")
    assert clause is not None
    assert document.own_text(clause).startswith("3.2023年(含)以来")


def test_their_deadlines_read_as_a_careful_reader_would(notices: dict[str, Parsed]) -> None:
    def told(stem: str) -> list[tuple[str, str, str, str]]:
        facts = [fact for fact in notices[stem].facts if fact.kind is FactKind.DEADLINE]
        return [(fact.value, fact.actor, fact.action, fact.recipient) for fact in facts]

    ministries = "财政部、住房城乡建设部"
    applicants = "参与申报的各省级财政、住房城乡建设部门"
    assert told("bzf-zhengji") == [("7月31日前", "", "集中征集阶段", "")]
    assert told("csgx2025")[0] == ("4月30日前", applicants, f"联合行文报送{ministries}", ministries)
    assert told("csgx2025")[1][::3] == ("公示期结束前", ministries)
    assert told("gd-sheke2017") == [("10月6日", "各单位", "将书面材料报送我办", "我办")]
    assert told("qingdao-goufang") == [
        (
            "1个工作日内",
            "市人力资源社会保障局",
            "对因银行卡号填报错误等原因造成发放不成功的，会同各区(市)核实",
            "",
        )
    ]
    assert told("zhaoqing-yonggong") == []
    assert told("cixi-jiangbu")[-1] == ("9月30日", "", "补贴申请", "")
    assert [action for _, _, action, _ in told("xiaoqu-youeryuan")] == [
        "完成摸底排查",
        "对于已经建成、需要办理移交手续的，完成全面整改",
        "对于需要回收、置换、购置的，完成全面整改",
        "对于需要补建、改建、新建的，完成相关建设规划",
        "对于需要补建、改建、新建的，完成项目竣工验收",
    ]
    assert ("每年1月底前", "各三级公立医院", "完成医院自查自评", "") in told("yiyuan-jixiao")
    assert ("2019年6月底前", "省审改办、省司法厅", "进一步梳理中介服务清单", "") in told("shaanxi-yingshang")


def test_no_deadline_is_without_something_to_do(notices: dict[str, Parsed]) -> None:
    for parsed in notices.values():
        for fact in parsed.facts:
            if fact.kind is FactKind.DEADLINE:
                assert len(fact.action) >= 2, fact
                assert not fact.action.endswith(("、", "，", ",", "（", "(")), fact
                assert fact.actor.count("(") == fact.actor.count(")"), fact


def test_yearly_deadlines_keep_to_the_years_that_the_notice_sets(notices: dict[str, Parsed]) -> None:
    hospital = [f.due for f in notices["yiyuan-jixiao"].facts if f.due and f.due.recurring]
    assert {due.first for due in hospital} == {2020}
    (subsidy,) = [f.due for f in notices["cixi-jiangbu"].facts if f.due and f.due.recurring]
    assert (subsidy.month, subsidy.day, subsidy.first, subsidy.last) == (9, 30, 2023, 2025)
