"""Gradio components as this page uses them: our own HTML whose buttons and forms send events to Python."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import gradio as gr

from ui.theme import ACTIONS

PRIVATE: Mapping[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    # A step takes some milliseconds of computing; more at once would only wait for the processor.
    "concurrency_limit": 8,
}
"""Options of every event: no programs' face of its own, and nobody waits for somebody else's answer."""


def html(identifier: str, value: str = "", template: str = "${value}") -> gr.HTML:
    """A piece of the page.

    A `<button data-do="select" data-payload="{…}">` in it triggers the event `select` with that payload, a
    `<form data-do="…">` with its fields as well; see `theme/actions.js`.

    Args:
        identifier: The element's id.
        value: Its HTML.
        template: What stands around it, with `${value}` in the middle.
    """
    return gr.HTML(
        value,
        html_template=template,
        elem_id=identifier,
        padding=False,
        apply_default_css=False,
        js_on_load=_actions(),
    )


def payload(event: gr.EventData) -> dict[str, Any]:
    """What a button or form sent; empty for an event of Gradio's own components. Comes from outside: check it."""
    data = event._data
    return data if isinstance(data, dict) else {}


@lru_cache
def _actions() -> str:
    return ACTIONS.read_text("utf-8")
