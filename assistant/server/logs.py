"""Logs for programs to read: one JSON object a line on standard error, each with the number of its request.

Never what somebody wrote: an error is told by its kind and the places it came through, because its message may
hold what it failed on. Only at DEBUG the message stands there too.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from assistant.server.access import request_id

_PLACES = 12
# What every record has; the rest was given with `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class JsonFormatter(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            entry["request"] = number
        entry |= {key: value for key, value in vars(record).items() if key not in _USUAL}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            entry |= _told(error)
        return json.dumps(entry, ensure_ascii=False, default=str)


def install() -> None:
    """Make every handler that is already there write JSON, warnings of libraries included."""
    logging.captureWarnings(True)
    for logger in (logging.getLogger(), logging.getLogger("assistant")):
        for handler in logger.handlers:
            handler.setFormatter(JsonFormatter())


def _told(error: BaseException) -> dict[str, object]:
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__
    places = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    told: dict[str, object] = {
        "error": " < ".join(kinds),
        "places": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
    if logging.getLogger("assistant").isEnabledFor(logging.DEBUG):
        told["detail"] = str(error)
    return told
