"""Questions: every case is asked in process, in a conversation of its own, and its last answer is judged."""

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from assistant.app import Assistant
from assistant.errors import AssistantError, InvalidOption, NotFound
from assistant.models.answer import Answer, Citation
from evals import measures
from evals.cases import Case
from evals.cases import load as read
from evals.judge import judge
from evals.measures.sample import Measure, Sample
from evals.results import CaseResult, Cited, Failing, Figure
from evals.second_opinion import FAITHFUL, RELEVANT
from evals.statistics import kappa, resampled
from evals.suites import Batch, Options

TITLE = "提问"
COMPONENT = False
SCORES = {**measures.LABELS, FAITHFUL: "语言模型：有据", RELEVANT: "语言模型：切题"}


def load(batch: Batch) -> list[Case]:
    """The questions. Raises InvalidCases."""
    return read(batch.files, Case)


def evaluate(
    assistant: Assistant, batch: Batch, cases: Sequence[Case], options: Options
) -> Iterator[CaseResult]:
    """Ask and judge one after the other."""
    # The first question of a process pays for what is loaded on first use; latencies are those of a warm one.
    assistant.ask("你好", as_of=options.as_of, engine=options.engine)
    for case in cases:
        yield evaluate_case(assistant, batch, case, options)


def figures(results: Sequence[CaseResult]) -> list[Figure]:
    """Where a language model has been asked too: how far it agrees with our own judgement."""
    agreed = [
        (r.scores["values"] == r.scores.get("citation_recall", 1.0) == 1.0, r.scores[FAITHFUL] == 1.0)
        for r in results
        if FAITHFUL in r.scores
    ]
    if not agreed:
        return []
    low, high = resampled(agreed, kappa)
    label = "评测与语言模型的一致程度（Cohen κ）"
    return [Figure(name="kappa", label=label, value=kappa(agreed), low=low, high=high, cases=len(agreed))]


def evaluate_case(
    assistant: Assistant, batch: Batch, case: Case, options: Options, more: Iterable[Measure] = ()
) -> CaseResult:
    """Ask one case and judge the answer. A case that cannot be asked has failed; the others go on.

    Args:
        assistant: What is asked.
        batch: Where the case belongs.
        case: What is asked.
        options: How it is asked.
        more: Measures of the suite's own, beside those of every answer.
    """
    text_of = cache(lambda identifier: assistant.document(identifier).text)
    asked = CaseResult(
        batch=batch.name,
        kind=batch.kind,
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
        sample = Sample(case, answer, text_of, cache(partial(about, assistant)))
        found = [score for each in (*more, *measures.MEASURES) for score in each(sample)]
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
            "status": answer.status.value,
            "failing": failing,
            "remarks": tuple(Failing(check=s.name, reason=s.reason) for s in found if s.reason),
            "answer": answer.answer,
            "citations": tuple(_cited(assistant, answer, whole=bool(failing))),
            "scores": {s.name: s.value for s in found},
            "engine": answer.engine,
            "milliseconds": elapsed / len(case.asked),
        }
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


def _cited(assistant: Assistant, answer: Answer, *, whole: bool) -> Iterator[Cited]:
    """The citations; with the text of the clause around each where the case is going to be looked at."""
    for citation in answer.citations:
        context, at = _around(assistant, citation) if whole else ("", 0)
        yield Cited(
            document=citation.document,
            part=citation.part,
            clause=citation.clause,
            title=citation.title,
            quote=citation.quote,
            context=context,
            at=at,
        )


def _around(assistant: Assistant, citation: Citation) -> tuple[str, int]:
    """The clause's own text, and where in it the quote begins; nothing where the citation points nowhere."""
    try:
        document = assistant.document(citation.document)
    except NotFound:
        return "", 0
    clauses = [c for c in document.clauses if c.start <= citation.start < c.end]
    return (
        (document.text[clauses[0].start : clauses[0].end], citation.start - clauses[0].start)
        if clauses
        else ("", 0)
    )


def about(assistant: Assistant, identifier: str) -> str:
    """What is known of a document besides its text: title, number, issuers, day of issue. Raises NotFound."""
    document = assistant.document(identifier)
    issued = document.issued
    day = f"{issued.year}年{issued.month}月{issued.day}日" if issued else ""
    return " ".join([document.title, document.number, *document.issuers, day])
