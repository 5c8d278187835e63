"""`python -m evals.model`: the command line and the run."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.llm.endpoint import Endpoint
from evals.bench.frame import between
from evals.cases import Case, load
from evals.model.asking import asked
from evals.model.choosing import stratified
from evals.model.figures import show
from evals.model.records import Records, read, save
from evals.model.tape import Taped
from evals.scratch import scratch_settings
from evals.suites import named

CASES = 30


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; `given` instead of the process's own."""
    parser = argparse.ArgumentParser(prog="python -m evals.model", description=__doc__)
    parser.add_argument("--cases", type=between(1, 1000), default=CASES, help="how many, of all categories")
    parser.add_argument(
        "--json", type=Path, help="keeps what has come, case by case; a second run goes on from it"
    )
    return parser.parse_args(given)


def development() -> list[Case]:
    """The development cases."""
    files = [file for batch in named("development") if batch.kind == "answers" for file in batch.files]
    return load(files, Case)


def measure(cases: Sequence[Case], file: Path | None) -> Records:
    """Ask what has not been asked yet, judge everything.

    Raises:
        AssistantError: No endpoint is configured, or the corpus cannot be indexed.
        ValueError: The file is not a record of such a run.
    """
    with scratch_settings() as settings:
        endpoint = Endpoint.of(settings.model_copy(update={"engine": "llm"}))
        assert endpoint is not None  # with this engine, it is there or Misconfigured is raised
        model = Taped(endpoint)
        records = read(file, model.name)
        earlier = {case.id: case.replies for case in records.cases}
        assistant = Assistant.open(settings, model=model)
        try:
            for done, case in enumerate(cases, start=1):
                found = asked(assistant, model, case, earlier.get(case.id))
                kept = [known for known in records.cases if known.id != case.id]
                records = records.model_copy(update={"cases": (*kept, found)})
                save(file, records)
                print(f"{done}/{len(cases)} {case.id} {found.on.engine}", file=sys.stderr, flush=True)
        finally:
            assistant.close()
    return records


def main() -> int:
    """Run it. The exit status is 1 if it cannot be run."""
    options = arguments()
    try:
        cases = stratified(development(), options.cases)
        records = measure(cases, options.json)
    except (AssistantError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    wanted = {case.id for case in cases}
    show([case for case in records.cases if case.id in wanted])
    return 0


if __name__ == "__main__":
    sys.exit(main())
