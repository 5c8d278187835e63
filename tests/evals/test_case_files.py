import json
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from evals.cases import Case, InvalidCases, load, normalise
from evals.kinds import KINDS
from evals.suites import ALL, named

GOOD = {"id": "a", "category": "c", "question": "几号截止?", "expect": {"status": "answered"}}


def case(**changes: object) -> dict[str, object]:
    return {k: v for k, v in {**GOOD, **changes}.items() if v is not None}


def file_of(tmp_path: Path, *lines: object, name: str = "mine.jsonl") -> Path:
    path = tmp_path / name
    text = "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines
    )
    path.write_text(text, encoding="utf-8")
    return path


def test_the_errors_belong_to_the_tree() -> None:
    assert issubclass(InvalidCases, AssistantError)


def test_every_case_file_of_ours_can_be_read() -> None:
    for batch in named(ALL):
        assert KINDS[batch.kind].load(batch), batch.name


def test_a_case_has_defaults_for_what_it_leaves_out(tmp_path: Path) -> None:
    (read,) = load([file_of(tmp_path, case())], Case)
    assert read.asked == ("几号截止?",)
    assert (read.as_of, read.holdout, read.expect.cited, read.expect.facts) == (None, False, True, ())


def test_turns_take_the_place_of_the_question(tmp_path: Path) -> None:
    (read,) = load([file_of(tmp_path, case(question=None, turns=["一", "二"]))], Case)
    assert read.asked == ("一", "二")


def test_blank_lines_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    path = file_of(tmp_path, "\ufeff" + json.dumps(case()), "", "  ", case(id="b"), "")
    assert [c.id for c in load([path], Case)] == ["a", "b"]


def test_a_line_separator_inside_a_question_does_not_end_the_line(tmp_path: Path) -> None:
    (read,) = load([file_of(tmp_path, case(question="几号\u2028截止?"))], Case)
    assert "\u2028" in read.asked[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "不是合法的 JSON"),
        ("[]", "应是一个 JSON 对象"),
        (case(questions="x"), "不认识的字段 questions"),
        (case(expect={"status": "answered", "fact": []}), "不认识的字段 expect.fact"),
        (case(expect={"status": "maybe"}), "answered、abstained、clarify、declined"),
        (case(expect={}), "缺少字段 expect.status"),
        (case(id=None), "缺少字段 id"),
        (case(id=7), "id 应是文字"),
        (case(category=" "), "category 不能为空"),
        (case(question=None), "question 与 turns"),
        (case(turns=["x"]), "question 与 turns"),
        (case(question=None, turns=[]), "turns 不能为空"),
        (case(as_of="20250708"), "as_of 应是 YYYY-MM-DD"),
        (case(as_of="2025-02-30"), "as_of 应是 YYYY-MM-DD"),
        (case(expect={"status": "answered", "facts": ["x"]}), "expect.facts.0 应是列表"),
        (case(expect={"status": "answered", "facts": [[]]}), "expect.facts.0 不能为空"),
        (case(expect={"status": "answered", "facts": [["，"]]}), "expect.facts.0.0 不能为空"),
        (case(expect={"status": "answered", "forbidden": [""]}), "expect.forbidden.0 不能为空"),
        (case(expect={"status": "answered", "cited": "no"}), "expect.cited 应是 true 或 false"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, line: object, says: str) -> None:
    path = file_of(tmp_path, case(id="first"), "", line)
    with pytest.raises(InvalidCases) as caught:
        load([path], Case)
    assert str(caught.value).startswith("mine.jsonl 第 3 行：")
    assert says in caught.value.message
    assert "\n" not in str(caught.value)


def test_an_id_may_stand_once_in_all_files(tmp_path: Path) -> None:
    one = file_of(tmp_path, case(), name="one.jsonl")
    two = file_of(tmp_path, case(id="b"), case(), name="two.jsonl")
    with pytest.raises(InvalidCases, match=r"two\.jsonl 第 2 行：编号 a 与one\.jsonl 第 1 行重复"):
        load([one, two], Case)


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidCases, match="没有用例"):
        load([file_of(tmp_path, "", " ")], Case)


def test_an_empty_file_is_an_error_beside_a_full_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidCases, match=r"empty\.jsonl 里没有用例"):
        load([file_of(tmp_path, case()), file_of(tmp_path, name="empty.jsonl")], Case)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidCases, match="找不到"):
        load([tmp_path / "none.jsonl"], Case)


def test_a_folder_is_not_a_file_of_cases(tmp_path: Path) -> None:
    with pytest.raises(InvalidCases, match="无法读取"):
        load([tmp_path], Case)


def test_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gbk.jsonl"
    path.write_bytes(json.dumps(case(), ensure_ascii=False).encode("gb18030"))
    with pytest.raises(InvalidCases, match="不是 UTF-8"):
        load([path], Case)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("７月１１日", "7月11日"),
        ("3，000 元", "3000元"),
        ("7月\u200b11日", "7月11日"),
        ("AI\n面试", "ai面试"),
    ],
)
def test_texts_are_compared_without_what_does_not_matter(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_punctuation_that_carries_meaning_is_kept() -> None:
    assert normalise("1.5万") != normalise("15万")
    assert normalise(None) == ""
