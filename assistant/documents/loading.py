"""The whole way from a file to a parsed document."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.documents.clauses import parse
from assistant.documents.facts import extract
from assistant.documents.metadata import describe, identify
from assistant.documents.readers import Source, read
from assistant.models.document import Document, Fact


@dataclass(frozen=True)
class Overrides:
    """What the person who ingests a file says about it; it goes before what the file says of itself."""

    kind: str | None = None
    title: str | None = None
    number: str | None = None
    issued: date | None = None

    def to_json(self) -> dict[str, str]:
        """These values as plain JSON, without those not given."""
        given = {"kind": self.kind, "title": self.title, "number": self.number}
        issued = {"issued": self.issued.isoformat()} if self.issued else {}
        return {key: value for key, value in given.items() if value is not None} | issued

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "Overrides":
        """What `to_json` gave."""
        issued = date.fromisoformat(data["issued"]) if "issued" in data else None
        return cls(data.get("kind"), data.get("title"), data.get("number"), issued)

    def over(self, front_matter: dict[str, Any]) -> dict[str, Any]:
        """`front_matter` with these values on top."""
        given = {"kind": self.kind, "title": self.title, "number": self.number, "issued": self.issued}
        return front_matter | {key: value for key, value in given.items() if value is not None}


@dataclass(frozen=True)
class Parsed:
    """A document with its facts."""

    document: Document
    facts: tuple[Fact, ...]


def load(path: Path, max_bytes: int, overrides: Overrides | None = None) -> Parsed:
    """Read and parse the file at `path`. Raises what the readers raise."""
    return parse_source(read(path, max_bytes), path.name, overrides or Overrides())


def parse_source(source: Source, name: str, overrides: Overrides) -> Parsed:
    """Parse what a reader gave. `name` is the file's name."""
    clauses = parse(source.text)
    meta = describe(source.text, clauses, overrides.over(source.front_matter), name)
    document = Document(id=identify(meta), meta=meta, text=source.text, clauses=clauses, pages=source.pages)
    return Parsed(document, extract(document))
