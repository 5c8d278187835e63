"""What the writer makes: sentences with their sources, in paragraphs, and a table where a section has one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.grounding.places import Citations, Span
from assistant.models.draft import DraftClaim, DraftSection, Placeholder, Source


@dataclass(frozen=True)
class Sentence:
    """A sentence; with a source it is a claim, with placeholders it shows what is missing."""

    text: str
    source: Source | None = None
    spans: tuple[Span, ...] = ()
    gaps: tuple[Placeholder, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its head, its rows, and the placeholders that stand in it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    gaps: tuple[Placeholder, ...] = ()

    @property
    def text(self) -> str:
        """As Markdown."""
        lines = [self.head, tuple("---" for _ in self.head), *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@dataclass
class Prose:
    """A section as it comes about."""

    key: str
    title: str
    paragraphs: list[list[Sentence]] = field(default_factory=list)
    table: Table | None = None

    def paragraph(self, sentences: Sequence[Sentence]) -> None:
        """Add a paragraph, unless it is empty."""
        if sentences:
            self.paragraphs.append(list(sentences))

    @property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def section(prose: Prose, citations: Citations) -> DraftSection:
    """The section as the contract describes it: the text with numbered citations, its claims, its placeholders."""
    claims: list[DraftClaim] = []
    gaps: list[Placeholder] = []
    blocks: list[str] = []
    for paragraph in prose.paragraphs:
        block = ""
        for sentence in paragraph:
            numbers = [citations.number(span) for span in sentence.spans]
            block += sentence.text + "".join(f"[{n}]" for n in numbers)
            gaps += sentence.gaps
            if sentence.source is not None:
                claims.append(DraftClaim(text=sentence.text, source=sentence.source, citations=numbers))
        blocks.append(block)
    if prose.table is not None:
        blocks.append(prose.table.text)
        gaps += prose.table.gaps
    return DraftSection(
        key=prose.key, title=prose.title, text="\n".join(blocks), claims=claims, placeholders=gaps
    )
