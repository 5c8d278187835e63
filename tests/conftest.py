"""The real product, built once: a home with its index, the opened assistant, a served copy, the command line."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from processes import Run, environment

from assistant.app import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index is built; never used itself, only copied."""
    home = tmp_path_factory.mktemp("built") / "home"
    command = [sys.executable, "-m", "assistant", "corpus", "list"]
    run = subprocess.run(
        command,
        env=environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return home


@pytest.fixture(scope="session")
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that the session's tests share; they leave it as they found it."""
    return Path(shutil.copytree(built_home, tmp_path_factory.mktemp("shared") / "home"))


@pytest.fixture
def own_home(built_home: Path, tmp_path: Path) -> Path:
    """A home for one test, which may do to it what it likes."""
    return Path(shutil.copytree(built_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def assistant(home: Path) -> Iterator[Assistant]:
    """The assistant, opened in this process."""
    opened = Assistant.open(Settings(home=home, _env_file=None))  # type: ignore[call-arg]
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def run(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`python -m assistant …` in an empty folder."""
    folder = tmp_path_factory.mktemp("empty")

    def run(*arguments: str | Path, home: Path = home, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assistant", *map(str, arguments)]
        options = {"cwd": folder, "timeout": 280, **options}
        return subprocess.run(
            command, env=environment(home), capture_output=True, encoding="utf-8", check=False, **options
        )

    return run


@pytest.fixture(scope="session")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real `assistant serve`."""
    folder = tmp_path_factory.mktemp("server")
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, env=environment(home), cwd=folder, stdout=subprocess.PIPE, stderr=log, encoding="utf-8"
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"已启动：(http://\S+)", line)
        assert address, (folder / "log").read_text("utf-8")
        yield address[1]
        process.terminate()
        assert process.wait(20) == 0, (folder / "log").read_text("utf-8")


@pytest.fixture(scope="session")
def api(server: str) -> Iterator[httpx.Client]:
    """A client of the served copy."""
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client
