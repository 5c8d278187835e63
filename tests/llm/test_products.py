"""Drafts and review summaries in a model's words: the sentences are reworded, their values and their sources stay."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.app import Assistant
from assistant.errors import InvalidOption
from assistant.grounding.values import values
from assistant.models.draft import Draft, Profile
from assistant.models.principal import LOCAL
from assistant.models.review import Review
from assistant.reviewing.submission import Upload
from evals.mutations import Said, written
from evals.stand_in import NAME, Says, StandIn

Open = Callable[..., Assistant]
DAY = date(2025, 7, 8)
ENGINE = f"llm:{NAME}"
PROFILE = Profile(
    name="虚构·青石工业园发展有限公司",
    kind="制造业园区",
    directions=("制造业通用人力资源服务共享",),
    facts={
        "approach": ("园区企业规模小，各自招聘成本高",),
        "foundation": ("园区入驻制造企业131家，职工2.6万人", "2024年设立服务联络站1个，代办社保1.3万人次"),
        "goals": ("2026年服务企业93家，外包成本由21%降至17%",),
    },
)
SUBMISSION = """# 试点申报表（虚构样例）
申报主体：虚构·示例产业园

一、试点方向
制造业通用人力资源服务共享。

二、总体思路
建设人力资源服务共享中心，集中提供招聘、培训服务。

三、工作基础
园区现有制造企业60家，2024年设立服务联络站1个。

四、工作目标
到2026年底服务企业90家，培训职工1200人次。
"""


def rewording(change: Callable[[str], str]) -> Callable[[dict[str, Any]], Says]:
    def script(body: dict[str, Any]) -> Says:
        told = re.findall(r"^\[(\d+)\] (.*)$", body["messages"][-1]["content"], re.MULTILINE)
        return Says([written([Said(change(text), (int(number),)) for number, text in told])])

    return script


def smooth(text: str) -> str:
    return re.sub("[，,]", "，同时", text, count=1)


def spoilt(text: str) -> str:
    return re.sub(r"\d+", lambda m: str(int(m[0]) + 1), text, count=1) + "成绩显著，全市第一。"


def drafted(assistant: Assistant, engine: str) -> Draft:
    return assistant.drafts.create(PROFILE, as_of=DAY, engine=engine)


def reviewed(assistant: Assistant, engine: str) -> Review:
    [made] = assistant.reviews.run([Upload("申报表.md", SUBMISSION.encode())], DAY, engine, LOCAL)
    return made


def told(made: Draft | Review) -> str:
    return made.summary if isinstance(made, Review) else "\n".join(section.text for section in made.sections)


PRODUCTS = pytest.mark.parametrize("make", [drafted, reviewed])


@PRODUCTS
def test_the_model_words_the_sentences_and_the_values_stay(
    server: StandIn, written_by: Open, make: Callable[[Assistant, str], Draft | Review]
) -> None:
    server.script = rewording(smooth)
    assistant = written_by()
    before, after = make(assistant, "embedded"), make(assistant, "llm")
    assert after.engine == ENGINE and after.fallback is None and "，同时" in told(after)
    assert values(told(after)) == values(told(before))
    assert len(after.claims if isinstance(after, Review) else after.sections) == len(
        before.claims if isinstance(before, Review) else before.sections
    )
    assert after.prompts and after.usage.prompt_tokens > 0
    assert after.usage.steps[after.prompts[0].id] == after.usage.prompt_tokens + after.usage.completion_tokens


@PRODUCTS
def test_what_says_more_or_something_else_stays_as_it_was(
    server: StandIn, written_by: Open, make: Callable[[Assistant, str], Draft | Review]
) -> None:
    server.script = rewording(spoilt)
    assistant = written_by()
    before, after = make(assistant, "embedded"), make(assistant, "llm")
    assert told(after) == told(before)
    assert after.engine == "embedded" and after.fallback is not None
    assert after.fallback.why == "unsupported" and after.verification.replaced > 0


@PRODUCTS
@pytest.mark.parametrize(
    ("says", "why"), [(Says(status=401), "unauthorized"), (Says(["{"], cut=True), "interrupted")]
)
def test_a_model_that_fails_costs_nothing_but_its_words(
    server: StandIn,
    written_by: Open,
    make: Callable[[Assistant, str], Draft | Review],
    says: Says,
    why: str,
) -> None:
    server.script = lambda body: says
    assistant = written_by()
    before, after = make(assistant, "embedded"), make(assistant, "llm")
    assert told(after) == told(before)
    assert after.engine == "embedded" and after.fallback is not None and after.fallback.why == why


@PRODUCTS
def test_without_an_endpoint_it_cannot_be_asked_for(
    assistant: Assistant, make: Callable[[Assistant, str], Draft | Review]
) -> None:
    with pytest.raises(InvalidOption) as raised:
        make(assistant, "llm")
    assert "ASSISTANT_LLM_BASE_URL" in raised.value.hint
