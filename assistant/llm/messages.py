"""What goes to a model and what it costs."""

from dataclasses import dataclass
from typing import Literal

from assistant.models.answer import Usage


@dataclass(frozen=True)
class Message:
    """A message to the model."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True)
class Spent:
    """What a call has cost, in tokens; counted by us where the endpoint does not tell."""

    prompt: int = 0
    completion: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.prompt + other.prompt, self.completion + other.completion)

    def on(self, step: str) -> Usage:
        """How an answer tells it: spent on that step; nothing spent is no step."""
        total = self.prompt + self.completion
        return Usage(
            prompt_tokens=self.prompt, completion_tokens=self.completion, steps={step: total} if total else {}
        )
