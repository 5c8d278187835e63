"""A claim stands when its source says it, and falls by one changed value, name, negation, bound or duty."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.documents.loading import load
from assistant.documents.sentences import sentences
from assistant.grounding.support import check

ROOT = Path(__file__).parents[2]
NOTICES = [
    ROOT / "corpus" / "notices" / "cq-hrss-2025-13.md",
    ROOT / "tests" / "data" / "notices" / "fictional-notice.txt",
    *sorted((ROOT / "evals" / "corpora" / "real").glob("*.txt")),
]
SENTENCES = [s.text for path in NOTICES for s in sentences(load(path, 2**20).document) if len(s.text) >= 12]
SENTENCE = st.sampled_from(SENTENCES)

PLAN = (
    "被选定的试点主体,应编制试点工作方案,并于2025年7月底前统一由所在区县(自治县)人力社保部门"
    "报市人力社保局审定后组织实施。"
)
APPLY = (
    "有条件和意愿承担试点任务的主体,请于2025年7月11日前填写试点申报表,"
    "由所在区县(自治县)人力社保部门统一报市人力社保局。"
)
WHO = "试点项目由下列单位申报，个人不得申报。"
MONEY = "按照审定改造投入的40%给予奖补，单个项目最高不超过150万元，资金在5个工作日内拨付。"
HELP = "对于已取得初期成果的,市人力社保局将帮助协调资源,加快项目落地实施。"
MAY = "申请人对结果有异议的，可以在公示期内提出复核。"
AREA = "原则上以区县为单位统一开展,优先支持自贸区、经开区所在区县开展试点。"


def supported(claim: str, *sources: str, **more: object) -> bool:
    return check(claim, sources, **more).supported  # type: ignore[arg-type]


# --- what the source says ----------------------------------------------------------------------------------------


@given(SENTENCE, st.data())
def test_what_stands_word_for_word_in_its_source_is_supported(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentence) - 2))
    end = data.draw(st.integers(start + 1, len(sentence)))
    assume(sentence[start:end].strip())
    assert supported(sentence[start:end], f"前一句。{sentence}后一句。")


@given(SENTENCE)
def test_width_white_space_and_commas_in_numbers_make_no_difference(sentence: str) -> None:
    wide = sentence.translate(str.maketrans("0123456789,()", "０１２３４５６７８９，（）"))
    assert supported(wide, sentence)
    assert supported(" ".join(sentence), sentence)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("方案由所在区县人力社保部门报市人力社保局审定后实施。", PLAN),
        ("试点主体应编制试点工作方案，2025年7月底前报市人力社保局。", PLAN),
        ("请于2025年7月11日前填写试点申报表，先报所在区县人力社保部门。", APPLY),
        ("个人不可以申报。", WHO),
        ("个人不能申报试点项目。", WHO),
        ("单个项目奖补最高150万元。", MONEY),
        ("奖补为审定改造投入的百分之四十，单个项目不超过150万元。", MONEY),
        ("资金在5个工作日内拨付。", MONEY),
        ("取得初期成果的，市人力社保局将帮助协调资源。", HELP),
        ("对结果有异议的，申请人可以在公示期内提出复核。", MAY),
        ("优先支持经开区所在区县开展试点。", AREA),
        ("试点主体的工作方案于2025年7月底前由区县人力社保部门报市人力社保局审定。", PLAN),
        ("具体可由服务机构等主体承接实施。", "具体可由制造业龙头企业、龙头人力资源服务机构等主体承接实施。"),
    ],
)
def test_a_true_paraphrase_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]) == check(claim, [source, "无关的一句。"])
    assert supported(claim, source), check(claim, [source]).why


def test_the_users_own_words_and_derived_values_need_no_source() -> None:
    source = "请于2025年7月11日前填写试点申报表。"
    claim = "填写试点申报表的截止时间是2025年7月11日，距2025年7月8日还有3天。"
    phrase = "的截止时间是，距日还有天。"
    worked_out = frozenset(f"number:{n}" for n in (2025, 7, 8, 3))
    assert not supported(claim, source)
    assert not supported(claim, source, allowed=[phrase])
    assert supported(claim, source, allowed=[phrase], derived=worked_out)
    assert supported("填写试点申报表是7月11日前，不是8月15日。", source, allowed=["申报表是8月15日吗"])
    assert supported("区商务局要填写试点申报表。", source, allowed=["我们是区商务局，要填写申报表吗"])


# --- what it does not say ----------------------------------------------------------------------------------------


@given(SENTENCE, st.data())
def test_one_changed_digit_is_rejected(sentence: str, data: st.DataObject) -> None:
    places = [m.start() for m in re.finditer("[0-9]", sentence)]
    assume(places)
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != sentence[place]]))
    changed = sentence[:place] + other + sentence[place + 1 :]
    number = re.search(r"[\d.,]*$", changed[: place + 1])
    whole = re.match(r"[\d.,]+", changed[number.start() if number else place :])
    assume(
        whole and whole[0].strip(".,") not in re.findall(r"[\d.,]+", sentence)
    )  # a number of the same sentence
    assert not supported(changed, sentence)


NAMED = re.compile(
    r"(?<=[由报向，,。])[\u4e00-\u9fff]{2,8}(?:局|厅|部门|委|单位|主体)(?=[报审汇统应负，,。])"
)
PLACES = [(text, match.span()) for text in SENTENCES for match in NAMED.finditer(text)]
ACTORS = [
    "市商务委",
    "市文旅局",
    "省科技厅",
    "各区教育局",
    "县民政部门",
    "入选企业",
    "代理机构",
    "国家统计局",
]


@given(st.sampled_from(PLACES), st.sampled_from(ACTORS))
def test_another_body_in_the_place_of_one_is_rejected(place: tuple[str, tuple[int, int]], actor: str) -> None:
    sentence, (start, end) = place
    assume(actor not in sentence)
    assert not supported(sentence[:start] + actor + sentence[end:], sentence)


@given(SENTENCE, st.sampled_from(["不得", "不", "未", "无需", "严禁"]), st.data())
def test_a_negation_that_is_not_there_is_rejected(sentence: str, negation: str, data: st.DataObject) -> None:
    places = [
        m.start()
        for m in re.finditer("编制|填写|报送|提交|组织|支持|建立|开展|给予|公示|申报|负责|形成", sentence)
    ]
    assume(places)
    place = data.draw(st.sampled_from(places))
    assume(not re.search("[不未无禁]", sentence[max(0, place - 4) : place]))
    claim = sentence[:place] + negation + sentence[place:]
    assert not supported(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "source", "why"),
    [
        ("请于2025年7月12日前填写试点申报表。", APPLY, "value"),
        ("请于2025年11月7日前填写试点申报表。", APPLY, "day"),
        ("方案由所在区县人力社保部门报市商务委审定。", PLAN, "body"),
        ("方案由所在区县人力社保部门报区人力社保局审定。", PLAN, "body"),
        ("入选企业应编制试点工作方案。", PLAN, "body"),
        ("方案由市人力社保局报区县人力社保部门审定。", PLAN, "part"),
        ("被选定的试点主体不应编制试点工作方案。", PLAN, "negation"),
        ("试点项目由下列单位申报，个人可以申报。", WHO, "negation left out"),
        ("单个项目奖补不低于150万元。", MONEY, "bound"),
        ("单个项目最高不超过150元。", MONEY, "unit"),
        ("资金在5个月内拨付。", MONEY, "unit"),
        ("市人力社保局必须帮助协调资源。", HELP, "duty"),
        ("被选定的试点主体可以编制试点工作方案。", PLAN, "permission"),
        ("申请人必须在公示期内提出复核。", MAY, "duty"),
        ("仅支持自贸区、经开区所在区县开展试点。", AREA, "scope"),
        ("一律以区县为单位统一开展。", AREA, "duty"),
        ("依据人社部发〔2099〕7号开展试点。", AREA, "value"),
        ("被选定的试点主体将获得补贴500万元。", PLAN, "value"),
        ("人力资源服务机构必须组建招聘用工联合体。", "支持人力资源服务机构探索组建招聘用工联合体。", "duty"),
        ("入选项目每年获得国家级称号和专项用地。", MONEY, "content"),
    ],
)
def test_a_claim_made_false_by_one_change_is_rejected_and_says_why(claim: str, source: str, why: str) -> None:
    verdict = check(claim, [source])
    assert not verdict.supported
    assert why in verdict.why


def test_without_a_source_nothing_is_supported() -> None:
    assert not supported("任何话。")


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_any_claim_gets_a_verdict(claim: str, sources: list[str]) -> None:
    verdict = check(claim, sources)
    assert verdict.supported or verdict.why
