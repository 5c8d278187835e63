"""The page's head: which notice, what day it is, and what is due next."""

from assistant.app import Assistant
from assistant.errors import AssistantError
from ui.render import render
from ui.timeline import following, left


def show(assistant: Assistant) -> str:
    """The head as HTML; made anew whenever the page is opened, because the day moves on."""
    try:
        notice, timeline = assistant.notice(), assistant.timeline()
    except AssistantError as error:
        return render("header", notice=None, today=None, upcoming=None, due=None, left="", failure=str(error))
    obligation, due = following(timeline) or (None, None)
    return render(
        "header",
        notice=notice,
        today=timeline.as_of,
        upcoming=obligation,
        due=due,
        left=left((due - timeline.as_of).days) if due else "",
        failure="",
    )
