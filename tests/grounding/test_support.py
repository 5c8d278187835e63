"""What the cited words support and what they do not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.support import check

SOURCE = (
    "被选定的试点主体,应编制试点工作方案,并于2025年7月底前统一由所在区县(自治县)人力社保部门"
    "报市人力社保局审定后组织实施。"
)
SUPPORTS = "支持人力资源服务机构联合产业链上下游企业,探索组建招聘用工联合体。"


def test_words_that_stand_there_are_supported_whatever_their_width() -> None:
    assert check(
        "应编制试点工作方案，并于２０２５年７月底前统一由所在区县（自治县）人力社保部门报市人力社保局",
        [SOURCE],
    ).supported


def test_a_claim_without_a_source_is_not_supported() -> None:
    assert not check("应编制试点工作方案。", []).supported


@pytest.mark.parametrize(
    "claim",
    [
        "被选定的试点主体应于2025年8月底前报送试点工作方案。",
        "被选定的试点主体不得编制试点工作方案。",
        "被选定的试点主体将获得补贴500万元。",
        "入选企业可免交所得税并获得土地优惠。",
    ],
)
def test_a_claim_that_says_something_else_is_rejected(claim: str) -> None:
    assert not check(claim, [SOURCE]).supported


def test_support_is_not_made_a_duty() -> None:
    assert not check("人力资源服务机构必须组建招聘用工联合体。", [SUPPORTS]).supported


def test_a_paraphrase_of_the_cited_words_is_supported() -> None:
    assert check(
        "试点主体的工作方案于2025年7月底前由区县人力社保部门报市人力社保局审定。", [SOURCE]
    ).supported


def test_a_derived_value_counts_only_when_it_was_derived() -> None:
    claim = "距2025年7月底还有23天，由人力社保部门报市人力社保局。"
    assert not check(claim, [SOURCE]).supported
    assert check(claim, [SOURCE], derived=frozenset({"number:23"})).supported


@given(st.integers(min_value=0, max_value=len(SOURCE) - 6), st.integers(min_value=5, max_value=60))
def test_any_stretch_of_the_source_is_supported(start: int, length: int) -> None:
    assert check(SOURCE[start : start + length], [SOURCE]).supported


@given(st.integers(min_value=1, max_value=9999))
def test_one_changed_number_is_always_noticed(number: int) -> None:
    changed = re.sub("2025", str(number), SOURCE)
    assert check(changed, [SOURCE]).supported == (number == 2025)
