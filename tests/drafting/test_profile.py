import json

import pytest
import yaml
from fictional import FULL
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.profile import MAX_BYTES, from_data, parse
from assistant.errors import InvalidInput

TEXT = st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_profile_is_read_in_any_usual_encoding(encoding: str) -> None:
    content = yaml.safe_dump(FULL, allow_unicode=True).encode(encoding)
    assert parse(content) == from_data(FULL)


def test_json_is_read_like_yaml() -> None:
    assert parse(json.dumps(FULL, ensure_ascii=False).encode()) == from_data(FULL)


@given(st.dictionaries(st.sampled_from(["goals", "foundation"]), st.lists(TEXT, max_size=4)))
def test_facts_survive_reading_word_for_word(facts: dict[str, list[str]]) -> None:
    content = json.dumps({"name": "虚构", "facts": facts}, ensure_ascii=False).encode()
    assert {key: list(texts) for key, texts in parse(content).facts.items()} == facts


def test_what_looks_like_a_day_or_a_number_stays_the_text_that_was_typed() -> None:
    profile = parse("name: 虚构\nfacts:\n  goals: [2026-07-01, 12:30, no, 1_000]".encode())
    assert profile.facts["goals"] == ("2026-07-01", "12:30", "no", "1_000")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("名字: 虚构".encode(), "名字"),
        (b"name: [x\nfacts: - a", "格式有误"),
        (b"- a\n- b", "没有读到"),
        (b"", "没有读到"),
        (b"a: &x [1]\nname: *x", "别名"),
        (bytes(range(256)) * 4, "编码"),
        ("name: 虚构\nfacts: 一句话".encode(), "facts"),
        (b"name: x\nfacts:\n  goals:\n" + b"    - aaaa\n" * 100, "100 条"),
        (b"name: x\n" + b"#" * MAX_BYTES, "太大"),
        (("name: x\nfacts:\n  goals:\n    - " + "长" * 2500).encode(), "2500 字"),
        (b"name: x\nfacts:\n  goals: [[a, b]]", "facts.goals"),
    ],
)
def test_a_bad_profile_is_refused_in_words_that_help(content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(content)
    assert says in str(caught.value)
    assert caught.value.hint


@given(st.binary(max_size=400))
def test_no_content_makes_reading_fail_in_another_way(content: bytes) -> None:
    try:
        parse(content)
    except InvalidInput as error:
        assert error.message.endswith("。")
