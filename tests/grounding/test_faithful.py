"""A model's claims are held to more than the embedded engine's: it may join what no source joins."""

from datetime import date

import pytest

from assistant.grounding.faithful import Source, fault

DAY = date(2025, 7, 8)
APPLY = Source(
    "有条件和意愿承担试点任务的主体,请于2025年7月11日前填写试点申报表,由所在区县(自治县)人力社保部门统一报市人力社保局。",
    verified=("截止时间：2025年7月11日前（填写试点申报表），距2025年7月8日还有3天，“前”计算到当日。",),
)
REPORT = Source("各试点主体应于2025年8月底前形成试点项目启动情况报告,重点说明试点项目实施情况、已取得成果。")


@pytest.mark.parametrize(
    "claim",
    [
        "试点申报表请在2025年7月11日前填写。",
        "申报截止时间为2025年7月11日前，距今天（2025年7月8日）还有3天。",
        "试点申报表在2025年7月11日前填写，启动情况报告在2025年8月底前形成。",
        "申报表由所在区县人力社保部门统一报送市人力社保局。",
    ],
)
def test_what_the_sources_say_may_be_said(claim: str) -> None:
    assert fault(claim, [APPLY, REPORT], "什么时候交？", DAY) == ""


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("试点申报表请在2025年8月底前填写。", ""),  # the day of the other sentence
        ("启动情况报告在2025年7月11日前形成。", ""),
        ("申报截止时间为2025年7月8日。", ""),  # the day of asking is no deadline
        ("申报截止时间为2025年7月20日。", "截止是不是2025年7月20日？"),  # what the person says proves nothing
        ("试点申报表请在2025年7月11日前填写，入选单位另有资金奖励。", ""),
        ("启动情况报告要写三项内容。", ""),
        ("详见 https://example.org/apply 。", ""),
        ("The deadline is 2025-07-11.", ""),
        ("申报截止时间为2025年7月11日。" * 40, ""),
        ("", ""),
    ],
)
def test_what_they_do_not_say_may_not(claim: str, question: str) -> None:
    assert fault(claim, [APPLY, REPORT], question, DAY)


def test_without_a_source_nothing_may_be_said() -> None:
    assert fault("试点申报表请在2025年7月11日前填写。", [], "", DAY) == "no source"


def test_who_only_receives_in_the_source_is_not_said_to_send() -> None:
    source = Source(
        "各试点主体应于2031年8月底前形成试点项目启动情况报告,由所在区县(自治县)人力社保部门报市人力社保局进行再评估。"
    )
    right = "启动情况报告由所在区县(自治县)人力社保部门报市人力社保局。"
    wrong = "启动情况报告是市人力社保局报给所在区县(自治县)人力社保部门。"
    assert fault(right, [source], "启动情况报告是谁报给谁？", DAY) == ""
    assert fault(wrong, [source], "启动情况报告是谁报给谁？", DAY)
