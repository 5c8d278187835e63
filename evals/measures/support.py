"""Citation recall and precision in ALCE's sense, judged by values and words of our own, not by the verifier."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import rjieba

from assistant.models.answer import Citation, Status
from evals.measures.sample import Sample, Score
from evals.measures.statements import Statement, statements
from evals.measures.tokens import data
from evals.measures.values import Sources, unsourced

_CONTENT = re.compile(r"[\u4e00-\u9fffa-z]{2,}")


def measure(sample: Sample) -> Iterator[Score]:
    """Of an answer's cited statements, the share that their quotes support; of its citations, those that are needed.

    A citation is needed if it supports its statement alone, or if the others do not support it without it. Not
    measured: paraphrases with other words (they count as unsupported), and turned meanings with the same words
    (negation, who to whom), which the verifier's own suite is about.
    """
    if sample.answer.status != Status.ANSWERED:
        return
    citations = {c.id: c for c in sample.answer.citations}
    cited = [s for s in statements(sample.answer.answer) if s.citations]
    if not cited:
        return
    unsupported: list[Statement] = []
    needless: list[int] = []
    count = 0
    for statement in cited:
        mine = [citations[n] for n in statement.citations if n in citations]
        if not _supported(statement.text, mine, sample):
            unsupported.append(statement)
        for citation in mine:
            count += 1
            rest = [c for c in mine if c is not citation]
            alone = _supported(statement.text, [citation], sample)
            if not alone and (not rest or _supported(statement.text, rest, sample) or not mine):
                needless.append(citation.id)
    if unsupported:
        reason = f"引文不支持：{'；'.join(s.text[:40] for s in unsupported)}"
    yield Score("citation_recall", 1 - len(unsupported) / len(cited), reason if unsupported else "")
    if count:
        reason = f"不必要的引文：{'、'.join(f'[{n}]' for n in needless)}" if needless else ""
        yield Score("citation_precision", 1 - len(needless) / count, reason)


def supports(text: str, sources: Sources) -> bool:
    """Whether the quotes carry a statement: all values, and enough of its words."""
    return (
        bool(sources.quotes) and not unsourced(text, sources) and overlap(text, sources) >= data()["enough"]
    )


def overlap(text: str, sources: Sources) -> float:
    """The share of the content words of `text` that stand in the quotes, or in what the documents are called.

    Words of speaking and the person's own words are left out; 1.0 where nothing else is said.
    """
    own = _plain("\n".join(sources.own))
    words = [w for w in _words(text) if w not in speaking() and w not in own]
    known = _plain("\n".join([*sources.quotes, *sources.about]))
    return sum(w in known for w in words) / len(words) if words else 1.0


@cache
def speaking() -> frozenset[str]:
    """Words that an answer may use without a source."""
    return frozenset(data()["speaking"].split())


def _supported(text: str, cited: Sequence[Citation], sample: Sample) -> bool:
    return supports(
        text,
        Sources(
            quotes=[c.quote for c in cited],
            about=[f"{c.title} {c.number} {c.heading}" for c in cited],
            own=sample.case.asked,
            as_of=sample.answer.as_of,
            counts=(len(cited), len(sample.answer.citations)),
        ),
    )


def _words(text: str) -> Iterator[str]:
    for word in rjieba.cut(_plain(text)):
        if _CONTENT.fullmatch(word):
            yield word


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
