"""The page, mounted into the server's process."""

import os
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from assistant.app import Assistant


def mount(app: FastAPI, assistant: Assistant, scratch: Path) -> Callable[[], None]:
    """Mount the page at `/`; whatever `app` does not answer itself goes to it.

    Args:
        app: The HTTP application.
        assistant: What answers the questions.
        scratch: Where Gradio may keep files for a moment.

    Returns:
        What a stopping server calls, in its event loop: an open page keeps a connection, and the server would wait
        for it to end.
    """
    # Gradio reads these while it is imported, and would otherwise report its use to another host and share a
    # folder with every other Gradio program of this machine.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(scratch)
    os.environ["HF_HUB_OFFLINE"] = "1"
    from ui import page

    return page.mount(app, assistant, scratch)
