"""Passages that two submissions of one call share, told by short runs of characters; what a form prints is none."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.documents.text import plain

_RUN = 12
"""Characters of one shingle."""
_LEAST = 40
"""Least characters of a passage, without white space."""
_GAP = 14
"""Most characters that may differ inside a passage."""
_SEEDS = 12
"""Least shingles in common before two texts are compared."""
_FORM_SHARE, _FORM_FEWEST = 0.6, 5


@dataclass(frozen=True)
class Shared:
    """A passage in two texts; offsets count in each."""

    first: int
    second: int
    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True)
class _Bare:
    """A text without white space and marks, and where each of its characters stood."""

    text: str
    places: tuple[int, ...]

    def shingles(self) -> dict[str, int]:
        """Every run that occurs once or more, and where it first does."""
        found: dict[str, int] = {}
        for index in range(len(self.text) - _RUN + 1):
            found.setdefault(self.text[index : index + _RUN], index)
        return found


def shared(texts: Sequence[str], known: Sequence[str] = ()) -> list[Shared]:
    """The passages that pairs of texts share.

    Args:
        texts: The submissions.
        known: Texts whose words everybody may use: the notice and its form.
    """
    bare = [_bare(text) for text in texts]
    common = {run for text in known for run in _bare(text).shingles()}
    shingles = [{run: at for run, at in b.shingles().items() if run not in common} for b in bare]
    spread = Counter(run for own in shingles for run in own)
    form = {
        run
        for run, count in spread.items()
        if len(texts) >= _FORM_FEWEST and count > _FORM_SHARE * len(texts)
    }
    holders: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        for run in own:
            if spread[run] > 1 and run not in form:
                holders[run].append(index)
    pairs = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    found = []
    for (first, second), count in sorted(pairs.items()):
        if count >= _SEEDS:
            allowed = {r for r in shingles[first] if r in shingles[second] and r not in form}
            found += list(_passages(first, second, bare, shingles[second], allowed))
    return found


def _bare(text: str) -> _Bare:
    half = plain(text)
    kept = [(c.lower(), i) for i, c in enumerate(half) if c.isalnum() or c in "%"]
    return _Bare("".join(c for c, _ in kept), tuple(i for _, i in kept))


def _passages(
    first: int, second: int, bare: Sequence[_Bare], other: dict[str, int], allowed: set[str]
) -> Iterator[Shared]:
    """Runs of shared shingles, put together over small differences."""
    a, b = bare[first], bare[second]
    chains: list[list[int]] = []  # [start, end, other start, other end], in bare characters
    for index in range(len(a.text) - _RUN + 1):
        run = a.text[index : index + _RUN]
        if run not in allowed:
            continue
        at = other[run]
        last = chains[-1] if chains else None
        near = (
            last is not None and index - last[1] <= _GAP and -_RUN <= at - last[3] <= _GAP and at >= last[2]
        )
        if last is not None and near:
            last[1], last[3] = index + _RUN, max(last[3], at + _RUN)
        elif last is None or index + _RUN > last[1]:
            chains.append([index, index + _RUN, at, at + _RUN])
    for start, end, other_start, other_end in chains:
        if end - start >= _LEAST and other_end - other_start >= _LEAST:
            yield Shared(
                first,
                second,
                a.places[start],
                a.places[end - 1] + 1,
                b.places[other_start],
                b.places[other_end - 1] + 1,
            )
