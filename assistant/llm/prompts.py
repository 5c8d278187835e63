"""The prompts: files in `prompts/`, each with its id, version and variables, and the text behind them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.models.answer import PromptRef

_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_FIELD = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Prompt:
    """A prompt; `{{name}}` in its text is a field for the variable of that name."""

    id: str
    version: str
    purpose: str
    variables: tuple[str, ...]
    text: str

    @property
    def reference(self) -> PromptRef:
        """How an answer names it."""
        return PromptRef(id=self.id, version=self.version)

    def fill(self, **values: str) -> str:
        """The text with its fields filled. What is filled in is never looked at for fields.

        Raises:
            ValueError: The values are not the prompt's variables.
        """
        if set(values) != set(self.variables):
            raise ValueError(f"{self.id} takes {sorted(self.variables)}, not {sorted(values)}")
        return _FIELD.sub(lambda match: values[match[1]], self.text)


@cache
def load(identifier: str) -> Prompt:
    """The prompt of that id.

    Raises:
        ValueError: Its file is not a prompt: no front matter, or fields that are not its variables.
    """
    match = _FRONT.match(files("prompts").joinpath(f"{identifier}.md").read_text("utf-8"))
    if match is None:
        raise ValueError(f"prompts/{identifier}.md has no front matter")
    front: dict[str, Any] = yaml.safe_load(match[1])
    prompt = Prompt(
        id=str(front["id"]),
        version=str(front["version"]),
        purpose=str(front["purpose"]),
        variables=tuple(front.get("variables") or ()),
        text=match[2].strip(),
    )
    fields = set(_FIELD.findall(prompt.text))
    if prompt.id != identifier or fields != set(prompt.variables):
        raise ValueError(f"prompts/{identifier}.md: id or variables do not match: {sorted(fields)}")
    return prompt


def data(text: str) -> str:
    """`text` as data inside a prompt: it cannot close the element that it stands in."""
    return text.translate({ord("<"): "＜", ord(">"): "＞"})
