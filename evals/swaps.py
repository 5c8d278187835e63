"""A text that says something else: every day moved, every listed word and number changed, and nothing besides.

From a corpus changed in this way the assistant must give the changed values: what it gives unchanged, it has from
somewhere else.
"""

import calendar
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, ValidationError

from assistant.errors import InvalidInput
from assistant.models.document import Frozen

TEXTS = frozenset({".md", ".txt", ".html", ".htm"})
_COMMON_YEAR = 2001
_YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?P<iso>(?<!\d){_YEAR}-\d{{2}}-\d{{2}}(?!\d))"
    rf"|(?<![\d.])(?P<year>{_YEAR})(?![\d.]|\s*[元人家万亿个名次])"
    r"|(?<![\d.])(?P<month>\d{1,2})(?P<of>月)(?:(?P<day>\d{1,2})(?=[日号]))?"
)


class Dates(Frozen):
    """By how much a day is moved; one after `latest_day` keeps its number, so that it exists in every month."""

    years: int
    months: Annotated[int, Field(ge=0, lt=12)]
    days: Annotated[int, Field(ge=0)]
    latest_day: Annotated[int, Field(ge=1, le=28)]


class Rules(Frozen):
    """A file of swaps."""

    dates: Dates
    words: dict[str, str]


@dataclass(frozen=True)
class Swaps:
    """Changes texts.

    Months and days of one date are moved by themselves, so a December would become a January of the same year: such
    a corpus needs other rules.
    """

    rules: Rules

    def text(self, text: str) -> str:
        """`text` with everything swapped."""
        return self._pattern.sub(self._swap, text)

    def day(self, day: date) -> date:
        """The day that takes the place of `day`."""
        month = self._month(day.month)
        return date(day.year + self.rules.dates.years, month, self._day(day.day, month))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(self.rules.words, key=len, reverse=True)
        # A number in a list of words is a whole one: 39 is not in 2390.
        listed = "|".join(rf"(?<!\d){re.escape(w)}" if w[0].isdigit() else re.escape(w) for w in words)
        return re.compile(f"(?P<word>{listed})|{_DATE}" if listed else _DATE)

    def _swap(self, match: re.Match[str]) -> str:
        found = match.groupdict()
        if found.get("word"):
            return self.rules.words[found["word"]]
        if found["iso"]:
            return self.day(date.fromisoformat(found["iso"])).isoformat()
        if found["year"]:
            return str(int(found["year"]) + self.rules.dates.years)
        month = self._month(int(found["month"]))
        day = str(self._day(int(found["day"]), month)) if found["day"] else ""
        return f"{month}{found['of']}{day}"

    def _month(self, month: int) -> int:
        return (month + self.rules.dates.months - 1) % 12 + 1

    def _day(self, day: int, month: int) -> int:
        dates = self.rules.dates
        moved = day + dates.days if day <= dates.latest_day else day
        # A text may leave the year out, so every February has 28 days.
        return min(moved, calendar.monthrange(_COMMON_YEAR, month)[1])


def load(file: Path) -> Swaps:
    """The swaps of a file.

    Raises:
        InvalidInput: it is not there, or says something else than it should.
    """
    try:
        return Swaps(Rules.model_validate(yaml.safe_load(file.read_text("utf-8"))))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InvalidInput(f"替换规则 {file} 不可用。", "格式说明见 evals/cases/README.md。") from error


def changed_copy(corpus: Path, files: Sequence[Path], target: Path) -> Path:
    """A copy of a corpus folder with the texts swapped.

    Args:
        corpus: The folder.
        files: The swaps, applied one after the other.
        target: Where the copy goes; does not exist yet.
    """
    shutil.copytree(corpus, target, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    for swaps in map(load, files):
        for path in (p for p in target.rglob("*") if p.suffix.lower() in TEXTS):
            path.write_text(swaps.text(path.read_text("utf-8")), "utf-8")
    return target
