"""Which of the development cases are asked: every category in proportion, and always the same ones."""

from collections.abc import Sequence

from evals.cases import Case


def stratified(cases: Sequence[Case], count: int) -> list[Case]:
    """`count` cases, at least one of each category: as many of a category as its share, evenly spread in it.

    They come in rounds, one of each category, so that an interrupted run has met all of them.
    """
    count = min(count, len(cases))
    categories: dict[str, list[Case]] = {}
    for case in cases:
        categories.setdefault(case.category, []).append(case)
    shares = {name: count * len(group) / len(cases) for name, group in categories.items()}
    taken = {name: max(1, int(share)) for name, share in shares.items()}
    for name in sorted(shares, key=lambda name: taken[name] - shares[name]):
        if sum(taken.values()) < count and taken[name] < len(categories[name]):
            taken[name] += 1
    chosen = [_spread(group, taken[name]) for name, group in categories.items()]
    rounds = max((len(group) for group in chosen), default=0)
    return [group[i] for i in range(rounds) for group in chosen if i < len(group)]


def _spread(group: Sequence[Case], count: int) -> list[Case]:
    return [group[i * len(group) // count] for i in range(min(count, len(group)))]
