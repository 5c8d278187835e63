"""The evaluation tab: the page of the last run, as `assistant evals run` has left it in the home."""

from pathlib import Path

import gradio as gr

from assistant.app import Assistant
from ui import text
from ui.parts import PRIVATE, html
from ui.render import render

PAGE = Path("evaluations") / "latest.html"
"""Below the home. The evaluations write it; they and the pages are strangers, so its place is all they share."""


def build(assistant: Assistant) -> None:
    """The tab. The page is read when somebody looks at it: it is large, and most people never do."""
    with gr.Tab(text.TAB_EVALUATION, id="evaluation", elem_id="tab-evaluation", render_children=True) as tab:
        shown = html("evaluation")
    tab.select(lambda: show(assistant.settings.home), None, [shown], **PRIVATE)


def show(home: Path) -> str:
    """The last run's page in a frame that can run nothing and reach nothing, or how to make one."""
    try:
        page = (home / PAGE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        page = ""
    return render("evaluation", page=page)
