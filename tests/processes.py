"""How tests start the product as other processes."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
"""`python -m assistant …`, see the fixture `run`."""


def environment(home: Path) -> dict[str, str]:
    """Ours and nobody's settings: what the developer has configured must not change a test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return {**kept, "ASSISTANT_HOME": str(home), "PYTHONUTF8": "1"}
