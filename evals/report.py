"""What a run found, as one JSON file."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import InvalidOption, NotPermitted
from assistant.models.answer import Status
from assistant.models.document import Frozen
from evals.kinds import KINDS
from evals.results import CaseResult, Figure, Tally, tally
from evals.runner import Outcome
from evals.statistics import interval, means, percentile
from evals.versions import Versions

UNANSWERED = frozenset(Status) - {Status.ANSWERED}


class Section(Frozen):
    """The figures of one batch. `low` and `high` are the 95 % interval of its pass rate."""

    kind: str
    tally: Tally
    low: float
    high: float
    holdout: Tally
    by_category: dict[str, Tally]
    figures: tuple[Figure, ...]
    p50_ms: float
    p95_ms: float


class Summary(Frozen):
    """The figures of a run. `wrong` answers failed, `silent` ones held back what the documents say.

    Retrieval and the verifier are parts inside; what they passed counts only where nothing else was evaluated.
    """

    all: Tally
    rate: float
    low: float
    high: float
    by_category: dict[str, Tally]
    by_batch: dict[str, Tally]
    holdout: Tally
    wrong: int
    silent: int
    p50_ms: float
    p95_ms: float


class Report(Frozen):
    """The result file. A figure is only comparable with one of the same suite and the same case files.

    `complete` is False if the run was interrupted: the figures are over the cases until then.
    """

    suite: str
    started: datetime
    seconds: float
    complete: bool
    engine: str | None
    as_of: date
    versions: Versions
    summary: Summary
    batches: dict[str, Section]
    results: tuple[CaseResult, ...]


def make(
    suite: str, started: datetime, seconds: float, engine: str | None, as_of: date, outcome: Outcome
) -> Report:
    """The report of a run."""
    return Report(
        suite=suite,
        started=started,
        seconds=round(seconds, 1),
        complete=outcome.complete,
        engine=engine,
        as_of=as_of,
        versions=outcome.versions,
        summary=summarise(outcome.results),
        batches={
            name: _section([r for r in outcome.results if r.batch == name])
            for name in dict.fromkeys(r.batch for r in outcome.results)
        },
        results=outcome.results,
    )


def counted(results: Sequence[CaseResult]) -> list[CaseResult]:
    """The results that the pass rate is over."""
    product = [r for r in results if not KINDS[r.kind].COMPONENT]
    return product or list(results)


def summarise(results: Sequence[CaseResult]) -> Summary:
    """The figures over all results."""
    results = counted(results)
    everything = tally(results)
    low, high = interval([float(r.passed) for r in results])
    latencies = [r.milliseconds for r in results if r.status is not None]
    return Summary(
        all=everything,
        rate=everything.rate,
        low=low,
        high=high,
        by_category=tallies(results, lambda r: r.category),
        by_batch=tallies(results, lambda r: r.batch),
        holdout=tally([r for r in results if r.holdout]),
        wrong=sum(1 for r in results if r.status == Status.ANSWERED and not r.passed),
        silent=sum(1 for r in results if r.expected == Status.ANSWERED and r.status in UNANSWERED),
        p50_ms=percentile(latencies, 0.5),
        p95_ms=percentile(latencies, 0.95),
    )


def tallies(results: Sequence[CaseResult], key: Callable[[CaseResult], str]) -> dict[str, Tally]:
    """One tally for each value of `key`, in the order in which they come up."""
    names = dict.fromkeys(key(r) for r in results)
    return {name: tally([r for r in results if key(r) == name]) for name in names}


def write(report: Report, file: Path) -> None:
    """The report as one JSON file.

    Raises:
        NotPermitted: it cannot be written.
    """
    write_text(file, report.model_dump_json(indent=1) + "\n")


def write_text(file: Path, text: str) -> None:
    """A text file, with the error that a person can act on.

    Raises:
        NotPermitted: it cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotPermitted(f"无法写入 {file}。", "请换一个有权写入的位置。") from error


def read(file: Path) -> Report:
    """A report that was written before.

    Raises:
        InvalidOption: it is not there, or is none.
    """
    try:
        return Report.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InvalidOption(f"无法读取评测结果 {file}。", "请检查路径与权限。") from error
    except ValidationError as error:
        raise InvalidOption(
            f"{file} 不是本版本能读的评测结果。", "请用 assistant evals run --json 重新生成。"
        ) from error


def _section(results: Sequence[CaseResult]) -> Section:
    kind = KINDS[results[0].kind]
    low, high = interval([float(r.passed) for r in results])
    latencies = [r.milliseconds for r in results if r.status is not None]
    return Section(
        kind=results[0].kind,
        tally=tally(results),
        low=low,
        high=high,
        holdout=tally([r for r in results if r.holdout]),
        by_category=tallies(results, lambda r: r.category),
        figures=tuple([*means(results, kind.SCORES), *kind.figures(results)]),
        p50_ms=percentile(latencies, 0.5),
        p95_ms=percentile(latencies, 0.95),
    )
