"""Citation recall and precision in ALCE's sense, judged by values and words of our own, not by the verifier."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import rjieba

from assistant.models.answer import Status
from evals.measures.sample import Sample, Score
from evals.measures.statements import Statement, statements
from evals.measures.tokens import data, in_digits
from evals.measures.values import Sources, sources_of, unsourced

_CONTENT = re.compile(r"[\u4e00-\u9fffa-z]{2,}")


def measure(sample: Sample) -> Iterator[Score]:
    """Of an answer's cited statements, the share that their quotes support; of its citations, those that are needed.

    A citation is needed if it supports its statement alone, or if the others do not support it without it. Not
    measured: paraphrases with other words (they count as unsupported), and turned meanings with the same words
    (negation, who to whom), which the verifier's own suite is about.
    """
    if sample.answer.status != Status.ANSWERED:
        return
    known = {c.id for c in sample.answer.citations}
    cited = [s for s in statements(sample.answer.answer) if s.citations]
    marks = [(s, n) for s in cited for n in s.citations]
    if not cited:
        return
    unsupported = [s for s in cited if not supports(s.text, sources_of(s, sample))]
    needless = [n for s, n in marks if n not in known or _is_needless(s, n, sample)]
    reason = f"引文不支持：{'；'.join(s.text[:40] for s in unsupported)}" if unsupported else ""
    yield Score("citation_recall", 1 - len(unsupported) / len(cited), reason)
    reason = f"不必要的引文：{'、'.join(f'[{n}]' for n in needless)}" if needless else ""
    yield Score("citation_precision", 1 - len(needless) / len(marks), reason)


def _is_needless(statement: Statement, number: int, sample: Sample) -> bool:
    """Whether the statement is not supported, or this citation neither supports it alone nor adds to the others."""
    text, whole = statement.text, sources_of(statement, sample)
    if not supports(text, whole):
        return True
    if supports(text, sources_of(Statement(text, (number,)), sample)):
        return False
    rest = sources_of(statement, sample, without=number)
    adds_words = overlap(text, whole) > overlap(text, rest)
    adds_values = len(unsourced(text, rest)) > len(unsourced(text, whole))
    return not (adds_words or adds_values)


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


def _words(text: str) -> Iterator[str]:
    for word in rjieba.cut(in_digits(_plain(text))):
        if _CONTENT.fullmatch(word):
            yield word


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
