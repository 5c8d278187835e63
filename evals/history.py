"""The last runs of our own suites, kept in the home: what the page shows, and how the figures have moved."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import NotPermitted
from assistant.models.document import Frozen
from evals.report import Report, write_text
from evals.results import Tally

FOLDER = "evaluations"
PAGE, RESULT, RUNS = "latest.html", "latest.json", "history.jsonl"
KEPT = 50


class Run(Frozen):
    """A run in a line: what it was of, and what passed."""

    suite: str
    started: datetime
    commit: str | None
    all: Tally
    low: float
    high: float
    by_batch: dict[str, Tally]


def of(report: Report) -> Run:
    """The line of a run."""
    return Run(
        suite=report.suite,
        started=report.started,
        commit=report.versions.commit,
        all=report.summary.all,
        low=report.summary.low,
        high=report.summary.high,
        by_batch={name: section.tally for name, section in report.batches.items()},
    )


def runs(home: Path, suite: str) -> list[Run]:
    """Earlier runs of this suite, oldest first. A line that cannot be read is of another version and left out."""
    try:
        lines = (home / FOLDER / RUNS).read_text("utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            run = Run.model_validate_json(line)
        except ValidationError:
            continue
        if run.suite == suite:
            found.append(run)
    return found[-KEPT:]


def keep(home: Path, report: Report, page: str) -> None:
    """Put a run in the place of the last one, and its line behind the others.

    Raises:
        NotPermitted: the home cannot be written to.
    """
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / RUNS).open("a", encoding="utf-8") as lines:
            lines.write(of(report).model_dump_json() + "\n")
    except OSError as error:
        raise NotPermitted(f"无法写入 {folder}。", "评测结果没有保存；请检查数据文件夹的权限。") from error
    for name, text in ((RESULT, report.model_dump_json()), (PAGE, page)):
        # The page may be read at this moment: it sees the old one or the new one, never half of it.
        unfinished = folder / f"{name}.{os.getpid()}"
        write_text(unfinished, text)
        unfinished.replace(folder / name)


def rates(runs: Sequence[Run]) -> list[tuple[float, float, float]]:
    """Pass rate and interval of each run."""
    return [(run.all.rate, run.low, run.high) for run in runs]
