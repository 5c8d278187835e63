"""What the checks look at, and the words with which they say what they find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.models.review import ClaimedDirection, Contradiction, Evidence, RedFlag
from assistant.reviewing.notice import Notice
from assistant.reviewing.quantities import Quantity
from assistant.reviewing.submission import Sentence, Submission
from assistant.reviewing.words import phrase


@dataclass(frozen=True)
class Case:
    """A submission with everything that has been found in it."""

    submission: Submission
    notice: Notice
    as_of: date
    quantities: tuple[Quantity, ...]
    directions: tuple[ClaimedDirection, ...] = ()

    def flag(self, kind: str, places: Iterable[tuple[int, int]], /, **values: object) -> RedFlag:
        """A red flag; its words are the phrase `flag_<kind>`."""
        return RedFlag(kind=kind, text=phrase(f"flag_{kind}", **values), evidence=self.evidence(places))

    def contradiction(
        self, about: str, values: Sequence[str], places: Iterable[tuple[int, int]]
    ) -> Contradiction:
        """Statements that cannot all be true."""
        return Contradiction(about=about, values=list(dict.fromkeys(values)), evidence=self.evidence(places))

    def evidence(self, places: Iterable[tuple[int, int]]) -> list[Evidence]:
        """Places as evidence, each once, in order."""
        return [self.submission.evidence(a, b) for a, b in sorted(set(places))]

    def sentence_of(self, start: int) -> Sentence | None:
        """The sentence that holds a place."""
        return next((s for s in self.submission.sentences if s.start <= start < s.end), None)
