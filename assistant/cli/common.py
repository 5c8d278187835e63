"""What several commands share: their options, and the opened assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import progress
from assistant.models.day import parse_day

if TYPE_CHECKING:
    from assistant.app import Assistant, Progress


def day(text: str) -> date:
    """An option's day; wrong usage when it is none."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day, metavar="YYYY-MM-DD", help="以哪一天为准，默认今天（北京时间）。"),
]
Json = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 值。")]


@contextmanager
def opened(report: "Progress | None" = None) -> Iterator["Assistant"]:
    """The assistant of this home, with an index that is not stale; closed again afterwards.

    Args:
        report: Told how a build goes on; without it, people are.
    """
    # Imported here: a help page or a mistyped option should not wait for the index's libraries.
    from assistant.app import Assistant
    from assistant.settings import load

    with progress() as shown:
        assistant = Assistant.open(load(), report or shown)
    try:
        yield assistant
    finally:
        assistant.close()
