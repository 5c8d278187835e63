"""Which directions of the notice: those that the applicant chose, and those that fit it, ranked."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz

from assistant.documents.text import comparable
from assistant.drafting.material import Material, title_of
from assistant.grounding.places import Span
from assistant.knowledge.embedding import vector_of
from assistant.knowledge.official import official_words
from assistant.knowledge.query import Query
from assistant.models.document import Clause
from assistant.models.draft import Direction, Profile

_SAME = 88.0
_SHARPNESS = 1.1
_MOST_TEXTS, _MOST_IF_CHOSEN = 9, 4
_SHORTEST, _LONGEST = 4, 120
# What says what the applicant wants weighs more than what says what it has.
_WEIGHTS = {
    "directions": 1.6,
    "approach": 1.4,
    "notes": 1.4,
    "goals": 1.0,
    "foundation": 0.7,
    "industry": 0.5,
}


def chosen(profile: Profile, material: Material) -> tuple[list[Clause], list[str]]:
    """The directions that a profile names, in its order, and the names that are none of the notice's."""
    found: list[Clause] = []
    unknown: list[str] = []
    for name in profile.directions:
        clause = _named(name, material)
        if clause is None:
            unknown.append(name)
        elif clause not in found:
            found.append(clause)
    return found, unknown


def _named(name: str, material: Material) -> Clause | None:
    wanted = _bare(name)
    if not wanted:
        return None
    candidates = material.directions
    for clause in candidates:
        path = _bare(clause.path)
        own = path.rpartition("/")[2]
        if wanted in (path, own, own.strip("()"), f"第{own}项", f"第{own.strip('()')}项"):
            return clause
        if wanted == _bare(title_of(clause)) or wanted == _bare(clause.heading):
            return clause
    near = [(fuzz.ratio(wanted, _bare(title_of(c))), c) for c in candidates]
    inside = [c for c in candidates if len(wanted) >= _SHORTEST and wanted in _bare(title_of(c))]
    holds = [c for c in candidates if _bare(title_of(c)) in wanted]
    if len(inside) == 1 or len(holds) == 1:
        return (inside if len(inside) == 1 else holds)[0]
    score, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= _SAME else None


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"'。.、,，:：]", "", comparable(text))


def ranked(profile: Profile, material: Material, picked: Sequence[Clause]) -> list[Direction]:
    """Every direction with how well it fits, the chosen ones first, then the best.

    `score` is the direction's share of all directions (0 to 1); `why` is the sentence of its clause that fits best.
    """
    clauses = material.directions
    if not clauses:
        return []
    texts = _texts(profile)[: _MOST_IF_CHOSEN if picked else _MOST_TEXTS]
    scores, reasons = _scores(texts, material, clauses)
    shares = np.exp(_SHARPNESS * (scores - scores.max()))
    shares /= shares.sum()
    order = sorted(range(len(clauses)), key=lambda i: (clauses[i] not in picked, -shares[i]))
    return [
        Direction(
            clause=clauses[i].path,
            title=title_of(clauses[i]),
            why=reasons[i].text if reasons[i] is not None else "",  # type: ignore[union-attr]
            score=round(float(shares[i]), 4),
            chosen=clauses[i] in picked,
        )
        for i in order
    ]


def _scores(
    texts: Sequence[tuple[str, float]], material: Material, clauses: Sequence[Clause]
) -> tuple[np.ndarray, list[Span | None]]:
    """Weighted mean of the retriever's scores over what the profile says, and each clause's best sentence."""
    total = np.zeros(len(clauses))
    sentence: list[dict[tuple[int, int], float]] = [{} for _ in clauses]
    weight_sum = 0.0
    index = {clause.key: i for i, clause in enumerate(clauses)}
    for text, weight in texts:
        vector = vector_of(text, material.embedding)
        query = Query(text, vector, official_words(text))
        found = np.zeros(len(clauses))
        for hit in material.retriever.search(query, material.shelf, material.retriever.similarities(query)):
            place = index.get(hit.clause.key)
            if place is None:
                continue
            found[place] = hit.score
            for passage, score in hit.passages:
                if not passage.sentence.heading:
                    key = (passage.sentence.start, passage.sentence.end)
                    sentence[place][key] = sentence[place].get(key, 0.0) + weight * score
        spread = float(found.std())
        total += weight * ((found - found.mean()) / spread if spread > 1e-9 else 0.0)
        weight_sum += weight
    best = [max(options, key=lambda k: options[k]) if options else None for options in sentence]
    spans = [
        Span(material.document, *key) if key else next(iter(material.sentences(clause)), None)
        for key, clause in zip(best, clauses, strict=True)
    ]
    return total / (weight_sum or 1.0), spans


def _texts(profile: Profile) -> list[tuple[str, float]]:
    """What the profile says, with weights, the weightiest first; without numbers: they are of no direction."""
    said: list[tuple[str, float]] = []
    for key, texts in profile.facts.items():
        said += [(text, _WEIGHTS.get(key, 0.6)) for text in texts]
    said += [(text, _WEIGHTS["notes"]) for text in _pieces([profile.notes])]
    if profile.industry:
        said.append((f"{profile.kind} {profile.industry}".strip(), _WEIGHTS["industry"]))
    bare = [(re.sub(r"\d[\d.,%％万亿]*", "", text[:_LONGEST]), weight) for text, weight in said]
    kept = [(text, weight) for text, weight in bare if len(comparable(text)) >= _SHORTEST]
    return sorted(kept, key=lambda pair: -pair[1])


def _pieces(texts: Iterable[str]) -> list[str]:
    return [p.strip() for text in texts for p in re.split(r"[。;；!！\n]", text) if p.strip()]
