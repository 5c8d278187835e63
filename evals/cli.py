"""What `assistant evals run` does.

The options are declared in `assistant/cli/evaluating.py`; here they are plain arguments.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from assistant.app import Progress
from assistant.errors import AssistantError, InvalidInput, InvalidOption
from evals import report, runner, suites

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def run(
    *,
    suite: str | None = None,
    cases: Path | None = None,
    corpus: Path | None = None,
    json_file: Path | None = None,
    fail_under: float | None = None,
    engine: str | None = None,
    as_of: date | None = None,
) -> int:
    """Evaluate, print the report on standard output, and give the exit status; never raises an AssistantError.

    Args:
        suite: One of `suites.SUITES`; without it and without `cases`, the development cases.
        cases: A file of somebody's own cases instead of a suite.
        corpus: A folder of documents (or one document) that are ingested beside the corpus.
        json_file: Where the result file goes.
        fail_under: Least share of passing cases, 0 to 1.
        engine: Which engine answers; without it the configured one.
        as_of: The day for cases that name none.

    Returns:
        0 done; 1 below `fail_under`, or the run failed; 2 wrong usage, cases that cannot be used included.
    """
    output, errors = Console(), Console(stderr=True)
    options = runner.Options(engine=engine, as_of=as_of or runner.AS_OF)
    started, clock = datetime.now(UTC), time.perf_counter()
    try:
        _check(fail_under, json_file)
        batches = _batches(suite, cases, corpus)
        with _bars(errors) as progress:
            outcome = runner.run(batches, options, progress)
        result = report.make(
            suite=suite or (cases.name if cases else suites.DEFAULT),
            started=started,
            seconds=time.perf_counter() - clock,
            engine=engine,
            as_of=options.as_of,
            outcome=outcome,
        )
        report.show(result, output)
        if json_file:
            report.write(result, json_file)
            errors.print(f"结果已写入 {json_file}", markup=False, highlight=False, soft_wrap=True)
    except AssistantError as error:
        errors.print(str(error), markup=False, highlight=False, soft_wrap=True)
        return WRONG_USAGE if isinstance(error, InvalidInput) else FAILED
    if fail_under is not None and result.summary.rate < fail_under:
        message = f"通过率 {result.summary.rate:.3f}，低于要求的 {fail_under}。"
        errors.print(message, markup=False, highlight=False, soft_wrap=True)
        return FAILED
    return DONE


def _check(fail_under: float | None, json_file: Path | None) -> None:
    """What would otherwise come out only after minutes of asking."""
    if fail_under is not None and not 0 <= fail_under <= 1:
        raise InvalidOption(f"--fail-under 的值 {fail_under} 不对。", "应在 0 与 1 之间，例如 0.7。")
    if json_file is not None and (json_file.is_dir() or not json_file.absolute().parent.is_dir()):
        raise InvalidOption(f"无法把结果写入 {json_file}。", "请给出已有文件夹中的一个文件名。")


def _batches(suite: str | None, cases: Path | None, corpus: Path | None) -> list[suites.Batch]:
    if suite and cases:
        raise InvalidOption("--suite 与 --cases 不能同时使用。", "请只保留一个。")
    batches = [suites.Batch(cases.name, (cases,))] if cases else suites.named(suite or suites.DEFAULT)
    return suites.with_documents(batches, corpus) if corpus else batches


@contextmanager
def _bars(console: Console) -> Iterator[Progress]:
    """Progress bars on standard error: one for each label."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label)
            bars.update(tasks[label], completed=done, total=total)

        yield progress
