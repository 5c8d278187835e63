"""Days as callers write them."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str) -> date:
    """The day that `text` names, written YYYY-MM-DD.

    Raises:
        ValueError: with a Chinese message that says what is expected.
    """
    # The standard library alone would also take 20250708 and 2025-W28-2.
    if _DAY.fullmatch(text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    # Half a character cannot be written, and pydantic cannot even take it as a message.
    shown = text[:40].encode("utf-8", "replace").decode("utf-8")
    raise ValueError(f"“{shown}”不是有效的日期，请写成 2025-07-11 这样的形式。")


def _day(value: Any) -> date:
    # Pydantic alone would read the number 0 as 1970-01-01.
    return value if type(value) is date else parse_day(str(value))


Day = Annotated[date, BeforeValidator(_day)]
"""A `date` field that takes exactly YYYY-MM-DD."""
