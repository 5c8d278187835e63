from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InvalidInput
from evals import counterfactual, suites
from evals.cases import Case, Expect
from evals.scratch import BUILT_IN
from evals.swaps import Dates, Rules, Swaps, changed_copy, load

SWAPS = Swaps(
    Rules(
        dates=Dates(years=1, months=1, days=7, latest_day=21),
        words={"市人力社保局": "市农业农村委", "39个": "47个", "13号": "58号"},
    )
)
ANSWERED = "answered"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2025年7月11日前", "2026年8月18日前"),
        ("每年11月底前", "每年12月底前"),
        ("2025至2027年", "2026至2028年"),
        ("〔2025〕13号", "〔2026〕58号"),
        ("issued: 2025-07-03", "issued: 2026-08-10"),
        ("12月底", "1月底"),
        ("报市人力社保局审定", "报市农业农村委审定"),
        ("39个城市，2390个", "47个城市，2390个"),
        ("12个月内，2000元", "12个月内，2000元"),
        ("023—86868885", "023—86868885"),
    ],
)
def test_every_day_and_every_listed_word_is_changed_and_nothing_else(before: str, after: str) -> None:
    assert SWAPS.text(before) == after


@given(st.dates(date(2000, 1, 1), date(2090, 11, 30)))
def test_a_day_is_moved_alike_however_it_is_written(day: date) -> None:
    moved = SWAPS.day(day)
    assert SWAPS.text(day.isoformat()) == moved.isoformat()
    assert SWAPS.text(f"{day.month}月{day.day}日") == f"{moved.month}月{moved.day}日"


def case(**fields: object) -> Case:
    expect = Expect.model_validate_json(
        '{"status": "answered", "facts": [["7月11日", "July11"], ["3天"], ["区县"]], "document": "13号"}'
    )
    return Case.model_validate(
        {"id": "c", "category": "c", "question": "7月11日截止吗?", "expect": expect, **fields}
    )


def test_a_case_is_swapped_like_its_documents_and_the_originals_are_forbidden() -> None:
    changed = counterfactual.swapped(case(as_of=date(2025, 7, 8)), SWAPS)
    assert changed.asked == ("8月18日截止吗?",)
    assert changed.as_of == date(2026, 8, 15)
    assert changed.expect.facts == (("8月18日",), ("区县",))
    assert changed.expect.forbidden == ("7月11日",)
    assert changed.expect.document == "58号"


def test_only_cases_whose_facts_change_are_asked() -> None:
    (batch,) = suites.named("counterfactual")
    pairs = counterfactual.load(batch)
    assert len(pairs) > 20
    for pair in pairs:
        assert pair.case.expect.facts != pair.plain.expect.facts
        assert pair.case.expect.forbidden


def test_the_copy_says_nothing_of_what_the_notice_says(tmp_path: Path) -> None:
    (batch,) = suites.named("counterfactual")
    copy = changed_copy(BUILT_IN, batch.swaps, tmp_path / "copy")
    (notice,) = (copy / "notices").glob("*.md")
    text = notice.read_text("utf-8")
    for original in ("7月11日", "市人力社保局", "赵飞", "86868885", "33618", "2025年7月底", "2027年11月底"):
        assert original in (BUILT_IN / "notices" / notice.name).read_text("utf-8")
        assert original not in text
    assert not list(copy.rglob("*.py"))


@pytest.mark.parametrize("content", ["", "[]", "dates: 1", "words: {a: b}", "dates: {years: 1}\nwords: {}"])
def test_rules_that_are_none_are_said_to_be_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "swaps.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(InvalidInput, match=r"swaps\.yaml 不可用"):
        load(file)


def test_the_product_follows_a_changed_corpus_and_the_plain_cases_fail_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evals import runner

    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "notice.md").write_text((next((BUILT_IN / "notices").glob("*.md"))).read_text("utf-8"), "utf-8")
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ASSISTANT_CORPUS", str(folder))
    outcome = runner.run(suites.named("counterfactual"), suites.Options(), lambda *_: None)
    passed = [r for r in outcome.results if r.passed]
    assert len(passed) >= 0.8 * len(outcome.results)
    assert [r.id for r in passed if r.scores["plain_fails"] != 1.0] == []
