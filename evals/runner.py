"""Runs batches: a scratch home for each library, every case in turn, and what there is so far if it is interrupted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from assistant.app import Assistant, Progress
from assistant.models.document import Frozen
from evals import versions
from evals.kinds import KINDS, Kind
from evals.results import CaseResult
from evals.scratch import scratch_assistant
from evals.suites import Batch, Options


class Outcome(Frozen):
    """All results of a run, and what they were made with; `complete` is False if it was interrupted."""

    results: tuple[CaseResult, ...]
    versions: versions.Versions
    complete: bool = True


@dataclass(frozen=True)
class _Loaded:
    batch: Batch
    kind: Kind
    cases: Sequence[Any]


def run(batches: Sequence[Batch], options: Options, progress: Progress) -> Outcome:
    """Evaluate everything. Ctrl-C ends it early; what has been found until then is kept.

    Args:
        batches: What is asked of which documents.
        options: How it is asked.
        progress: Told about every case, and about indexing.

    Raises:
        InvalidCases: a case file cannot be used; nothing has been asked yet.
        InvalidOption: an option is wrong for the whole run, such as an engine that does not exist.
        AssistantError: the documents cannot be indexed.
    """
    loaded = [_Loaded(b, KINDS[b.kind], KINDS[b.kind].load(b)) for b in batches]
    # Before anything is asked: the tree may be worked on meanwhile.
    made_with = versions.collect(file for batch in batches for file in batch.files)
    results: list[CaseResult] = []
    embedding, corpus, complete = "", {}, True
    try:
        # Batches on the same documents share one scratch home: indexing is the slow part.
        for library, group in groupby(sorted(loaded, key=_library), key=_library):
            documents, swaps = library
            with scratch_assistant(documents, progress, swaps) as assistant:
                embedding, fingerprint = assistant.health().embedding, versions.of_corpus(assistant)
                for item in group:
                    corpus[item.batch.name] = fingerprint
                    _evaluate(assistant, item, options, progress, results)
    except KeyboardInterrupt:
        complete = False
    made_with = made_with.model_copy(update={"embedding": embedding, "corpus": corpus})
    return Outcome(results=tuple(results), versions=made_with, complete=complete)


def _evaluate(
    assistant: Assistant, item: _Loaded, options: Options, progress: Progress, results: list[CaseResult]
) -> None:
    label = f"{item.kind.TITLE}：{item.batch.name}"
    progress(label, 0, len(item.cases))
    evaluated = item.kind.evaluate(assistant, item.batch, item.cases, options)
    for done, result in enumerate(evaluated, start=1):
        results.append(result)
        progress(label, done, len(item.cases))


def _library(item: _Loaded) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    return item.batch.documents, item.batch.swaps
