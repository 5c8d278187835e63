"""What exactly was evaluated, so that a result can be repeated and two results compared."""

import hashlib
import platform
import subprocess
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.app import Assistant
from assistant.models.document import Frozen
from evals import cases

ROOT = Path(__file__).parent.parent


class Versions(Frozen):
    """Everything that a figure depends on.

    `commit` is None outside a checkout and ends in `+` where the tree differs from it. `cases` holds the SHA-256
    of each case file, `corpus` one fingerprint for each batch; `code`, `data` and `prompts` are one over all files
    of theirs, so that two runs on changed trees can be told apart.
    """

    assistant: str
    commit: str | None
    python: str
    platform: str
    embedding: str
    code: str
    data: str
    prompts: str
    cases: dict[str, str]
    corpus: dict[str, str]


def collect(files: Iterable[Path]) -> Versions:
    """The versions before a run over these case files; embedding and corpus come with the libraries."""
    return Versions(
        assistant=_installed(),
        commit=_commit(),
        python=platform.python_version(),
        platform=platform.platform(),
        embedding="",
        code=_files("assistant", lambda suffix: suffix == ".py"),
        data=_files("assistant", lambda suffix: suffix not in {".py", ".pyc"}),
        prompts=_files("prompts", lambda suffix: suffix not in {".py", ".pyc"}),
        cases={_short(file): cases.fingerprint(file) for file in files},
        corpus={},
    )


def of_corpus(assistant: Assistant) -> str:
    """One fingerprint of all documents that the assistant holds: their ids and their texts."""
    digest = hashlib.sha256()
    for summary in sorted(assistant.documents(), key=lambda d: d.id):
        text = assistant.document(summary.id).text
        digest.update(f"{summary.id}\0{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(folder: str, wanted: Callable[[str], bool]) -> str:
    """One fingerprint of the files of a package whose suffix is wanted: their names and contents."""
    digest = hashlib.sha256()
    for file in sorted(f for f in (ROOT / folder).rglob("*") if f.is_file() and wanted(f.suffix)):
        name = file.relative_to(ROOT).as_posix()
        digest.update(f"{name}\0{cases.fingerprint(file)}\n".encode())
    return digest.hexdigest()


def _installed() -> str:
    try:
        return version("pilot-assistant")
    except PackageNotFoundError:
        return "unknown"


def _commit() -> str | None:
    # Installed from a wheel, the folder above may be a checkout of something else.
    if not (ROOT / ".git").exists():
        return None
    try:
        head = _git("rev-parse", "HEAD")
        return head + ("+" if _git("status", "--porcelain") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    run = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=20
    )
    return run.stdout.strip()


def _short(file: Path) -> str:
    """The path below the project, or the bare name of somebody else's file."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name
