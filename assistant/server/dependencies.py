"""What every route is given."""

from typing import Annotated

from fastapi import Depends, Request

from assistant.app import Assistant


def _assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


Product = Annotated[Assistant, Depends(_assistant)]
"""The assistant that this server serves."""
