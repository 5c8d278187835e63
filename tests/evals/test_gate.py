"""The gate that `make test` keeps: the quick suite must not be significantly worse than the committed baseline."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from assistant.app import Assistant
from evals import comparison, gate, report, runner, suites


@pytest.fixture
def quick(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> report.Report:
    """The quick suite on the index that the session has built anyway."""

    @contextmanager
    def scratch(*_: object) -> Iterator[Assistant]:
        yield assistant

    monkeypatch.setattr(runner, "scratch_assistant", scratch)
    outcome = runner.run(suites.named(gate.SUITE), suites.Options(), lambda *_: None)
    return report.make(
        suite=gate.SUITE,
        started=datetime.now(UTC),
        seconds=0.0,
        engine=None,
        as_of=suites.AS_OF,
        outcome=outcome,
    )


def test_the_quick_suite_is_no_worse_than_the_baseline_and_a_broken_product_would_be(
    quick: report.Report,
) -> None:
    baseline = report.read(gate.BASELINE)
    compared = comparison.compare(baseline, quick)
    lost = [f"{change.key}: {change.why}" for paired in compared.pairs for change in paired.worse]
    assert compared.worse == [], "significantly worse than the baseline:\n" + "\n".join(lost)

    # The same run with eight answers spoilt: the gate must close.
    failed = [r for r in baseline.results if not r.passed]
    spoilt = quick.model_copy(
        update={
            "results": tuple(
                r.model_copy(update={"failing": failed[0].failing}) if r.kind == "answers" and n < 8 else r
                for n, r in enumerate(quick.results)
            )
        }
    )
    assert [paired.name for paired in comparison.compare(baseline, spoilt).worse] == [""]


def test_the_baseline_knows_every_case_of_the_quick_suite() -> None:
    baseline = report.read(gate.BASELINE)
    assert {r.batch for r in baseline.results} == {b.name for b in suites.named(gate.SUITE)}
    assert gate.BASELINE.stat().st_size < 500_000
