"""What a claim makes of its source: other words for the same are welcome, another meaning never is."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.documents.loading import load
from assistant.documents.sentences import sentences
from assistant.grounding.binding import contrary, moved, swapped
from assistant.grounding.implied import counted, implied, listed, month_ends
from assistant.grounding.negation import negation
from assistant.grounding.roles import given_to_another
from assistant.grounding.support import check
from assistant.grounding.terms import fresh_words, unified

ROOT = Path(__file__).parents[2]
NOTICES = [
    ROOT / "corpus" / "notices" / "cq-hrss-2025-13.md",
    *sorted((ROOT / "evals" / "corpora").glob("*/*.txt")),
]
SENTENCES = [s.text for path in NOTICES for s in sentences(load(path, 2**20).document) if len(s.text) >= 12]
SENTENCE = st.sampled_from(SENTENCES)
FORBIDDEN = [s for s in SENTENCES if re.search("不得|严禁", s)]

# Fictional sentences (虚构样例).
DUTIES = "县民政局牵头编制实施方案,县财政局负责拨付资金,县审计局负责监督检查。"
HANDED_ON = "申请人于2026年5月31日前将材料报镇政府,由镇政府汇总后报县民政局审批。"
LIMITS = "东部乡镇每个站点补助不超过8万元,西部乡镇每个站点补助不超过12万元。"
NOTICE_PERIOD = "对公示结果有异议的,可在公示期内以书面形式向县民政局提出,逾期不予受理。"
RANGE = "实施周期为2026至2028年,包括培训、招聘、咨询三项服务。"


# --- the same in other words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("材料2026年5月底前交到镇政府。", HANDED_ON),
        ("材料最后由县民政局审批。", HANDED_ON),
        ("西部乡镇一个站点的补助上限是12万元。", LIMITS),
        ("不服公示结果的,可以向县民政局书面提出。", NOTICE_PERIOD),
        ("过了期限就不受理了。", NOTICE_PERIOD),
        ("2027年也在实施周期以内。", RANGE),
        ("实施周期一共三年。", RANGE),
        ("资金由县财政局拨付。", DUTIES),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).supported, check(claim, [source]).why


@given(SENTENCE, st.data())
def test_what_is_left_when_clauses_are_left_away_is_supported(sentence: str, data: st.DataObject) -> None:
    clauses = re.split("[,，;；]", sentence.rstrip("。"))
    assume(len(clauses) > 1)
    start = data.draw(st.integers(0, len(clauses) - 1))
    end = data.draw(st.integers(start + 1, len(clauses)))
    claim = "，".join(clauses[start:end])
    assume(claim.strip())
    assert check(f"{claim}。", [sentence]).supported


# --- another meaning ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "source", "why"),
    [
        ("县审计局牵头编制实施方案。", DUTIES, "body"),
        ("资金由县审计局拨付。", DUTIES, "body"),
        ("材料由镇政府审批。", HANDED_ON, "body"),
        ("材料报县司法局审批。", HANDED_ON, "body"),
        ("东部乡镇每个站点补助不超过12万元。", LIMITS, "value"),
        ("对公示结果有异议的,可在公示期后提出。", NOTICE_PERIOD, "contrary"),
        ("对公示结果有异议的,可以口头提出。", NOTICE_PERIOD, "contrary"),
        ("对公示结果有异议的,必须在公示期内提出。", NOTICE_PERIOD, "duty"),
        ("逾期的可以受理。", NOTICE_PERIOD, ""),
        ("2029年也在实施周期以内。", RANGE, "value"),
        ("实施周期一共四年。", RANGE, "value"),
        ("只包括培训服务。", RANGE, "scope"),
        ("一律由县财政局拨付资金。", DUTIES, "duty"),
        ("实施方案的编制由县民政局牵头,并附第三方审计意见。", DUTIES, "content"),
    ],
)
def test_another_meaning_is_rejected(claim: str, source: str, why: str) -> None:
    verdict = check(claim, [source])
    assert not verdict.supported
    assert why in verdict.why


@given(st.sampled_from(FORBIDDEN), st.sampled_from(["可以", "允许"]))
def test_what_is_forbidden_cannot_be_told_as_allowed(sentence: str, allowed: str) -> None:
    forbidding = re.search("不得|严禁", sentence)
    assert forbidding
    clause = re.split("[,，。;；]", sentence[forbidding.start() :])[0]
    assume(len(clause) >= 6)
    before = re.split("[,，。;；:：]", sentence[: forbidding.start()])[-1]
    assert not check(before + allowed + clause[len(forbidding[0]) :], [sentence]).supported


@given(st.sampled_from(FORBIDDEN))
def test_a_prohibition_cannot_be_left_out(sentence: str) -> None:
    forbidding = re.search("不得|严禁", sentence)
    assert forbidding
    clause = re.split("[,，。;；]", sentence[forbidding.end() :])[0]
    assume(len(clause) >= 4)
    claim = sentence[: forbidding.start()] + clause
    assume(claim not in sentence)
    assert not check(claim, [sentence]).supported


# --- the parts of it ---------------------------------------------------------------------------------------------


def test_values_follow_from_what_is_written() -> None:
    assert month_ends("2024年2月底") == {("2", "29")}
    assert month_ends("6月底至9月末") == {("6", "30"), ("9", "30")}
    assert implied("2026年仍在三年的周期内", "2025至2027年") == {"number:2026", "number:3"}
    assert implied("2026至2027年的3家企业", "2025至2027年") == set()
    assert implied("86号文", "人社部发〔2024〕86号") == {"number:86"}
    assert implied("补贴86万元", "人社部发〔2024〕86号") == set()
    assert implied("补贴31万元", "7月底前") == set()
    assert counted("分为三类、5项") == {"number:3", "number:5"}
    assert listed("包括培训、招聘和咨询") == {"number:3"}


@given(st.text(max_size=60))
def test_a_text_says_nothing_new_against_itself(text: str) -> None:
    assert fresh_words(unified(text), unified(text)) == []


@given(SENTENCE)
def test_no_sentence_contradicts_itself(sentence: str) -> None:
    same = unified(sentence)
    assert not (negation(same, same, "") or moved(same, same) or swapped(same, same) or contrary(same, same))
    assert not given_to_another(same, same)
