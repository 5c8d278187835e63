"""What every route is given."""

from typing import Annotated

from fastapi import Depends, Request

from assistant.app import Assistant
from assistant.models.principal import LOCAL, Principal


def _assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


def _principal() -> Principal:
    return LOCAL


Product = Annotated[Assistant, Depends(_assistant)]
"""The assistant that this server serves."""

Person = Annotated[Principal, Depends(_principal)]
"""Who asks; without accounts, whoever sits at this machine."""
