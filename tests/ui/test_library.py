from pathlib import Path

import pytest
from made import Library, citation, view

from assistant.models.document import Provenance
from ui import library, upload
from ui.place import Place, of_citation


def test_the_official_documents_come_first() -> None:
    sample = view(id="s", title="样例", provenance=Provenance.SAMPLE)
    official = view(id="o", title="原文", provenance=Provenance.ORIGINAL)
    html = library.shelf(Library(sample, view(), official))  # type: ignore[arg-type]
    assert html.index(">原文<") < html.index("关于&lt;试点&gt;的通知") < html.index(">样例<")


def test_a_place_is_opened_with_its_words_marked() -> None:
    html = library.reader(Library(view()), of_citation(citation()).place)  # type: ignore[arg-type]
    assert 'data-goto="clause-1"' in html and html.count("<mark>") == 1


def test_a_document_without_a_place_opens_at_its_beginning() -> None:
    html = library.reader(Library(view()), Place(document="notice", clause=""))  # type: ignore[arg-type]
    assert "data-goto" not in html and "<mark>" not in html


def test_a_document_that_is_gone_says_so() -> None:
    assert 'role="alert"' in library.reader(Library(), Place(document="x", clause=""))  # type: ignore[arg-type]


def test_only_what_lies_among_the_uploads_is_accepted(tmp_path: Path) -> None:
    scratch, secret = tmp_path / "uploads", tmp_path / "secret.md"
    (scratch / "hash").mkdir(parents=True)
    secret.write_text("秘密", "utf-8")
    (scratch / "hash" / "link.md").symlink_to(secret)
    for path in (secret, scratch / ".." / "secret.md", scratch / "hash" / "link.md", scratch, "", "\x00"):
        assert upload.accept(scratch, str(path), "名") is None
    assert secret.exists()


def test_an_upload_has_a_folder_of_its_own_until_it_is_discarded(tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "hash").mkdir(exist_ok=True)
        (tmp_path / "hash" / "通知.md").write_text("一、话", "utf-8")
    accepted = upload.accept(tmp_path, str(tmp_path / "hash" / "通知.md"), "原名.md")
    assert accepted is not None and accepted.path.name == "通知.md" and accepted.name == "原名.md"
    assert accepted.path.parent.parent == tmp_path and accepted.path.read_text("utf-8") == "一、话"
    accepted.discard()
    accepted.discard()
    assert not accepted.path.parent.exists()


def test_what_a_killed_server_left_waiting_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "hash").mkdir()
    (tmp_path / "hash" / "通知.md").write_text("一、话", "utf-8")
    left = upload.accept(tmp_path, str(tmp_path / "hash" / "通知.md"), "")
    assert left is not None
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "没有取走的.docx").write_text("一、话", "utf-8")
    upload.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    upload.sweep(tmp_path / "nowhere")


@pytest.mark.parametrize("field", [{"issued": "昨天"}, {"kind": "poem"}])
def test_what_cannot_be_a_day_or_a_kind_is_refused(field: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        upload.Sheet.model_validate(field)
