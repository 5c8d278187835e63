"""Nothing knows this notice: another one answers as well, and a changed one gives what it was changed to."""

from datetime import date
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.models.answer import Status
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
NOTICE = ROOT / "corpus" / "notices" / "cq-hrss-2025-13.md"
FICTIONAL = ROOT / "tests" / "data" / "notices" / "fictional-notice.txt"
DAY = date(2025, 7, 8)


def opened(home: Path, corpus: Path | None = None) -> Assistant:
    return Assistant.open(Settings(home=home, corpus=corpus, _env_file=None))  # type: ignore[call-arg]


def test_a_second_notice_of_another_numbering_style_is_answered_from(own_home: Path) -> None:
    assistant = opened(own_home)
    assistant.ingest([FICTIONAL])
    answer = assistant.ask("老旧厂房改造社区体育空间试点的申报材料哪天几点前要交？", as_of=date(2026, 9, 1))
    assistant.close()
    assert "9月20日17时" in answer.answer
    assert answer.citations[0].clause.startswith("第四章/第九条")


def test_the_governing_notice_still_answers_beside_it(own_home: Path) -> None:
    assistant = opened(own_home)
    assistant.ingest([FICTIONAL])
    answer = assistant.ask("人力资源服务业与制造业融合发展试点什么时候申报截止？", as_of=DAY)
    assistant.close()
    assert "7月11日" in answer.answer


@pytest.fixture
def changed(tmp_path: Path) -> Assistant:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = NOTICE.read_text("utf-8")
    for old, new in (
        ("7月11日", "6月19日"),
        ("高等院校", "中等学校"),
        ("赵飞", "钱明"),
        ("86868885", "61112222"),
    ):
        assert old in text
        text = text.replace(old, new)
    (corpus / "notice.md").write_text(text, "utf-8")
    return opened(tmp_path / "home", corpus)


def test_a_changed_corpus_gives_the_changed_facts(changed: Assistant) -> None:
    deadline = changed.ask("申报材料什么时候截止?", as_of=date(2025, 6, 9))
    university = changed.ask("我们是一所大学,能承担试点吗?", as_of=DAY)
    contact = changed.ask("联系人和电话是什么?", as_of=DAY)
    changed.close()
    assert "6月19日" in deadline.answer
    assert "10天" in deadline.answer
    assert "7月11日" not in deadline.answer
    assert university.status is Status.ABSTAINED
    assert "钱明" in contact.answer
    assert "61112222" in contact.answer


def test_without_a_contact_the_issuing_bodies_are_named(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    kept = [line for line in NOTICE.read_text("utf-8").splitlines() if "联系电话" not in line]
    (corpus / "notice.md").write_text("\n".join(kept), "utf-8")
    assistant = opened(tmp_path / "home", corpus)
    answer = assistant.ask("补贴多少钱?", as_of=DAY)
    assistant.close()
    assert answer.status is Status.ABSTAINED
    assert "重庆市人力资源和社会保障局" in answer.answer
