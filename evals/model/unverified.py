"""The product with its verification of a model's claims watched, and taken out: what a person would read unchecked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from assistant.answering import writing
from assistant.answering.turn import Statement
from assistant.documents.text import comparable
from assistant.llm.claims import Claim
from assistant.llm.failure import Why


class Unverified(writing.Prose):
    """An answer of the model's claims with their citations, as they came: none checked, none replaced, none added.

    What the embedded engine has decided stays: what is answered at all, and the unchanging statements around.
    """

    def take(self, claim: Claim) -> None:
        """Say the claim."""
        if any(comparable(claim.text) in comparable(s.text) for s in self.said):
            return
        self.taken += 1
        self.own += 1
        cited = tuple(
            self.material.evidence[n - 1] for n in claim.citations if 0 < n <= len(self.material.evidence)
        )
        self.said.append(Statement(claim.text, cited))

    def finish(self, broken: Why | None) -> Why | None:
        """What has come is the answer; only where nothing has, the embedded engine's is."""
        if self.said:
            self.said += self.material.tail
            self.shown = [*self.material.head, *self.said]
        return broken


@contextmanager
def unverified() -> Iterator[None]:
    """Inside it, no claim of a model is verified."""
    with mock.patch.object(writing, "Prose", Unverified):
        yield


@contextmanager
def watched() -> Iterator[list[writing.Prose]]:
    """Inside it, every answer that a model writes is noted: also what becomes of the claims where it falls back."""
    made: list[writing.Prose] = []

    prose = writing.Prose

    def noted(*arguments: Any) -> writing.Prose:
        made.append(prose(*arguments))
        return made[-1]

    with mock.patch.object(writing, "Prose", noted):
        yield made
