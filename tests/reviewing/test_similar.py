"""Passages that two submissions share."""

from assistant.reviewing.pipeline import Context, Upload, compare, review

PASSAGE = (
    "建立“月初报需求、月中配资源、月末评成效”的闭环机制，由驻企服务专员逐户核实岗位数量、技能等级和到岗时间，"
    "形成用工需求清单、资源供给清单、供需缺口清单三张清单，对连续缺工的企业挂牌督办。"
)


def _file(name: str, passage: str) -> Upload:
    text = f"申报主体：虚构·{name}\n一、试点方向\n重点产业链人力资源统筹调配\n二、总体思路\n{passage}\n"
    return Upload(f"{name}.txt", text.encode())


def test_a_copied_passage_is_shown_in_both_places(context: Context) -> None:
    copied = PASSAGE.replace("逐户核实", "逐一核实").replace("，", ",")
    reviews = [review(_file("甲", PASSAGE), context), review(_file("乙", copied), context)]
    first, second = compare(reviews, context)
    [here], [there] = first.similar, second.similar
    assert (here.file, there.file) == ("乙.txt", "甲.txt")
    assert here.quote == first.text[here.start : here.end]
    assert (
        there.quote == second.text[there.start : there.end] == second.text[here.other_start : here.other_end]
    )
    assert len(here.quote) > 80
    assert any("雷同" in question for question in first.questions)


def test_the_notice_and_the_form_are_nobodys_passages(context: Context) -> None:
    assert context.governing is not None
    clause = context.notice.directions[1].text
    reviews = [review(_file("甲", clause), context), review(_file("乙", clause), context)]
    assert [r.similar for r in compare(reviews, context)] == [[], []]
