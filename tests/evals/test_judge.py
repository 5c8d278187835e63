from typing import Any

import pytest
from prepared_assistant import QUOTE, START, cite, reply, text_of

from assistant.models.answer import Answer, Status
from evals.cases import Expect
from evals.judge import CHECKS, judge, lies_in


def expect(status: str = "answered", **fields: Any) -> Expect:
    return Expect(status=Status(status), **fields)


DEADLINE = expect(
    facts=(("2025年7月11日", "7月11日"),), clauses=("四/(一)",), document="13号", forbidden=("8月11日",)
)


def failing(wanted: Expect, answer: Answer) -> list[str]:
    return [f.check for f in judge(wanted, answer, text_of)]


def test_a_right_answer_passes() -> None:
    assert judge(DEADLINE, reply(), text_of) == ()


# One seeded fault a check: a check that nothing fails is worth nothing.
FAULTS = {
    "status": reply(status=Status.CLARIFY, citations=[cite()]),
    "facts": reply("截止2025年7月12日[1]。"),
    "forbidden": reply("截止7月11日[1]，不是8月11日。"),
    "clauses": reply(citations=[cite("五/(一)")]),
    "cited": reply(citations=[]),
    "length": reply("截止7月11日[1]。" + "长" * 900),
    "quotes": reply(citations=[cite(start=START + 1, end=START + 1 + len(QUOTE))]),
}


def test_every_check_has_a_seeded_fault() -> None:
    assert FAULTS.keys() == CHECKS.keys()


@pytest.mark.parametrize("check", FAULTS)
def test_a_seeded_fault_is_caught(check: str) -> None:
    found = judge(DEADLINE, FAULTS[check], text_of)
    assert check in [f.check for f in found]
    assert all(f.reason for f in found)


@pytest.mark.parametrize("check", sorted(FAULTS.keys() - {"cited"}))
def test_a_seeded_fault_fails_no_other_check(check: str) -> None:
    # (An answer without any citation also cites no expected clause.)
    assert set(failing(DEADLINE, FAULTS[check])) == {check}


@pytest.mark.parametrize("wanted", ["abstained", "declined"])
@pytest.mark.parametrize("got", [Status.ABSTAINED, Status.DECLINED])
def test_abstained_and_declined_accept_each_other(wanted: str, got: Status) -> None:
    assert failing(expect(wanted), reply("通知未说明。", got)) == []


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("abstained", Status.ANSWERED),
        ("answered", Status.ABSTAINED),
        ("answered", Status.CLARIFY),
        ("clarify", Status.ABSTAINED),
        ("declined", Status.CLARIFY),
    ],
)
def test_no_other_two_statuses_do(wanted: str, got: Status) -> None:
    assert "status" in failing(expect(wanted), reply(status=got))


def test_one_wording_of_a_fact_is_enough_but_every_fact_is_needed() -> None:
    wanted = expect(facts=(("七月十一日", "7月11日"), ("区县",)))
    found = judge(wanted, reply(), text_of)
    assert [f.reason for f in found] == ["没有说到“区县”"]


def test_facts_are_found_over_width_white_space_and_commas() -> None:
    assert failing(expect(facts=(("3000元",),)), reply("补贴 ３，０００ 元[1]")) == []


def test_forbidden_words_are_found_over_invisible_characters() -> None:
    assert failing(expect(forbidden=("8月11日",)), reply("8月\u200b11日")) == ["forbidden"]


@pytest.mark.parametrize(
    ("path", "clause", "inside"),
    [
        ("四", "四", True),
        ("四/(一)", "四", True),
        ("四/（一）", "四/(一)", True),
        ("十一", "十", False),
        ("四/(一)", "四/(二)", False),
        ("四", "四/(一)", False),
        ("第二章/第四条/(一)", "第二章", True),
        ("2/(10)", "2/(1)", False),
    ],
)
def test_a_clause_holds_whole_path_elements(path: str, clause: str, inside: bool) -> None:
    assert lies_in(path, clause) is inside
    assert (failing(expect(clauses=(clause,)), reply(citations=[cite(path)])) == []) is inside


def test_one_citation_in_one_expected_clause_is_enough() -> None:
    answer = reply(citations=[cite("一"), cite("四/(一)")])
    assert failing(expect(clauses=("五", "四")), answer) == []


def test_the_clause_must_be_of_the_expected_document() -> None:
    wanted = expect(clauses=("四",), document="某发〔2025〕13号")
    assert failing(wanted, reply(citations=[cite(number="某发[2025]14号", title="别的通知")])) == ["clauses"]
    assert failing(wanted, reply()) == []
    assert failing(expect(clauses=("四",), document="试点的通知"), reply()) == []


def test_the_clause_must_be_of_the_expected_part() -> None:
    wanted = expect(clauses=("四",), part="方案一")
    assert failing(wanted, reply()) == ["clauses"]
    assert failing(wanted, reply(citations=[cite(part="附件 方案一")])) == []


def test_clauses_count_only_where_an_answer_is_expected() -> None:
    assert failing(expect("abstained", clauses=("四",)), reply("未说明", Status.ABSTAINED)) == []


def test_a_case_may_waive_the_citation() -> None:
    assert failing(expect(cited=False), reply("您好", citations=[])) == []
    assert failing(expect(), reply("您好", citations=[])) == ["cited"]


def test_an_answer_may_have_900_characters_and_15_citations_and_no_more() -> None:
    assert failing(expect(), reply("字" * 900, citations=[cite()] * 15)) == []
    assert failing(expect(), reply("字" * 901)) == ["length"]
    assert failing(expect(), reply(citations=[cite()] * 16)) == ["length"]


def test_a_quote_of_a_document_that_is_not_there_is_caught() -> None:
    assert failing(expect(), reply(citations=[cite(document="ghost")])) == ["quotes"]


def test_a_quote_with_one_changed_digit_is_caught() -> None:
    assert failing(expect(), reply(citations=[cite(quote=QUOTE.replace("11", "12"))])) == ["quotes"]


def test_quotes_are_checked_whatever_the_status() -> None:
    answer = reply("未说明", Status.ABSTAINED, citations=[cite(start=0, end=3)])
    assert failing(expect("abstained"), answer) == ["quotes"]
