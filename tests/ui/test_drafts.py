"""How a draft looks: where each sentence comes from, what is missing, what it cites."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.draft import DraftClaim, DraftSection, Placeholder, Source
from ui import drafts
from ui.drafting import _profile

TEXT = (
    "试点方向为共享服务。[1]园区有企业126家。\n"
    "拟每月调度。【待补充：联系人】\n"
    "| 阶段 | 目标 |\n| --- | --- |\n| 2025年 | 【待补充：目标值】 |\n"
)
SECTION = DraftSection(
    key="goals",
    title="工作目标",
    text=TEXT,
    claims=[
        DraftClaim(text="试点方向为共享服务。", source=Source.POLICY, citations=[1]),
        DraftClaim(text="园区有企业126家。", source=Source.APPLICANT),
        DraftClaim(text="拟每月调度。", source=Source.PROPOSAL),
    ],
    placeholders=[Placeholder(text="【待补充：联系人】", question="联系人是谁？")],
)


def words(pieces: drafts.Paragraph) -> str:
    return "".join(piece.words for piece in pieces)


def test_each_sentence_has_the_colour_of_its_source() -> None:
    first, second, _ = drafts.blocks(SECTION)
    shown = [(p.words, p.source, p.cite) for p in first.paragraph]
    assert shown == [
        ("试点方向为共享服务。", "policy", 0),
        ("", "", 1),
        ("园区有企业126家。", "applicant", 0),
    ]
    assert second.paragraph[0].source == "proposal"


def test_a_placeholder_says_what_would_fill_it() -> None:
    _, second, table = drafts.blocks(SECTION)
    assert second.paragraph[-1] == drafts.Piece("【待补充：联系人】", gap="联系人是谁？")
    assert table.rows[1][1] == (drafts.Piece("【待补充：目标值】", gap="【待补充：目标值】"),)


def test_a_table_is_a_table_without_its_rule() -> None:
    *_, table = drafts.blocks(SECTION)
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["阶段", "目标"],
        ["2025年", "【待补充：目标值】"],
    ]


@given(st.lists(st.text(alphabet="甲乙丙。[]1【】待补充：\n|- ", max_size=30), max_size=6))
def test_no_word_of_a_section_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    claims = [DraftClaim(text=line, source=Source.APPLICANT) for line in lines if line]
    section = DraftSection(key="k", title="t", text=text, claims=claims)
    shown = "".join(
        "".join(piece.words or f"[{piece.cite}]" for piece in block.paragraph)
        + "".join(words(cell) for row in block.rows for cell in row)
        for block in drafts.blocks(section)
    )

    def bare(said: str) -> str:
        # Spaces first: two lines that end `[1` and begin `]` make no mark of a text, and none of what is shown.
        return re.sub(r"\[0*(\d+)\]", r"\1", re.sub(r"[\s|\-:：]", "", said))

    assert bare(shown) == bare(text)


def test_the_forms_fields_become_a_profile_with_a_fact_a_line() -> None:
    profile = _profile(
        {
            "name": "虚构·甲",
            "directions": "三/(一)；三/(三)",
            "facts.goals": "一\r\n\r\n 二 ",
            "draft": "x",
            "notes": "说明",
        }
    )
    assert profile.directions == ("三/(一)", "三/(三)")
    assert profile.facts == {"goals": ("一", "二")} and profile.name == "虚构·甲" and profile.notes == "说明"


def test_the_sample_profile_says_that_it_is_fictional() -> None:
    sample = drafts.sample()
    assert sample is not None and "虚构" in sample.name and sample.facts
