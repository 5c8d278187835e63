"""What `assistant evals run` does.

The options are declared in `assistant/cli/evaluating.py`; here they are plain arguments.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from assistant.app import Progress
from assistant.errors import AssistantError, InvalidInput, InvalidOption
from assistant.settings import load
from evals import comparison, history, page, report, runner, second_opinion, suites, terminal
from evals.kinds import KINDS

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a person wants evaluated.

    Attributes:
        suite: One of `suites.SUITES`; without it and without anything of their own, the development cases.
        cases: A file of their own cases instead of a suite.
        profiles: A folder of their own profiles with a `gold.json`.
        submissions: A folder of their own submissions with a `gold.json`.
        corpus: A folder of documents (or one document) that are ingested beside the corpus.
        json_file: Where the result file goes.
        html_file: Where the page goes.
        baseline: The result file of an earlier run to compare with.
        fail_under: Least share of passing cases, 0 to 1.
        engine: Which engine answers; without it the configured one.
        as_of: The day for cases that name none.
    """

    suite: str | None = None
    cases: Path | None = None
    profiles: Path | None = None
    submissions: Path | None = None
    corpus: Path | None = None
    json_file: Path | None = None
    html_file: Path | None = None
    baseline: Path | None = None
    fail_under: float | None = None
    engine: str | None = None
    as_of: date | None = None

    @property
    def is_ours(self) -> bool:
        """Whether nothing but the project's own cases and documents is evaluated."""
        return not (self.cases or self.profiles or self.submissions or self.corpus)

    @property
    def title(self) -> str:
        """What is evaluated, in a few words."""
        own = [path.name for path in (self.cases, self.profiles, self.submissions) if path]
        return "、".join(own) or self.suite or suites.DEFAULT


def run(request: Request) -> int:
    """Evaluate, print the report on standard output, and give the exit status; never raises an AssistantError.

    Returns:
        0 done; 1 below `fail_under`, significantly worse than the baseline, or the run failed; 2 wrong usage, cases
        that cannot be used included; 130 interrupted, what there was until then has been written.
    """
    output, errors = Console(), Console(stderr=True)
    options = suites.Options(engine=request.engine, as_of=request.as_of or suites.AS_OF)
    started, clock = datetime.now(UTC), time.perf_counter()
    try:
        _check(request)
        before = report.read(request.baseline) if request.baseline else None
        batches = _batches(request)
        with _bars(errors) as progress:
            outcome = runner.run(batches, options, progress)
            outcome, opinion = _second_opinion(outcome, progress)
        result = report.make(
            suite=request.title,
            started=started,
            seconds=time.perf_counter() - clock,
            engine=request.engine,
            as_of=options.as_of,
            outcome=outcome,
        )
        compared = comparison.compare(before, result) if before else None
        terminal.show(result, compared, output)
        if opinion:
            _say(output, opinion)
        _keep(request, result, compared, errors)
    except AssistantError as error:
        _say(errors, str(error))
        return WRONG_USAGE if isinstance(error, InvalidInput) else FAILED
    return _status(request, result, compared, errors)


def _check(request: Request) -> None:
    """What would otherwise come out only after minutes of asking."""
    if request.fail_under is not None and not 0 <= request.fail_under <= 1:
        raise InvalidOption(f"--fail-under 的值 {request.fail_under} 不对。", "应在 0 与 1 之间，例如 0.7。")
    for file in (request.json_file, request.html_file):
        if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise InvalidOption(f"无法把结果写入 {file}。", "请给出已有文件夹中的一个文件名。")


def _batches(request: Request) -> list[suites.Batch]:
    own = {"drafts": request.profiles, "reviews": request.submissions}
    if request.suite and (request.cases or any(own.values())):
        raise InvalidOption("--suite 不能与自己的题目同时使用。", "请只保留一个。")
    batches = [suites.Batch(request.cases.name, "answers", (request.cases,))] if request.cases else []
    for kind, folder in own.items():
        if folder is not None and kind not in KINDS:
            raise InvalidOption(f"本版本还不能评测 {suites.FOLDERS[kind]}。", "请去掉这个选项。")
        if folder is not None:
            batches.append(suites.of_folder(kind, folder))
    batches = batches or suites.named(request.suite or suites.DEFAULT)
    return suites.with_documents(batches, request.corpus) if request.corpus else batches


def _second_opinion(outcome: runner.Outcome, progress: Progress) -> tuple[runner.Outcome, str]:
    """The outcome with a language model's opinions, and a line on whether there are any."""
    endpoint = second_opinion.Endpoint()
    if not second_opinion.chosen(outcome.results) or not outcome.complete:
        return outcome, ""
    if not endpoint.configured:
        return outcome, (
            "语言模型复核：未进行（没有设置 ASSISTANT_LLM_BASE_URL 与 ASSISTANT_LLM_MODEL）；以上指标都不需要它。"
        )
    results, fault = second_opinion.give(outcome.results, endpoint, progress)
    line = f"语言模型复核（{endpoint.model}）：{f'中途停止，{fault}' if fault else '见上表'}。"
    return outcome.model_copy(update={"results": results}), line


def _keep(
    request: Request, result: report.Report, compared: comparison.Comparison | None, errors: Console
) -> None:
    """Write the files that were asked for; a complete run of our own suites also goes into the home, for the page."""
    home = load().home
    runs = [*history.runs(home, result.suite), history.of(result)]
    html = page.render(result, compared, runs)
    if request.json_file:
        report.write(result, request.json_file)
        _say(errors, f"结果已写入 {request.json_file}")
    if request.html_file:
        report.write_text(request.html_file, html)
        _say(errors, f"网页已写入 {request.html_file}")
    if request.is_ours and result.complete:
        try:
            history.keep(home, result, html)
        except AssistantError as error:
            _say(errors, str(error))


def _status(
    request: Request, result: report.Report, compared: comparison.Comparison | None, errors: Console
) -> int:
    """The exit status, and a line for each reason why it is not 0."""
    if not result.complete:
        _say(errors, f"评测被中断，只完成了 {len(result.results)} 题；已完成的结果照常写入。")
        return INTERRUPTED
    status = DONE
    if request.fail_under is not None and result.summary.rate < request.fail_under:
        _say(errors, f"通过率 {result.summary.rate:.3f}，低于要求的 {request.fail_under}。")
        status = FAILED
    for paired in compared.worse if compared else ():
        _say(
            errors, f"{paired.name or '答复'}比基线显著变差：{len(paired.worse)} 题变错，p = {paired.p:.3f}。"
        )
        status = FAILED
    return status


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)


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
