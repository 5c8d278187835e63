"""The index while several processes use one home: real processes, and one of them killed."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from processes import environment

NOTICE = """关于开展虚构试点工作的通知
虚构人社发〔2031〕1号
一、申报
请各单位于2031年7月11日前将申报表报送市虚构局。
"""
CAMP = """关于举办第{number}届虚构训练营的通知
虚构人社〔2031〕{number}7号
一、报名
请于2031年4月{number}日前将第{number}届训练营报名表报送虚构训练办公室。
"""

Assist = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def assist(home: Path, tmp_path: Path) -> Assist:
    """Starts `assistant …` on a home of its own with a corpus of one short notice, which is indexed quickly."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "notice.txt").write_text(NOTICE, "utf-8")
    variables = {**environment(home), "ASSISTANT_CORPUS": str(corpus)}

    def assist(*arguments: str | Path, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "assistant", *map(str, arguments)],
            env=variables,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
        )

    return assist


@pytest.fixture
def camp(tmp_path: Path) -> Callable[[int], Path]:
    """Writes the notice of a training camp."""

    def camp(number: int) -> Path:
        path = tmp_path / f"训练营{number}.txt"
        path.write_text(CAMP.format(number=number), "utf-8")
        return path

    return camp


def done(process: subprocess.Popen[str]) -> str:
    """What a process has said, once it has ended well."""
    output, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return output


@contextmanager
def serving(assist: Assist) -> Iterator[httpx.Client]:
    process = assist("serve", "--port", "0", stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    address = re.search(r"http://\S+", process.stdout.readline())
    assert address
    with httpx.Client(base_url=address[0], timeout=60) as client:
        yield client
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 0


def answer(client: httpx.Client, question: str) -> str:
    response = client.post("/api/v1/ask", json={"question": question, "as_of": "2031-01-01"})
    assert response.status_code == 200, response.text
    return str(response.json()["answer"])


def test_a_served_copy_goes_on_answering_and_takes_up_what_other_processes_ingest(
    assist: Assist, camp: Callable[[int], Path]
) -> None:
    with serving(assist) as client:
        assert "7月11日" in answer(client, "申报表什么时候交？")
        given, ended = [], threading.Event()

        def chat() -> None:
            while not ended.is_set():
                given.append(answer(client, "申报表什么时候交？"))

        chatting = threading.Thread(target=chat)
        chatting.start()
        # Two ingests at once, and a question on the command line, all beside the running server.
        processes = [
            assist("ingest", camp(1)),
            assist("ingest", camp(2)),
            assist("ask", "申报表什么时候交？"),
        ]
        said = [done(process) for process in processes]
        ended.set()
        chatting.join()
        assert "已收录" in said[0] and "已收录" in said[1] and "7月11日" in said[2]
        assert len(given) > 1 and all("7月11日" in text for text in given)
        for number in (1, 2):
            assert f"4月{number}日" in answer(
                client, f"《关于举办第{number}届虚构训练营的通知》的报名表什么时候交？"
            )
        assert len(client.get("/api/v1/documents").json()) == 3


def test_a_build_that_is_killed_costs_nothing(
    assist: Assist, camp: Callable[[int], Path], home: Path
) -> None:
    done(assist("corpus", "list"))
    before = generations(home)
    ingesting = assist("ingest", camp(1))
    until(lambda: generations(home) - before)
    ingesting.send_signal(signal.SIGKILL)
    ingesting.communicate()
    # What was copied is indexed by whoever comes next, and nothing of the unfinished generation is left.
    assert "4月1日" in done(
        assist("ask", "《关于举办第1届虚构训练营的通知》的报名表什么时候交？", "--as-of", "2031-01-01")
    )
    assert len(generations(home)) == 2
    assert before < generations(home)


def generations(home: Path) -> set[str]:
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}


def until(condition: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)
