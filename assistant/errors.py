"""Everything that can go wrong in a way that we foresee, as one tree:

AssistantError                  500  something failed
├── InvalidInput                422  what was asked cannot be understood or is out of bounds
│   ├── InvalidQuestion         422  empty, too long, nothing readable in it
│   └── InvalidOption           422  an unknown day, engine, kind …
├── UnreadableFile              422  a file that cannot become a document
├── NotFound                    404  no such document, conversation …
│   └── UnknownModel            404  no model of that name, where a model is an engine of ours
├── NotPermitted                403  a folder without permission
├── Busy                        503  another process holds the lock; try again
├── IndexUnavailable            503  the index cannot be opened or built
├── EmbeddingUnavailable        503  the embedding endpoint gives no vectors
├── StorageUnavailable          503  the database cannot be opened, read or written
└── Misconfigured               500  a setting is wrong

Each carries a message and a hint in the user's language; faces show both and never a traceback.
"""

from http import HTTPStatus
from typing import ClassVar


class AssistantError(Exception):
    """Root of the tree.

    Args:
        message: What is wrong, one Chinese line.
        hint: What to do about it, one Chinese line.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"


class InvalidInput(AssistantError):
    """What was asked cannot be understood or is out of bounds."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid_input"


class InvalidQuestion(InvalidInput):
    """A question that is empty, too long, or holds nothing readable."""

    code = "invalid_question"


class InvalidOption(InvalidInput):
    """An option with an impossible value."""

    code = "invalid_option"


class UnreadableFile(AssistantError):
    """A file that cannot become a document."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "unreadable_file"


class NotFound(AssistantError):
    """No such thing here."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"


class UnknownModel(NotFound):
    """No model of that name, where a model is an engine of ours."""

    code = "model_not_found"


class NotPermitted(AssistantError):
    """The operating system, or the operator, does not allow it."""

    status = HTTPStatus.FORBIDDEN
    code = "not_permitted"


class Busy(AssistantError):
    """Another process is doing it right now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "busy"


class IndexUnavailable(AssistantError):
    """The index cannot be opened or built."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "index_unavailable"


class EmbeddingUnavailable(AssistantError):
    """The embedding endpoint gives no vectors."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "embedding_unavailable"


class StorageUnavailable(AssistantError):
    """The database cannot be opened, read or written."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "storage_unavailable"


class Misconfigured(AssistantError):
    """A setting is wrong."""

    code = "misconfigured"
