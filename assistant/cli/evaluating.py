"""`evals run`: how well the assistant answers, measured on cases."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import AsOf


def run(
    suite: Annotated[str | None, typer.Option("--suite", metavar="S", help="只评测题库中的一组。")] = None,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE.jsonl", help="另一份题目，代替自带的题库。")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="先收录这个文件夹里的文件。")
    ] = None,
    engine: Annotated[str | None, typer.Option("--engine", metavar="E", help="embedded 或 llm。")] = None,
    as_of: AsOf = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="把结果写成 JSON 文件。")
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", metavar="X", min=0, max=1, help="通过率低于 X 时退出状态为 1。"),
    ] = None,
) -> None:
    """用题库评测，列出没有答好的题与原因。"""
    # Imported here: the assistant itself stands without its evaluations.
    from evals.cli import run as evaluate

    status = evaluate(
        suite=suite,
        cases=cases,
        corpus=corpus,
        json_file=json_file,
        fail_under=fail_under,
        engine=engine,
        as_of=as_of,
    )
    raise typer.Exit(status)
