"""The list of conversations: open one, give it another name, take it along, delete it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.app import Assistant
from assistant.errors import AssistantError
from ui.render import day, render


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
    return render(
        "conversations",
        conversations=[(summary, _when(summary.updated, assistant)) for summary in listed],
        current=current,
        note=note,
    )


def _when(moment: datetime, assistant: Assistant) -> str:
    """Today's conversations say the hour, the others the day."""
    local = moment.astimezone(ZoneInfo(assistant.settings.time_zone))
    return f"{local:%H:%M}" if local.date() == assistant.today() else day(local.date())
