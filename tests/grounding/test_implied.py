"""What follows from a source by the calendar, and which number of a sentence a claim may take."""

import pytest

from assistant.grounding.support import check

PLAN = "被选定的试点主体,应编制试点工作方案,并于2025年7月底前报市人力社保局审定后组织实施。"
PERIOD = "试点周期为2025至2027年,原则上以区县(自治县)为单位统一开展。"
MONEY = "东部地区每个城市补助总额不超过8亿元,中部地区每个城市补助总额不超过10亿元,西部不超过12亿元。"
SIZE = "电子版材料不超过8GB,4月30日前报送。"
FREE = "利用非居住存量建筑改建的项目,在用作保租房期间,不变更土地使用性质,不补缴土地价款。"
WATCH = "各试点项目所在区县人力社保部门,应实时关注试点项目进展情况,并将寻求支持事项报市人力社保局。"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("试点工作方案应于2025年7月31日前报市人力社保局审定。", PLAN),
        ("试点周期为2025至2027年,为期三年。", PERIOD),
        ("试点周期为3年。", PERIOD),
        ("中部地区每个城市补助总额不超过10亿元。", MONEY),
        ("用作保租房期间不用补缴土地价款。", FREE),
        ("方案经市人力社保局审定后,由试点主体来组织实施。", PLAN),
    ],
)
def test_what_the_source_says_in_other_words_is_supported(claim: str, source: str) -> None:
    verdict = check(claim, [source])
    assert verdict.supported, verdict.why


@pytest.mark.parametrize(
    ("claim", "source", "why"),
    [
        ("试点工作方案应于2025年7月30日前报市人力社保局审定。", PLAN, "value"),
        ("试点工作方案应于2025年8月31日前报市人力社保局审定。", PLAN, "value"),
        ("试点工作方案的补助为31万元。", PLAN, "value"),
        ("试点周期为2025至2026年。", PERIOD, "value"),
        ("试点周期为2027至2027年。", PERIOD, "value"),
        ("试点周期为四年。", PERIOD, "value"),
        ("中部地区每个城市补助总额不超过12亿元。", MONEY, "another part"),
        ("东部地区每个城市补助总额不超过10亿元。", MONEY, "another part"),
        ("电子版材料不超过4GB。", SIZE, "unit"),
        ("区县人力社保部门可以实时关注试点项目进展情况。", WATCH, "permission"),
        ("只在用作保租房期间不补缴土地价款。", FREE, "scope"),
    ],
)
def test_what_only_looks_like_it_is_not(claim: str, source: str, why: str) -> None:
    verdict = check(claim, [source])
    assert not verdict.supported and why in verdict.why
