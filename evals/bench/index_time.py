"""How long it takes to index the default corpus into a fresh home, loading the embedding included."""

import sys

from assistant.app import Assistant
from evals.bench.frame import Figure, run, seconds
from evals.scratch import scratch_settings

BAR = 60.0


def measure() -> list[Figure]:
    """The figures."""
    with scratch_settings() as settings:
        opened: list[Assistant] = []
        try:
            took = seconds(lambda: opened.append(Assistant.open(settings)))
            documents = opened[0].documents()
        finally:
            for assistant in opened:
                assistant.close()
    return [
        Figure("fresh home to ready", took, "s", BAR),
        Figure("documents", len(documents), ""),
        Figure("characters", sum(d.characters for d in documents), ""),
    ]


if __name__ == "__main__":
    sys.exit(run("indexing the default corpus", measure))
