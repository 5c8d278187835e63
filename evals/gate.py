"""The gate: the quick suite against the committed baseline. `python -m evals.gate`; `--update` moves the baseline.

`make test` does the same on an index that is there already (`tests/evals/test_gate.py`).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evals import cli, report
from evals.report import Report

SUITE = "quick"
BASELINE = Path(__file__).parent / "baselines" / f"{SUITE}.json"


def slim(full: Report) -> Report:
    """What a comparison needs of a report, and no more, so that it can be committed."""
    kept = {"answer": "", "citations": (), "remarks": (), "engine": "", "milliseconds": 0.0}
    return full.model_copy(update={"results": tuple(r.model_copy(update=kept) for r in full.results)})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the quick suite; the exit status is that of `assistant evals run --baseline`."""
    parser = argparse.ArgumentParser(description="the quick suite against the committed baseline")
    parser.add_argument("--update", action="store_true", help="make this run the baseline")
    if not parser.parse_args(arguments).update:
        return cli.run(cli.Request(suite=SUITE, baseline=BASELINE))
    with TemporaryDirectory(prefix="gate-") as folder:
        file = Path(folder) / "result.json"
        status = cli.run(cli.Request(suite=SUITE, json_file=file))
        if status == cli.DONE:
            BASELINE.parent.mkdir(exist_ok=True)
            text = slim(report.read(file)).model_dump_json(exclude_defaults=True, indent=0)
            report.write_text(BASELINE, text.replace("\n", "").replace('{"batch"', '\n{"batch"') + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
