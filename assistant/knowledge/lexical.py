"""BM25 over character uni- and bigrams: no word list is needed, and a half-known word still matches."""

import re
from collections.abc import Sequence
from unicodedata import normalize

import bm25s
import numpy as np
from numpy.typing import NDArray

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")


def tokens(text: str) -> list[str]:
    """Character uni- and bigrams of Chinese runs; whole words and numbers of the rest."""
    found: list[str] = []
    for run in _RUN.findall(normalize("NFKC", text).lower()):
        if "\u3400" <= run[0] <= "\u9fff":
            found += list(run)
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found


class LexicalIndex:
    """BM25 scores of a question against every text.

    Args:
        texts: What is searched, in order.
        k1: Saturation of repeated terms.
        b: How much a long text is discounted.
    """

    def __init__(self, texts: Sequence[str], k1: float = 1.2, b: float = 0.6) -> None:
        self._size = len(texts)
        self._model = bm25s.BM25(k1=k1, b=b)
        corpus = [tokens(text) or ["∅"] for text in texts]
        self.vocabulary = {token for text in corpus for token in text}
        self._model.index(corpus, show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """One score for each text, in order; 0 where nothing matches."""
        terms = [token for token in tokens(query) if token in self.vocabulary]
        if not terms:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._model.get_scores(terms), dtype=np.float32)
