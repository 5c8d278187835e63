from datetime import UTC, datetime

from made import QUOTE, answer

from assistant.models.answer import Fallback, Related, Status, Verification
from assistant.models.conversation import ConversationView, Feedback, TurnView, Verdict
from ui import turns
from ui.turns import Failure, Thread, Turn


def current(**turn: object) -> str:
    return turns.current(Thread("c1", (Turn("问<i>题</i>", **turn),)))  # type: ignore[arg-type]


def test_references_become_buttons_that_open_their_citation() -> None:
    html = current(answer=answer())
    assert html.count('data-of="turn-1-1"') == 2 and html.count('id="turn-1-1"') == 1
    assert "[1]" not in html


def test_a_number_in_brackets_that_is_no_citation_stays_text() -> None:
    assert [line.pieces for line in turns.answer_lines(answer("见[2]。[1]"))] == [("见[2]。", 1, "")]


def test_a_line_that_the_source_says_word_for_word_is_set_as_a_quotation() -> None:
    assert [line.verbatim for line in turns.answer_lines(answer(f"概括。[1]\n\n{QUOTE}[1]"))] == [False, True]


def test_markup_in_questions_answers_and_buttons_is_text() -> None:
    html = current(answer=answer("<script>x</script>", follow_ups=['"><img src=x>'], warnings=["<b>"]))
    assert "<script" not in html and "<img" not in html and "<i>" not in html and "<b>" not in html


def test_choices_and_follow_ups_belong_to_the_last_turn_only() -> None:
    asked = Turn("问", answer=answer(status=Status.CLARIFY, choices=["甲"], follow_ups=["乙"]))
    thread = Thread("c1", (asked, asked))
    assert 'class="choice"' not in turns.past(thread) and 'class="follow-up"' not in turns.past(thread)
    assert 'class="choice"' in turns.current(thread) and 'class="follow-up"' in turns.current(thread)


def test_related_clauses_and_the_engine_that_answered_are_told() -> None:
    near = [Related(document="notice", clause="四/(一)", heading="四、步骤 › (一)申报")]
    html = current(answer=answer(related=near, fallback=Fallback(origin="llm:x", why="timeout")))
    assert "四(一)" in html and "llm:x 没有答成（等待超时）" in html


def test_what_verification_has_taken_out_is_told() -> None:
    html = current(answer=answer(verification=Verification(claims=5, dropped=2, replaced=1)))
    assert "2 句未获原文支持，已移除；1 句未获原文支持，已改用原文" in html
    assert "未获原文支持" not in current(answer=answer())


def test_words_that_come_in_halves_show_no_half_reference() -> None:
    html = current(status="正在组织回答", said="第一句。[1]\n第二句。[")
    assert "第二句。[" not in html and '<span class="cite">1</span>' in html and "data-busy" in html


def test_a_failure_says_what_to_do() -> None:
    assert "<strong>不行。</strong> 请重试。" in current(failure=Failure("不行。", "请重试。"))


def test_a_new_question_ends_one_that_was_left_running() -> None:
    thread = Thread().begun("一").begun("二")
    assert [turn.stopped for turn in thread.turns] == [True, False]
    assert "data-busy" not in turns.past(thread)


def test_a_remembered_conversation_comes_with_what_was_thought_of_it() -> None:
    now = datetime.now(UTC)
    judged = Feedback(answer="a1", verdict=Verdict.DOWN, reason="内容有误")
    remembered = ConversationView(
        id="c1",
        title="问",
        created=now,
        updated=now,
        turns=[TurnView(question="问", answer=answer(), feedback=judged)],
    )
    thread = Thread.of(remembered)
    assert thread.conversation == "c1"
    assert (thread.turns[0].verdict, thread.turns[0].explained) == (Verdict.DOWN, True)
    assert "已记下" in turns.current(thread)


def test_a_verdict_without_a_reason_asks_for_one() -> None:
    thread = Thread("c1", (Turn("问", answer=answer()),))
    assert 'class="reason"' in turns.current(thread.judged(Feedback(answer="a1", verdict=Verdict.DOWN)))
    assert 'class="reason"' not in turns.current(thread.judged(Feedback(answer="a1", verdict=Verdict.UP)))
