"""What a person relies on when documents come and go."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import AssistantError, InvalidOption, NotFound
from assistant.settings import Settings

TEXT = """江北示范办公室关于做好样板车间建设工作的通知
江样发〔2026〕5号
一、建设范围
全市制造企业。
二、时间安排
请于2026年5月20日前报市样板办。
"""

ORIGINAL = """关于加强人力资源服务助力制造业高质量发展的意见
人社部发〔2024〕86号
一、总体要求
促进融合。
"""


@pytest.fixture
def library(own_home: Path) -> Iterator[Assistant]:
    opened = Assistant.open(Settings(home=own_home, _env_file=None))  # type: ignore[call-arg]
    yield opened
    opened.close()


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(TEXT, "utf-8")
    return path


def identifiers(library: Assistant) -> list[str]:
    return [d.id for d in library.documents()]


def test_an_added_file_is_listed_and_answered_from(library: Assistant, notice: Path) -> None:
    added = library.ingest([notice])
    assert [a.change for a in added] == ["added"]
    assert added[0].document.number == "江样发〔2026〕5号"
    assert "5月20日" in library.ask("样板车间建设什么时候前要报市样板办？").answer


def test_the_same_file_again_changes_nothing(library: Assistant, notice: Path) -> None:
    library.ingest([notice])
    before = identifiers(library)
    assert [a.change for a in library.ingest([notice])] == ["unchanged"]
    assert identifiers(library) == before


def test_a_changed_file_replaces_its_own_text_only(library: Assistant, notice: Path) -> None:
    library.ingest([notice])
    before = identifiers(library)
    notice.write_text(TEXT.replace("5月20日", "6月18日"), "utf-8")
    assert [a.change for a in library.ingest([notice])] == ["replaced"]
    assert identifiers(library) == before
    answer = library.ask("样板车间建设什么时候前要报市样板办？").answer
    assert "6月18日" in answer
    assert "5月20日" not in answer


def test_a_removed_document_is_gone_and_a_built_in_one_stays_hidden(library: Assistant, notice: Path) -> None:
    own = library.ingest([notice])[0].document.id
    built_in = next(d.id for d in library.documents() if d.provenance == "sample")
    library.remove(own)
    library.remove(built_in)
    assert not {own, built_in} & set(identifiers(library))
    library.ingest([notice])
    assert built_in not in identifiers(library)
    with pytest.raises(NotFound):
        library.document(built_in)


def test_a_digest_steps_aside_for_the_original_of_its_number(library: Assistant, tmp_path: Path) -> None:
    digest = next(d for d in library.documents() if d.number == "人社部发〔2024〕86号")
    original = tmp_path / "original.txt"
    original.write_text(ORIGINAL, "utf-8")
    library.ingest([original], kind="ministry")
    now = [d for d in library.documents() if d.number == digest.number]
    assert [d.provenance for d in now] == ["original"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.write_bytes(b""),
        lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        lambda p: p.unlink(missing_ok=True),
    ],
    ids=["empty", "not text", "missing"],
)
def test_one_bad_file_among_good_ones_leaves_everything_as_it_was(
    library: Assistant, notice: Path, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    bad = tmp_path / "bad.txt"
    spoil(bad)
    before = identifiers(library)
    with pytest.raises(AssistantError) as caught:
        library.ingest([notice, bad])
    assert caught.value.hint
    assert identifiers(library) == before


def test_an_unknown_kind_is_refused(library: Assistant, notice: Path) -> None:
    with pytest.raises(InvalidOption):
        library.ingest([notice], kind="poem")


def test_without_an_embedding_questions_are_still_answered(tmp_path: Path) -> None:
    lexical = Assistant(Settings(home=tmp_path / "home", _env_file=None), None)  # type: ignore[call-arg]
    answer = lexical.ask("申报材料什么时候截止?")
    health = lexical.health()
    lexical.close()
    assert "7月11日" in answer.answer
    assert health.embedding == "lexical"
