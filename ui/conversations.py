"""The list of conversations: open one, give it another name, take it along, delete it."""

from assistant.app import Assistant
from assistant.errors import AssistantError
from ui.render import render


def show(assistant: Assistant, current: str | None, note: str = "") -> str:
    """The list as HTML.

    Args:
        assistant: What remembers them.
        current: The id of the conversation that is open.
        note: What went wrong, for the line above the list.
    """
    try:
        listed = assistant.conversations()
    except AssistantError as error:
        listed, note = [], str(error)
    return render("conversations", conversations=listed, current=current, note=note)
