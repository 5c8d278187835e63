from datetime import date
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.errors import InvalidOption
from assistant.settings import Settings
from evals import feedback
from evals.cases import Case, load


@pytest.fixture
def used(own_home: Path) -> Assistant:
    return Assistant.open(Settings(home=own_home, _env_file=None))  # type: ignore[call-arg]


def test_feedback_becomes_cases_that_can_be_read_and_run(used: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "drafts.jsonl"
    try:
        with pytest.raises(InvalidOption, match="还没有人评价过"):
            feedback.write(used, file)
        first = used.ask("申报材料什么时候截止?", as_of=date(2025, 7, 8))
        second = used.ask("那交给谁?", conversation=first.conversation, as_of=date(2025, 7, 8))
        used.ask("你好")
        used.feedback(first.id, "up")
        used.feedback(second.id, "down", "没有说清\n先交区县")
        assert feedback.write(used, file) == 2
        with pytest.raises(InvalidOption, match="已经存在"):
            feedback.write(used, file)
    finally:
        used.close()

    good, bad = sorted(load([file], Case), key=lambda case: len(case.asked))
    assert good.asked == ("申报材料什么时候截止?",)
    assert good.as_of == date(2025, 7, 8)
    assert good.expect.clauses == ("四/(一)",) and good.expect.document == "渝人社发〔2025〕13号"
    assert "好评" in good.note and "2025年7月11日" in good.note
    assert bad.asked == ("申报材料什么时候截止?", "那交给谁?")
    assert "差评：没有说清\n先交区县" in bad.note
    assert bad.expect.clauses == ()
