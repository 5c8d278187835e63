"""Claims are read out of whatever a model writes, and the same ones however the text is cut into pieces."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.claims import Claim, ClaimReader

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="[]【】`*"), max_size=30
)
CLAIMS = st.lists(
    st.tuples(TEXTS.map(lambda t: f"句{t}末"), st.lists(st.integers(0, 99), max_size=3)), max_size=5
)


def read(*pieces: str) -> list[Claim]:
    reader = ClaimReader()
    found = [claim for piece in pieces for claim in reader.feed(piece)]
    return found + reader.finish()


@pytest.mark.parametrize(
    "text",
    [
        '{"claims": [{"text": "七月截止。", "citations": [1, 2]}]}',
        '```json\n{"claims": [{"text": "七月截止。", "citations": [1, 2]}]}\n```',
        '好的，下面是回答：{"claims": [{"text": "七月截止。", "citations": [1, 2]}]} 希望有帮助{"text": "补充"}',
        '[{"text": "七月截止。", "citations": ["1", "2"]}]',
        '{"text": "七月截止。", "citations": "[1][2]"}',
        '{"claims": [{"text": "七月截止。[1][2]", "citations": []}]}',
        '{"claims": [{"text": "七月截止。", "citations": [1, 2]}, {"text": "没写完',
        '<think>先写{"text": "错的", "citations": [9]}</think>{"claims": [{"text": "七月截止。[1][2]"}]}',
        "七月截止。[1][2]",
        "- **七月截止。**[1, 2]",
        "1. 七月截止。【1】【2】\n",
    ],
)
def test_the_usual_ways_to_write_it_are_read(text: str) -> None:
    assert read(text) == [Claim("七月截止。", (1, 2))]


def test_quotation_marks_that_should_have_been_escaped_cost_nothing() -> None:
    text = '{"claims": [{"text": "设立"蓄水池"。", "citations": [1]}]}'
    assert read(text) == [Claim('设立"蓄水池"。', (1,))]


@pytest.mark.parametrize(
    "text", ["", "{", '{"claims": []}', "Sorry, I cannot help.", '{"claims": [{"text": "半']
)
def test_where_there_is_no_claim_none_is_read(text: str) -> None:
    assert read(text) == []


def test_a_claim_is_there_as_soon_as_it_is_complete() -> None:
    reader = ClaimReader()
    assert reader.feed('{"claims": [{"text": "甲。", "citations": [1]') == []
    assert reader.feed("}") == [Claim("甲。", (1,))]
    assert not reader.complete
    reader.feed("]}")
    assert reader.complete


@given(CLAIMS, st.integers(1, 12))
def test_the_cut_changes_nothing(claims: list[tuple[str, list[int]]], size: int) -> None:
    text = json.dumps({"claims": [{"text": t, "citations": c} for t, c in claims]}, ensure_ascii=False)
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert read(*pieces) == read(text)
    assert [claim.citations for claim in read(text)] == [tuple(dict.fromkeys(c)) for _, c in claims]


@given(st.text(max_size=200), st.integers(1, 7))
def test_nothing_that_a_model_can_write_breaks_the_reader(text: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert read(*pieces) == read(text)
