import os

import pytest

from evals.bench.frame import Figure, medians, percentile, run
from evals.bench.memory import resident


@pytest.mark.parametrize(("value", "status"), [(1.5, 0), (1.6, 1)])
def test_a_figure_above_its_bar_sets_the_exit_status(
    value: float, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [Figure("ratio", value, "×", 1.5), Figure("only to read", 99, "s")]
    assert run("speed", lambda: figures) == status
    assert f"{value:.2f}" in capsys.readouterr().out


@pytest.mark.parametrize(("load", "trusted"), [(0.1, True), (99.0, False)])
def test_a_busy_machine_is_mentioned(
    load: float, trusted: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (load, load, load))
    run("speed", list)
    assert ("not to be trusted" in capsys.readouterr().err) is not trusted


def test_actions_take_turns() -> None:
    calls: list[str] = []
    medians(lambda: calls.append("a"), lambda: calls.append("b"), times=2)
    assert calls == ["a", "b", "a", "b"]


def test_percentiles() -> None:
    values = [float(n) for n in range(101)]
    assert (percentile(values, 0.5), percentile(values, 0.95)) == (50, 95)


def test_resident_memory_counts_what_is_held() -> None:
    before = resident(os.getpid())
    held = bytearray(os.urandom(1_000_000) * 100)
    assert 90 < resident(os.getpid()) - before < 150
    del held
