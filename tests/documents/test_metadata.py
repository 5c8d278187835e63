"""What a document says of itself: title, number, issuers, day of issue; and the id made of it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.loading import Overrides, parse_source
from assistant.documents.metadata import identify
from assistant.documents.readers import Source
from assistant.errors import UnreadableFile
from assistant.models.document import DocumentKind, Metadata, Provenance

BODY = "各单位:\n现通知如下:\n一、要求\n抓好落实,及时反馈。\n"


def described(text: str, **front: object) -> Metadata:
    return parse_source(Source(text, dict(front)), "某通知.txt", Overrides()).document.meta


@pytest.mark.parametrize(
    ("head", "title", "number"),
    [
        ("关于做好工作的通知\n江体发〔2026〕21号\n", "关于做好工作的通知", "江体发〔2026〕21号"),
        (
            "江澜市体育局\n江澜市财政局\n关于做好工作的通知\n江体发〔2026〕21号\n",
            "关于做好工作的通知",
            "江体发〔2026〕21号",
        ),
        (
            "江澜市体育局文件\n江体发〔2026〕21号\n关于做好工作的通知\n",
            "关于做好工作的通知",
            "江体发〔2026〕21号",
        ),
        (
            "关于开展体育空间\n试点工作的通知\n江体发[2026]21号\n",
            "关于开展体育空间试点工作的通知",
            "江体发[2026]21号",
        ),
        ("文号：江体发（2026）21号\n关于做好工作的通知\n", "关于做好工作的通知", "江体发（2026）21号"),
        ("关于成立领导小组\n办公室的通知\n", "关于成立领导小组办公室的通知", ""),
        ("# 关于做好工作的通知\n\n", "关于做好工作的通知", ""),
        ("2026-08-06\n关于做好工作的通知\n", "关于做好工作的通知", ""),
    ],
)
def test_title_and_number_stand_in_the_head(head: str, title: str, number: str) -> None:
    meta = described(head + BODY)
    assert (meta.title, meta.number) == (title, number)


def test_a_notice_without_a_title_takes_that_of_the_plan_it_issues() -> None:
    text = "各单位:\n现印发给你们,请执行。\n江澜市体育局\n2026年8月6日\n江澜市体育试点方案\n一、目标\n建成若干。\n"
    assert described(text).title == "江澜市体育试点方案"


def test_a_text_without_anything_is_called_after_its_file() -> None:
    assert described("一、要求\n抓好落实,及时反馈。\n").title == "某通知"


@pytest.mark.parametrize(
    ("tail", "issuers"),
    [
        ("江澜市体育局\n江澜市财政局\n2026年8月6日\n", ("江澜市体育局", "江澜市财政局")),
        ("江澜市体育局  江澜市财政局\n2026年8月6日\n", ("江澜市体育局", "江澜市财政局")),
        ("附件:申报书\n江澜市人民政府办公室\n2026年8月6日\n", ("江澜市人民政府办公室",)),
    ],
)
def test_the_issuers_sign_in_the_tail(tail: str, issuers: tuple[str, ...]) -> None:
    meta = described("关于做好工作的通知\n" + BODY + tail)
    assert (meta.issuers, meta.issued) == (issuers, date(2026, 8, 6))


def test_without_a_signature_the_head_names_issuers_and_day() -> None:
    meta = described("江澜市体育局\n关于做好工作的通知\n2026年8月6日\n" + BODY)
    assert (meta.issuers, meta.issued) == (("江澜市体育局",), date(2026, 8, 6))


def test_front_matter_goes_before_the_text_and_a_persons_word_before_both() -> None:
    source = Source(
        "关于做好工作的通知\n" + BODY, {"title": "前言的标题", "issued": "2026-01-02", "kind": "case"}
    )
    said = Overrides(title="本人的标题")
    meta = parse_source(source, "某通知.txt", said).document.meta
    assert (meta.title, meta.issued, meta.kind) == ("本人的标题", date(2026, 1, 2), DocumentKind.CASE)


@pytest.mark.parametrize(
    "front", [{"author": "某人"}, {"kind": "novel"}, {"provenance": "rumour"}, {"issued": "上个月"}]
)
def test_front_matter_that_means_nothing_is_refused_in_plain_words(front: dict[str, object]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        described(BODY, **front)
    assert refused.value.message and refused.value.hint


# --- ids ---------------------------------------------------------------------------------------------------------

METADATA = st.builds(
    Metadata,
    title=st.text(min_size=1, max_size=80),
    number=st.text(max_size=40),
    kind=st.sampled_from(DocumentKind),
    provenance=st.sampled_from(Provenance),
)


@given(METADATA)
def test_an_id_is_ascii_short_and_the_same_on_every_run(meta: Metadata) -> None:
    found = identify(meta)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= 100
    assert found == identify(meta.model_copy(update={"source": "elsewhere", "issuers": ("某局",)}))


def test_an_id_is_made_of_number_kind_and_provenance() -> None:
    meta = Metadata(title="关于做好工作的通知", number="渝人社发〔2025〕13号")
    assert identify(meta) == "yu-ren-she-fa-2025-13-hao-notice-original"
    digest = meta.model_copy(update={"provenance": Provenance.DIGEST})
    assert identify(digest) == "yu-ren-she-fa-2025-13-hao-notice-digest"


def test_long_titles_that_differ_only_at_the_end_have_different_ids() -> None:
    title = "关于开展二零二六年度老旧厂房改造社区体育空间试点项目申报工作有关事项的补充通知"
    assert identify(Metadata(title=title + "一")) != identify(Metadata(title=title + "二"))
