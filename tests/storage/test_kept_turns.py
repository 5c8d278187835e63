from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import NotFound
from assistant.models.answer import Answer
from assistant.models.conversation import Feedback, Verdict
from assistant.storage.conversations import Conversations

Keep = Callable[..., Answer]


def test_a_conversation_is_given_back_as_it_was(conversations: Conversations, keep: Keep) -> None:
    answers = [keep("何时截止？"), keep("交给谁？")]
    view = conversations.view("甲", "c")
    assert [(turn.question, turn.answer) for turn in view.turns] == [
        ("何时截止？", answers[0]),
        ("交给谁？", answers[1]),
    ]
    assert view.title == "何时截止？"
    assert view.created.tzinfo is not None and view.created <= view.updated


def test_the_next_turn_is_told_the_last_ones_in_order(conversations: Conversations, keep: Keep) -> None:
    for number in range(5):
        keep(f"问题{number}")
    history = conversations.history("甲", "c", 3)
    assert [turn.question for turn in history] == ["问题2", "问题3", "问题4"]
    assert history[0].resolved == "问题2（完整）"
    assert conversations.history("甲", "没有", 3) == []


def test_the_conversation_that_went_on_last_is_listed_first(conversations: Conversations, keep: Keep) -> None:
    keep("一", "c1")
    keep("二", "c2")
    keep("三", "c1")
    assert [(line.id, line.turns) for line in conversations.listed("甲")] == [("c1", 2), ("c2", 1)]


def test_two_people_never_meet_even_under_one_id(conversations: Conversations, keep: Keep) -> None:
    answer = keep("甲的问题", "c", "甲")
    keep("乙的问题", "c", "乙")
    assert [turn.question for turn in conversations.view("乙", "c").turns] == ["乙的问题"]
    assert [turn.question for turn in conversations.history("乙", "c", 9)] == ["乙的问题"]
    for forbidden in (
        lambda: conversations.view("丙", "c"),
        lambda: conversations.rename("丙", "c", "名称"),
        lambda: conversations.delete("丙", "c"),
        lambda: conversations.judge("乙", Feedback(answer=answer.id, verdict=Verdict.UP)),
    ):
        with pytest.raises(NotFound):
            forbidden()
    conversations.delete("乙", "c")
    assert len(conversations.view("甲", "c").turns) == 1


def test_a_second_verdict_takes_the_place_of_the_first(conversations: Conversations, keep: Keep) -> None:
    answer = keep("问题")
    conversations.judge("甲", Feedback(answer=answer.id, verdict=Verdict.DOWN, reason="不全"))
    conversations.judge("甲", Feedback(answer=answer.id, verdict=Verdict.UP))
    [turn] = conversations.view("甲", "c").turns
    assert turn.feedback == Feedback(answer=answer.id, verdict=Verdict.UP)


def test_what_is_deleted_is_gone_with_its_feedback(conversations: Conversations, keep: Keep) -> None:
    answer = keep("问题")
    conversations.judge("甲", Feedback(answer=answer.id, verdict=Verdict.UP))
    conversations.delete("甲", "c")
    assert conversations.listed("甲") == []
    with pytest.raises(NotFound):
        conversations.judge("甲", Feedback(answer=answer.id, verdict=Verdict.UP))
    keep("同一编号的新会话")
    assert [turn.question for turn in conversations.view("甲", "c").turns] == ["同一编号的新会话"]


def test_a_renamed_conversation_keeps_its_new_name(conversations: Conversations, keep: Keep) -> None:
    keep("问题")
    conversations.rename("甲", "c", "新名称")
    keep("再问")
    assert conversations.view("甲", "c").title == "新名称"


def test_a_long_question_gives_a_short_title(conversations: Conversations, keep: Keep) -> None:
    keep("长" * 500)
    assert len(conversations.listed("甲")[0].title) == 40


@pytest.mark.parametrize(
    "question", ["a\0b", "半个字符\ud800", "<script>alert(1)</script>", "'; DROP TABLE turns; --"]
)
def test_any_question_can_be_kept(conversations: Conversations, keep: Keep, question: str) -> None:
    keep(question)
    [turn] = conversations.view("甲", "c").turns
    assert turn.question == question.replace("\0", "").replace("\ud800", "?")


def test_turns_of_one_conversation_kept_at_once_are_all_kept(
    conversations: Conversations, keep: Keep
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, (f"问题{number}" for number in range(40))))
    assert {turn.question for turn in conversations.view("甲", "c").turns} == {f"问题{n}" for n in range(40)}
