"""The applications of `made.yaml` as files."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from building import LABEL, converted, hide, pdf, word

HERE = Path(__file__).parent


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Name → case; one that is `like` another has its content."""
    read = yaml.safe_load((HERE / "made.yaml").read_text("utf-8"))
    return {name: {**read.get(case.get("like"), {}), **case} for name, case in read.items()}


def file_of(name: str, folder: Path) -> tuple[str, bytes]:
    """A case's file: its name and bytes."""
    case = cases()[name]
    form, *how, suffix = case["as"].split(".")
    basics = [str(line) for line in case["basics"]]
    sections = [(str(heading), str(text)) for heading, text in case["sections"]]
    hidden = case.get("hide", {})
    if suffix in ("txt", "md"):
        tail = case.get("tail", [])
        text = "\n".join(
            [LABEL, *basics, *(f"{h}\n{t}" if suffix == "md" else f"{h}{t}" for h, t in sections), *tail]
        )
        data = text.encode()
    elif suffix == "pdf" and not how:
        data = pdf(basics, sections, table=form == "form", pages=form == "pages")
    else:
        data = word(
            basics, sections, form, lambda d: [hide(d, text, way) for way, text in hidden.items()] and None
        )
        data = converted(data, folder) if how else data
    return f"{case.get('file', name)}.{suffix}", data
