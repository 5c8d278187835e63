"""Resident memory of a serving process: when it is ready, and after the page and every question were asked for."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evals.bench.frame import Figure, run
from evals.bench.product import questions, serving

BAR = 600.0
CLIENTS = 8
KIB = 1024 / 1e6


def resident(pid: int) -> float:
    """Resident memory of a process in MB (millions of bytes)."""
    status = Path(f"/proc/{pid}/status")
    if status.is_file():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS:"))
        return int(line.split()[1]) * KIB
    listed = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(listed.stdout) * KIB


def measure() -> list[Figure]:
    """The figures."""
    with serving() as served:
        ready = resident(served.pid)
        served.http.get("/").raise_for_status()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(served.ask, questions()))
        busy = resident(served.pid)
    return [
        Figure("after all questions", busy, "MB", BAR),
        Figure("ready", ready, "MB"),
    ]


if __name__ == "__main__":
    sys.exit(run("resident memory of assistant serve", measure))
