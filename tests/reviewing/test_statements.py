"""Statements that contradict themselves or cross a line, those that only look so, and how sections are headed."""

from pathlib import Path

import pytest
import yaml

from assistant.models.review import Review
from assistant.reviewing.pipeline import Context, Upload, review
from assistant.reviewing.sections import find

STATEMENTS = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text("utf-8"))
BODIES = {
    "directions": "制造业专业人才队伍培养。",
    "approach": "围绕两条产业链，组建培训中心，推行订单培养。",
    "foundation": "现有厂房三处，2024年开班。",
    "goals": "到2027年底形成经验。",
    "safeguards": "成立工作专班。",
}
TITLES = ("一、试点方向", "二、总体思路", "三、工作基础", "四、工作目标", "五、保障措施")


def _reviewed(context: Context, basics: str = "", **sections: str) -> Review:
    bodies = BODIES | sections
    lines = [f"{title}\n{bodies[key]}" for title, key in zip(TITLES, BODIES, strict=True)]
    text = "\n".join(["申报主体：虚构·甲装备有限公司", basics, *lines])
    return review(Upload("甲.txt", text.encode()), context)


@pytest.mark.parametrize("sections", STATEMENTS["contradictory"], ids=str)
def test_what_cannot_all_be_true_is_one_contradiction(sections: dict[str, str], context: Context) -> None:
    [found] = _reviewed(context, **sections).contradictions
    assert len(found.values) > 1 and found.evidence


@pytest.mark.parametrize("sections", STATEMENTS["consistent"], ids=str)
def test_what_can_all_be_true_is_none(sections: dict[str, str], context: Context) -> None:
    assert _reviewed(context, **sections).contradictions == []


def _crossed(context: Context, approach: str) -> list[str]:
    flags = _reviewed(context, approach=approach).red_flags
    return [flag.text for flag in flags if flag.kind in ("red_line", "unlawful")]


@pytest.mark.parametrize("text", STATEMENTS["crossing"])
def test_a_plan_that_crosses_a_red_line_is_flagged(text: str, context: Context) -> None:
    assert _crossed(context, text)


@pytest.mark.parametrize("text", STATEMENTS["promising"])
def test_a_promise_not_to_is_none(text: str, context: Context) -> None:
    assert _crossed(context, text) == []


@pytest.mark.parametrize("headings", STATEMENTS["headings"].values(), ids=STATEMENTS["headings"].keys())
def test_sections_are_found_under_headings_of_any_form(headings: list[str]) -> None:
    lines = [f"{heading}\n{body}" for heading, body in zip(headings, BODIES.values(), strict=True)]
    text = "\n".join(["申报主体：虚构·甲公司", *lines])
    found = find(text, len(text))
    for key, body in BODIES.items():
        inside = text[found[key].start : found[key].end]
        assert found[key].present and not found[key].empty and body in inside
        assert not any(other in inside for name, other in BODIES.items() if name != key)


@pytest.mark.parametrize(
    ("content", "empty"),
    [(c, True) for c in STATEMENTS["empty"]] + [(c, False) for c in STATEMENTS["filled"]],
)
def test_what_says_nothing_is_empty(content: str, empty: bool) -> None:
    text = f"一、试点方向\n制造业专业人才队伍培养\n二、总体思路\n{content}\n三、工作基础\n现有员工100人"
    assert find(text, len(text))["approach"].empty == empty


def test_the_period_and_the_deadline_are_those_of_the_notice(context: Context) -> None:
    text = "申报单位：虚构·甲公司\n填报日期：2025年7月20日\n四、工作目标\n到2029年底培养学徒300人。"
    kinds = {flag.kind: flag for flag in review(Upload("甲.txt", text.encode()), context).red_flags}
    assert "2025年7月11日" in kinds["late"].text and kinds["late"].evidence[0].quote == "2025年7月20日"
    assert "2029年" in kinds["outside_period"].text


def test_boxes_that_are_ticked_choose_directions_and_the_kind_of_body(context: Context) -> None:
    titles = [direction.title for direction in context.notice.directions]
    boxes = " ".join(f"{'☑' if index in (1, 3) else '☐'}{title}" for index, title in enumerate(titles))
    basics = "申报主体：虚构·甲公司 主体类型：□制造业园区 ☑制造业龙头企业 □高等院校 所在区县：甲区"
    text = f"{basics}\n一、试点方向\n{boxes}\n二、总体思路\n组建用工联合体，开展余缺调剂；引入猎头机构引才。"
    result = review(Upload("甲.txt", text.encode()), context)
    assert (result.applicant, result.kind, result.district) == ("虚构·甲公司", "制造业龙头企业", "甲区")
    assert sorted(d.title for d in result.directions if d.claimed) == sorted([titles[1], titles[3]])
