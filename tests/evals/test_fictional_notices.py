from pathlib import Path

from assistant.documents.loading import load
from evals.bench.notices import notices


def test_fictional_notices_are_repeatable_different_and_labelled() -> None:
    made = list(notices(200))
    assert made == list(notices(200))
    assert made[:3] != list(notices(3, seed=2))
    assert len({notice.title for notice in made}) == len({notice.question for notice in made}) == 200
    assert all("虚构样例" in notice.text for notice in made)


def test_the_product_reads_them_as_notices_with_a_deadline(tmp_path: Path) -> None:
    for notice in notices(5):
        file = tmp_path / "notice.txt"
        file.write_text(notice.text, "utf-8")
        parsed = load(file, 100_000)
        assert parsed.document.meta.title == notice.title
        assert notice.clause in {fact.clause for fact in parsed.facts if fact.due is not None}
