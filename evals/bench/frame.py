"""What every benchmark needs: repeated timing, and one way of printing figures against their bars."""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured value. `bar` is the most it may be; without one it stands there to be read."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its bar."""
        return self.bar is None or self.value <= self.bar


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def medians(*actions: Callable[[], object], times: int = 5) -> list[float]:
    """The median duration of each action in seconds.

    They take turns, so that a machine that is busy for a while slows all of them and not one.
    """
    rounds = [[seconds(action) for action in actions] for _ in range(times)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    return sorted(values)[int(share * (len(values) - 1))]


def between(least: int, most: int) -> Callable[[str], int]:
    """For argparse: a whole number within bounds, so that no benchmark runs without end."""

    def parse(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() else least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"not a whole number from {least} to {most}: {text!r}")
        return number

    return parse


def run(title: str, measure: Callable[[], Sequence[Figure]]) -> int:
    """Measure, print the figures and give the exit status: 0 if all bars are held, else 1."""
    busy = _busy()
    figures = measure()
    show(title, figures)
    if busy:
        print(f"not to be trusted: {busy}", file=sys.stderr)
    return 0 if all(figure.holds for figure in figures) else 1


def show(title: str, figures: Sequence[Figure]) -> None:
    """Print the figures beside their bars."""
    table = Table("figure", title=title)
    for column in ("value", "bar"):
        table.add_column(column, justify="right")
    for figure in figures:
        bar = "" if figure.bar is None else f"≤ {figure.bar:g}"
        style = None if figure.holds else "red"
        table.add_row(figure.name, f"{figure.value:.2f} {figure.unit}", bar, style=style)
    Console().print(table)


def _busy() -> str:
    """What speaks against measuring now; empty if nothing does."""
    if not hasattr(os, "getloadavg"):
        return ""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"the machine was busy (load {load:.1f} on {cores} cores)" if load > cores / 2 else ""
