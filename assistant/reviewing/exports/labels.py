"""What the parts of a review are called, read from `labels.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def labels() -> Any:
    """The content of `labels.yaml`, read once; callers do not change it."""
    return yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text("utf-8"))


def section_title(key: str) -> str:
    """The title of a section of the form; a key that is not known stays as it is."""
    return str(labels()["sections"].get(key, key))
