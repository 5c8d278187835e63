"""Drafts are kept: versions, one section made again, editing by hand, the dialogue, a restart."""

from datetime import date

import pytest
from fictional import FULL, OPEN

from assistant.app import Assistant
from assistant.drafting.profile import from_data
from assistant.errors import InvalidInput, InvalidOption, NotFound
from assistant.models.draft import Draft, FindingKind, Origin, Source
from assistant.models.principal import Principal
from assistant.settings import Settings


def text_of(draft: Draft, key: str) -> str:
    return next(section.text for section in draft.sections if section.key == key)


@pytest.fixture
def kept(assistant: Assistant) -> Draft:
    return assistant.drafts.create(from_data(FULL), as_of=OPEN)


def test_a_draft_comes_back_after_a_restart(assistant: Assistant, kept: Draft) -> None:
    settings = Settings(home=assistant.settings.home, _env_file=None)  # type: ignore[call-arg]
    again = Assistant.open(settings)
    try:
        assert again.drafts.get(kept.id) == kept
        assert kept.id in [summary.id for summary in again.drafts.listed()]
    finally:
        again.close()


def test_a_draft_of_somebody_else_does_not_exist(assistant: Assistant, kept: Draft) -> None:
    stranger = Principal(id="stranger")
    with pytest.raises(NotFound):
        assistant.drafts.get(kept.id, stranger)
    assert assistant.drafts.listed(stranger) == []


def test_edited_text_is_a_new_version_and_the_old_one_stays(assistant: Assistant, kept: Draft) -> None:
    own = "园区自己写的一句话。"
    edited = assistant.drafts.save(kept.id, {"foundation": f"{text_of(kept, 'foundation')}\n{own}"})
    section = next(s for s in edited.sections if s.key == "foundation")
    assert {c.text: c.source for c in section.claims}[own] is Source.APPLICANT
    before = next(s for s in kept.sections if s.key == "foundation")
    assert [c.source for c in section.claims[: len(before.claims)]] == [c.source for c in before.claims]
    assert assistant.drafts.get(kept.id, version=1) == kept
    origins = [version.origin for version in assistant.drafts.versions(kept.id)]
    assert origins == [Origin.CREATED, Origin.EDITED]
    assert assistant.drafts.restore(kept.id, 1) == kept


def test_one_section_is_made_again_and_the_others_are_left(assistant: Assistant, kept: Draft) -> None:
    assistant.drafts.save(kept.id, {"approach": "只有这一句。", "goals": "另一句。"})
    again = assistant.drafts.regenerate(kept.id, "approach", as_of=OPEN)
    assert text_of(again, "goals") == "另一句。"
    for section in again.sections:
        for claim in section.claims:
            assert set(claim.citations) <= {citation.id for citation in again.citations}
    assert "两家人力资源服务机构" in text_of(again, "approach")


def test_what_is_not_there_is_refused(assistant: Assistant, kept: Draft) -> None:
    with pytest.raises(InvalidInput, match="budget"):
        assistant.drafts.regenerate(kept.id, "budget", as_of=OPEN)
    with pytest.raises(InvalidInput, match="budget"):
        assistant.drafts.save(kept.id, {"budget": "x"})
    with pytest.raises(InvalidOption):
        assistant.drafts.create(from_data(FULL), as_of=OPEN, engine="oracle")
    with pytest.raises(NotFound):
        assistant.drafts.docx("0")


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("园区2024年服务企业777家。", FindingKind.UNSUPPORTED, "777"),
        ("园区培训三百六十人。", FindingKind.UNSUPPORTED, "三百六十"),
        ("园区是西部最大的园区。", FindingKind.UNSUPPORTED, "西部最大的园区"),
        ("2031年全部建成。", FindingKind.OUTSIDE_PERIOD, "2031年全部建成"),
        ("项目将获得市级专项补贴。", FindingKind.PROMISE, "补贴"),
        ("本项目必定入选。", FindingKind.PROMISE, "必定入选"),
        ("对学员保证就业。", FindingKind.WARNED, "保证就业"),
        ("招聘岗位仅限男性。", FindingKind.WARNED, "仅限男"),
        ("经费为【待补充：经费来源】。", FindingKind.MISSING, "【待补充：经费来源】"),
    ],
)
def test_the_check_points_at_what_is_wrong(
    assistant: Assistant, kept: Draft, text: str, kind: FindingKind, quote: str
) -> None:
    written = f"{text_of(kept, 'safeguards')}\n{text}"
    found = assistant.drafts.check(kept.id, {"safeguards": written})
    mine = [finding for finding in found if finding.kind is kind]
    assert any(quote in finding.quote for finding in mine), found
    for finding in found:
        if finding.start is not None:
            assert written[finding.start : finding.end] == finding.quote


def test_the_check_misses_what_was_deleted_and_finds_nothing_in_a_full_draft(
    assistant: Assistant, kept: Draft
) -> None:
    found = assistant.drafts.check(kept.id)
    assert {finding.kind for finding in found} <= {FindingKind.MISSING}
    assert all("基数" in finding.quote for finding in found)
    bare = assistant.drafts.check(kept.id, {"safeguards": "每月调度，主任任组长。" + "说明" * 60 + "。"})
    assert any(f.kind is FindingKind.MISSING and "经费" in f.text for f in bare)


def test_a_dialogue_asks_at_most_three_things_and_fills_the_draft(assistant: Assistant) -> None:
    drafts = assistant.drafts
    turn = drafts.start("我们是虚构市铸造行业协会，帮我写工作基础", as_of=OPEN)
    assert turn.draft.applicant == "虚构市铸造行业协会"
    identifier, asked = turn.draft.id, 0
    answers = iter(
        [
            "行业协会，在丙区(虚构)，铸造",
            "会员企业84家，从业人员约5300人。2024年办了用工沙龙9期，参加410人次。",
            "1. 制造业人力资源管理服务交流\n2. 企业HR不专业，招工难\n3. 组织培训，办HR比赛",
        ]
    )
    for text in answers:
        assert 1 <= len(turn.questions) <= 3
        asked += len(turn.questions)
        turn = drafts.answer(identifier, text, as_of=OPEN)
    draft = drafts.get(identifier)
    assert "会员企业84家" in text_of(draft, "foundation")
    assert "410人次" in text_of(draft, "foundation")
    assert "招工难" in text_of(draft, "approach")
    assert draft.directions[0].clause == "三/(九)"
    assert draft.completeness.filled > 4
    turn = drafts.answer(identifier, "跳过", as_of=OPEN)
    assert turn.done
    assert turn.draft.completeness == draft.completeness


def test_what_was_edited_by_hand_survives_an_answer(assistant: Assistant) -> None:
    drafts = assistant.drafts
    turn = drafts.start("帮我写保障措施", as_of=OPEN)
    drafts.save(turn.draft.id, {"safeguards": "手写的一段。"})
    later = drafts.answer(turn.draft.id, "虚构市焊接行业协会\n行业协会\n丁区(虚构)", as_of=OPEN)
    assert later.draft.applicant == "虚构市焊接行业协会"
    assert text_of(later.draft, "safeguards") == "手写的一段。"


def test_a_version_that_comes_back_is_filled_by_answers_again(assistant: Assistant) -> None:
    drafts = assistant.drafts
    turn = drafts.start("帮我写工作基础", as_of=OPEN)
    drafts.save(turn.draft.id, {"foundation": "手写的一段。"})
    drafts.restore(turn.draft.id, 1)
    assert drafts.versions(turn.draft.id)[-1].origin is Origin.RESTORED
    told = "虚构市锻压行业协会\n行业协会\n丁区(虚构)，锻压\n会员企业73家"
    assert "手写的一段" not in text_of(drafts.answer(turn.draft.id, told, as_of=OPEN).draft, "foundation")
    later = drafts.answer(turn.draft.id, "会员企业73家，从业人员约2900人。", as_of=OPEN)
    assert "2900人" in text_of(later.draft, "foundation")


def test_an_answer_beside_a_section_edited_by_hand_is_said_to_be_noted(assistant: Assistant) -> None:
    drafts = assistant.drafts
    turn = drafts.start("帮我写工作基础", as_of=OPEN)
    drafts.answer(turn.draft.id, "虚构市铸件行业协会\n行业协会\n丁区(虚构)，铸造", as_of=OPEN)
    drafts.save(turn.draft.id, {"foundation": "手写的一段。"})
    later = drafts.answer(turn.draft.id, "会员企业61家，从业人员约1800人。", as_of=OPEN)
    assert text_of(later.draft, "foundation") == "手写的一段。"
    assert "正文没有动" in later.message


def test_the_guide_tells_what_the_notice_asks_and_what_we_advise(assistant: Assistant) -> None:
    guide = assistant.drafts.guide()
    assert len(guide.sections) == 5
    assert all(section.title in section.basis for section in guide.sections)
    assert len(guide.directions) == 9
    asks = [ask for section in guide.sections for ask in section.asks]
    assert {ask.official for ask in asks} == {True, False}


def test_days_are_counted_for_the_day_that_is_given(assistant: Assistant, kept: Draft) -> None:
    later = assistant.drafts.regenerate(kept.id, "goals", as_of=date(2025, 7, 21))
    assert any("10天" in warning.text for warning in later.warnings)


@pytest.mark.parametrize(
    ("message", "name", "kind"),
    [
        ("我们是虚构市橡胶行业协会，帮我写工作基础", "虚构市橡胶行业协会", ""),
        ("我们是制造业园区，帮我写工作基础", "", "制造业园区"),
        ("帮我写申报材料，就写我们是国家级示范园区", "", ""),
    ],
)
def test_a_first_message_tells_a_name_a_kind_or_neither(
    assistant: Assistant, message: str, name: str, kind: str
) -> None:
    turn = assistant.drafts.start(message, as_of=OPEN)
    profile = assistant.drafts.profile(turn.draft.id)
    assert (profile.name, profile.kind) == (name, kind)
    assert "国家级" not in "".join(section.text for section in turn.draft.sections)


def test_a_fictional_name_in_the_chat_is_an_answer_and_no_request_to_invent(assistant: Assistant) -> None:
    first = assistant.ask("帮我写工作基础", as_of=OPEN)
    assert first.draft
    second = assistant.ask("虚构市橡胶行业协会，行业协会", conversation=first.conversation, as_of=OPEN)
    assert second.draft == first.draft
    assert assistant.drafts.get(first.draft).applicant == "虚构市橡胶行业协会"
    assistant.ask("会员企业52家，橡胶", conversation=first.conversation, as_of=OPEN)
    profile = assistant.drafts.profile(first.draft)
    assert profile.industry in ("", "橡胶")
    assert any("52家" in fact for fact in profile.facts["foundation"])
