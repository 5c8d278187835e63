"""Templates in, HTML out. Whatever is put into a template is escaped: a document or a question is shown, never run."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic import BaseModel

from assistant.errors import AssistantError
from ui import text

_ADDRESS = re.compile(r"https?://[\w./%?=&#:~+-]+")


def render(template: str, **values: object) -> str:
    """The HTML of `ui/templates/{template}.html`."""
    return _environment().get_template(f"{template}.html").render(values)


def failure(error: AssistantError) -> str:
    """What went wrong and what to do about it, as one line."""
    return render("failure", message=error.message, hint=error.hint)


def day(value: date) -> str:
    """A day as people write it."""
    return f"{value.year}年{value.month}月{value.day}日"


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ui"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = text
    environment.filters.update(day=day, linked=_linked, payload=_payload)
    return environment


def _payload(value: BaseModel | Mapping[str, str]) -> str:
    """What a button sends with its event; see `theme/actions.js`."""
    return value.model_dump_json() if isinstance(value, BaseModel) else json.dumps(value, ensure_ascii=False)


def _linked(words: str) -> Markup:
    """Text whose web addresses can be followed; nothing is fetched before somebody does."""
    return Markup().join(_pieces(words))


def _pieces(words: str) -> Iterator[Markup]:
    at = 0
    for match in _ADDRESS.finditer(words):
        yield Markup.escape(words[at : match.start()])
        yield Markup('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>').format(match[0])
        at = match.end()
    yield Markup.escape(words[at:])
