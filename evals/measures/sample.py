"""What a measure looks at, and what it gives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.models.answer import Answer
from evals.cases import Case
from evals.judge import TextOf


@dataclass(frozen=True)
class Sample:
    """A case and the answer to it.

    Attributes:
        case: The case.
        answer: The answer.
        text_of: The text of the document with this id. Raises NotFound.
        about: What is known of a document besides its text: title, number, issuers, day of issue.
    """

    case: Case
    answer: Answer
    text_of: TextOf
    about: Callable[[str], str]


@dataclass(frozen=True)
class Score:
    """A measure's value, 0 to 1, and why it is not 1."""

    name: str
    value: float
    reason: str = ""


Measure = Callable[[Sample], Iterator[Score]]
