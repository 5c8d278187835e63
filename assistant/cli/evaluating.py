"""`evals run`: how well the assistant answers, measured on cases; `evals cases`: cases out of feedback."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.common import AsOf, opened
from assistant.cli.output import say


def run(
    suite: Annotated[str | None, typer.Option("--suite", metavar="S", help="只评测题库中的一组。")] = None,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="FILE.jsonl", help="另一份题目，代替自带的题库。")
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="先收录这个文件夹里的文件。")
    ] = None,
    profiles: Annotated[
        Path | None,
        typer.Option("--profiles", metavar="DIR", help="评测这个文件夹里的申报人资料（含 gold.json）。"),
    ] = None,
    submissions: Annotated[
        Path | None,
        typer.Option("--submissions", metavar="DIR", help="评测这个文件夹里的申报材料（含 gold.json）。"),
    ] = None,
    engine: Annotated[str | None, typer.Option("--engine", metavar="E", help="embedded 或 llm。")] = None,
    as_of: AsOf = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="把结果写成 JSON 文件。")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="把结果写成一个网页文件。")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="与这份 JSON 结果比较；显著变差时退出状态为 1。"),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", metavar="X", min=0, max=1, help="通过率低于 X 时退出状态为 1。"),
    ] = None,
) -> None:
    """用题库评测，列出没有答好的题与原因。"""
    # Imported here: the assistant itself stands without its evaluations.
    from evals.cli import Request
    from evals.cli import run as evaluate

    request = Request(
        suite=suite,
        cases=cases,
        profiles=profiles,
        submissions=submissions,
        corpus=corpus,
        json_file=json_file,
        html_file=html_file,
        baseline=baseline,
        fail_under=fail_under,
        engine=engine,
        as_of=as_of,
    )
    raise typer.Exit(evaluate(request))


def cases(
    feedback: Annotated[
        Path, typer.Option("--from-feedback", metavar="FILE.jsonl", help="把草稿写入这个新文件。")
    ],
) -> None:
    """把网页上得到的评价变成用例草稿，补全后即可用 evals run --cases 评测。"""
    from evals.feedback import write

    with opened() as assistant:
        count = write(assistant, feedback)
    say(f"已写出 {count} 条用例草稿：{feedback}。请补全每条 note 里说明的内容。")
