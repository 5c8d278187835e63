"""Asks the cases in process, one conversation each, and judges the last answers."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from assistant.app import Assistant, Progress
from assistant.errors import AssistantError, InvalidOption
from assistant.models.answer import Answer, Status
from assistant.models.document import Frozen
from evals import retrieval, versions
from evals.cases import Case, RetrievalCase, load
from evals.judge import Failing, judge
from evals.scratch import scratch_assistant
from evals.suites import Batch

AS_OF = date(2025, 7, 8)
"""The day on which a case without one is asked: the built-in notice is out, its window still open."""


class Cited(Frozen):
    """Where a citation points, as far as a report needs it."""

    document: str
    part: str | None
    clause: str


class CaseResult(Frozen):
    """What became of one case; `status` is None if asking itself failed."""

    batch: str
    id: str
    category: str
    holdout: bool
    asked: tuple[str, ...]
    as_of: date
    expected: Status
    status: Status | None = None
    failing: tuple[Failing, ...] = ()
    answer: str = ""
    citations: tuple[Cited, ...] = ()
    engine: str = ""
    milliseconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong with it."""
        return not self.failing


class Outcome(Frozen):
    """All results of a run, and what they were made with."""

    results: tuple[CaseResult, ...]
    retrieval: dict[str, retrieval.Recall]
    versions: versions.Versions


@dataclass(frozen=True)
class Options:
    """How cases are asked: the engine (None: the configured one), and the day for those that name none."""

    engine: str | None = None
    as_of: date = AS_OF


@dataclass(frozen=True)
class _Loaded:
    batch: Batch
    answers: list[Case]
    retrieval: list[RetrievalCase]


def run(batches: Sequence[Batch], options: Options, progress: Progress) -> Outcome:
    """Ask and judge everything.

    Args:
        batches: What is asked of which documents.
        options: How it is asked.
        progress: Told about every case, and about indexing.

    Raises:
        InvalidCases: a case file cannot be used; nothing has been asked yet.
        InvalidOption: an option is wrong for the whole run, such as an engine that does not exist.
        AssistantError: the documents cannot be indexed.
    """
    loaded = [_Loaded(b, load(b.answers, Case), load(b.retrieval, RetrievalCase)) for b in batches]
    results: list[CaseResult] = []
    recalls: dict[str, retrieval.Recall] = {}
    fingerprints: dict[str, str] = {}
    embedding = ""
    # Batches on the same documents share one scratch home: indexing is the slow part.
    for documents, group in groupby(sorted(loaded, key=_documents), key=_documents):
        with scratch_assistant(documents, progress) as assistant:
            embedding = assistant.health().embedding
            fingerprint = versions.of_corpus(assistant)
            for item in group:
                fingerprints[item.batch.name] = fingerprint
                results.extend(_answers(assistant, item, options, progress))
                if item.retrieval:
                    recalls[item.batch.name] = _recall(assistant, item, progress)
    files = [file for batch in batches for file in (*batch.answers, *batch.retrieval)]
    return Outcome(
        results=tuple(results),
        retrieval=recalls,
        versions=versions.collect(files, embedding, fingerprints),
    )


def ask(assistant: Assistant, case: Case, options: Options) -> Answer:
    """The answer to the last turn of a case, all turns asked in one conversation."""
    conversation: str | None = None
    for question in case.asked:
        answer = assistant.ask(
            question, conversation=conversation, as_of=case.as_of or options.as_of, engine=options.engine
        )
        conversation = answer.conversation
    return answer


def evaluate(assistant: Assistant, batch: str, case: Case, options: Options) -> CaseResult:
    """Ask one case and judge the answer. A case that cannot be asked has failed; the others go on."""
    text_of = cache(lambda identifier: assistant.document(identifier).text)
    asked = CaseResult(
        batch=batch,
        id=case.id,
        category=case.category,
        holdout=case.holdout,
        asked=case.asked,
        as_of=case.as_of or options.as_of,
        expected=case.expect.status,
    )
    started = time.perf_counter()
    try:
        answer = ask(assistant, case, options)
        elapsed = (time.perf_counter() - started) * 1000
        failing = judge(case.expect, answer, text_of)
    except InvalidOption:
        raise
    except AssistantError as error:
        return asked.model_copy(update={"failing": (Failing(check="error", reason=str(error)),)})
    except Exception as error:
        # Whatever the product may still get wrong: one case must not cost the figures of all others.
        reason = f"{type(error).__name__}: {error}"
        return asked.model_copy(update={"failing": (Failing(check="error", reason=reason),)})
    return asked.model_copy(
        update={
            "status": answer.status,
            "failing": failing,
            "answer": answer.answer,
            "citations": tuple(
                Cited(document=c.document, part=c.part, clause=c.clause) for c in answer.citations
            ),
            "engine": answer.engine,
            "milliseconds": elapsed / len(case.asked),
        }
    )


def _answers(
    assistant: Assistant, item: _Loaded, options: Options, progress: Progress
) -> Iterator[CaseResult]:
    # The first question of a process pays for what is loaded on first use; latencies are those of a warm one.
    assistant.ask("你好", as_of=options.as_of, engine=options.engine)
    label = f"提问：{item.batch.name}"
    progress(label, 0, len(item.answers))
    for done, case in enumerate(item.answers, start=1):
        yield evaluate(assistant, item.batch.name, case, options)
        progress(label, done, len(item.answers))


def _recall(assistant: Assistant, item: _Loaded, progress: Progress) -> retrieval.Recall:
    notice = assistant.notice()
    count = sum(1 for case in item.retrieval if case.clauses)
    advance = _counter(progress, f"检索：{item.batch.name}", count)
    return retrieval.measure(item.retrieval, assistant.retrieve, notice.id if notice else None, advance)


def _counter(progress: Progress, label: str, total: int) -> Callable[[], None]:
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        progress(label, done, total)

    return advance


def _documents(item: _Loaded) -> tuple[Path, ...]:
    return item.batch.documents
