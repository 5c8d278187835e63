"""What reviews know about how applications are written, read from the YAML files beside their modules."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


@cache
def data(name: str) -> Any:
    """The content of a data file such as `sections`, read once; callers do not change it."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text("utf-8"))


@cache
def pattern(file: str, key: str) -> re.Pattern[str]:
    """One pattern of a data file: a string, or a list of alternatives."""
    found = data(file)[key]
    return re.compile("|".join(found) if isinstance(found, list) else found.strip())


def phrase(name: str, /, **values: object) -> str:
    """A sentence of `phrases.yaml`, filled in."""
    return str(data("phrases")[name]).format(**values)
