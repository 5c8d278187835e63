import argparse
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from evals.bench import first_words, load, peer, scale, side
from evals.bench.frame import between


@pytest.mark.parametrize(
    ("script", "usual", "given", "meant"),
    [
        (peer, {"rounds": 2}, ["--rounds", "1"], {"rounds": 1}),
        (
            load,
            {"users": 50, "seconds": 60},
            ["--users", "2", "--seconds", "1"],
            {"users": 2, "seconds": 1},
        ),
        (first_words, {"times": 5}, ["--times", "3"], {"times": 3}),
        (scale, {"sizes": (1, 10, 100)}, ["--sizes", "1", "3"], {"sizes": [1, 3]}),
    ],
)
def test_a_script_knows_its_arguments(
    script: ModuleType, usual: dict[str, Any], given: list[str], meant: dict[str, Any]
) -> None:
    assert (vars(script.arguments([])), vars(script.arguments(given))) == (usual, meant)


@pytest.mark.parametrize(
    ("parse", "given"),
    [
        (peer.arguments, ["--rounds", "6"]),
        (load.arguments, ["--users", "0"]),
        (scale.arguments, ["--sizes", "1001"]),
        (load.arguments, ["--seconds", "601"]),
        (first_words.arguments, ["--times", "-1"]),
        (side.arguments, ["theirs", "ask", "."]),
    ],
)
def test_no_script_runs_without_bounds(
    parse: Callable[[list[str]], Any], given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(given)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_one_side_is_told_where_it_works(tmp_path: Path) -> None:
    options = side.arguments(["plain", "ingest", str(tmp_path)])
    assert (options.side, options.step, options.folder) == ("plain", "ingest", tmp_path)


@pytest.mark.parametrize("text", ["1", "9"])
def test_a_number_within_its_bounds(text: str) -> None:
    assert between(1, 9)(text) == int(text)


@pytest.mark.parametrize("text", ["0", "10", "-1", "x", ""])
def test_a_number_outside_its_bounds(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 to 9"):
        between(1, 9)(text)


def test_a_crowd_shares_the_questions_and_an_error_sends_a_user_away() -> None:
    asked: list[str] = []

    def ask(text: str) -> None:
        asked.append(text)
        if text in "bf" or asked.count(text) > 1:
            raise httpx.ReadTimeout("slow")

    outcome = load.crowd(ask, list("abcdef"), 2, 30)
    # The first user gets round a, c, e until a comes again; the second goes away at once.
    assert sorted(asked) == ["a", "a", "b", "c", "e"]
    assert (outcome.errors, len(outcome.durations)) == (2, 3)


def test_the_first_words_are_timed_and_a_stream_without_any_is_an_error() -> None:
    def stream(*events: str) -> httpx.Client:
        body = "".join(f"event: {event}\ndata: {{}}\n\n" for event in events)
        return httpx.Client(
            base_url="http://127.0.0.1",
            transport=httpx.MockTransport(lambda _: httpx.Response(200, text=body)),
        )

    with stream("status", "delta", "delta", "answer") as http:
        assert first_words.first_words(http, "何时截止？") > 0
    with stream("status", "answer") as http, pytest.raises(SystemExit):
        first_words.first_words(http, "何时截止？")
