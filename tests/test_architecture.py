"""The rules of the house that no single module can keep: import directions, the lock file, self-containment."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "corpus", "evals", "prompts", "ui")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, flags=re.MULTILINE)
OUTSIDE = re.compile(r"\.\./shared\b|/work/")


def test_imports_go_one_way() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [str(lint_imports), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_lock_names_no_registry() -> None:
    assert not re.search(r"://|^\s*-|@ file", LOCK.replace("--hash=", ""), flags=re.MULTILINE)


def test_every_locked_package_carries_a_hash() -> None:
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(PINS)
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_satisfies_the_declared_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]
    ]
    for requirement in declared:
        versions = [version for name, version in PINS if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not locked: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_every_package_of_the_wheel_is_a_package_and_not_a_bare_folder() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert tuple(wheel["targets"]["wheel"]["packages"]) == PACKAGES
    assert [name for name in PACKAGES if not (ROOT / name / "__init__.py").is_file()] == []


@pytest.mark.parametrize("folder", [*PACKAGES, "tests", "scripts"])
def test_no_program_reaches_outside_the_repository(folder: str) -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{line}: {text[:80]!r}"
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".sh"} and path != Path(__file__)
        for line, text in _strings(path)
        if OUTSIDE.search(text)
    ]
    assert offenders == []


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """What a program can open: a Python file's strings without its docstrings, a shell script's lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sh":
        yield from enumerate(text.splitlines(), start=1)
        return
    tree = ast.parse(text, filename=str(path))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value
