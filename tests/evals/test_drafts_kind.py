"""The measures of drafts fall when a draft gets worse in the way that each of them watches."""

from datetime import date
from pathlib import Path

import pytest

from assistant.models.draft import Completeness, Draft, DraftSection, Profile
from evals import drafts
from evals.cases import InvalidCases
from evals.suites import Batch, named

PROFILE = Profile(name="虚构市铆钉行业协会", facts={"foundation": ("会员企业64家", "2024年培训310人次")})
NOTICE = "试点周期为2025至2027年，鼓励开展多种形式的人力资源培训。"


def draft_of(text: str) -> Draft:
    return Draft(
        id="1",
        applicant=PROFILE.name,
        as_of=date(2025, 7, 8),
        sections=[DraftSection(key="foundation", title="工作基础", text=text)],
        completeness=Completeness(filled=1, required=1),
    )


GOOD = "虚构市铆钉行业协会现有会员企业64家；2024年培训310人次。"


@pytest.mark.parametrize(
    ("measure", "worse"),
    [
        ("values", GOOD + "另有会员71家。"),
        ("names", GOOD + "与虚构鸿远公司合作。"),
        ("facts", "协会现有会员企业64家。"),
        ("once", GOOD + GOOD),
    ],
)
def test_a_worse_draft_scores_lower(measure: str, worse: str) -> None:
    def score(text: str) -> float:
        draft, given = draft_of(text), drafts._given(PROFILE)
        return {
            "values": drafts._values(draft, given, NOTICE),
            "names": drafts._names(draft, given, NOTICE),
            "facts": drafts._facts(PROFILE, draft, drafts.Gold()),
            "once": drafts._once(draft),
        }[measure][1]

    assert score(GOOD) == 1.0
    assert score(worse) < 1.0


def test_copied_words_are_counted_by_the_stretch() -> None:
    assert drafts.copied("协会现有会员企业64家。", NOTICE) == 0.0
    assert drafts.copied(NOTICE, NOTICE) == 1.0
    assert 0.3 < drafts.copied(NOTICE[:16] + "协会自己写的另外十六个字在这里。", NOTICE) < 0.7


def test_the_suite_has_at_least_twenty_profiles_and_a_third_held_out() -> None:
    batch = next(batch for batch in named("drafts"))
    cases = drafts.load(batch)
    held = [case for case in cases if case.gold.holdout]
    assert len(cases) >= 20
    assert len(held) * 3 >= len(cases)


def test_gold_with_an_unknown_field_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text('{"a.yaml": {"owns": []}}', "utf-8")
    with pytest.raises(InvalidCases):
        drafts.load(Batch("x", "drafts", (gold,)))
