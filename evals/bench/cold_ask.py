"""`assistant ask`, the whole process, as a ratio to importing what it needs and nothing else.

What it needs is found out, not listed: the modules that such a process has loaded when it ends.
"""

import subprocess
import sys
from pathlib import Path

from evals.bench.frame import Figure, medians, run
from evals.bench.product import home
from evals.suites import AS_OF

BAR = 1.5
ASK = ["ask", "申报材料什么时候截止？", "--as-of", AS_OF.isoformat()]

_NOTE_MODULES = """
import atexit, pathlib, runpy, sys
note = sys.argv.pop(1)
atexit.register(lambda: pathlib.Path(note).write_text("\\n".join(sys.modules), encoding="utf-8"))
runpy.run_module("assistant", run_name="__main__", alter_sys=True)
"""

_IMPORT_MODULES = """
import importlib, pathlib, sys
for name in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    try:
        importlib.import_module(name)
    except Exception:  # a name that a library made up while it was running
        pass
"""


def measure() -> list[Figure]:
    """The figures."""
    with home() as environment:

        def python(*arguments: str) -> None:
            subprocess.run(
                [sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
            )

        modules = str(Path(environment["ASSISTANT_HOME"]) / "modules.txt")
        python("-m", "assistant", *ASK)  # builds the index, and leaves compiled bytecode behind
        python("-c", _NOTE_MODULES, modules, *ASK)
        ask, imports = medians(
            lambda: python("-m", "assistant", *ASK),
            lambda: python("-c", _IMPORT_MODULES, modules),
        )
    return [
        Figure("whole process / bare imports", ask / imports, "×", BAR),
        Figure("whole process", ask, "s"),
        Figure("bare imports", imports, "s"),
    ]


if __name__ == "__main__":
    sys.exit(run("assistant ask, cold", measure))
