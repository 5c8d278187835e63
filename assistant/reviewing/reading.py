"""A file becomes masked text; hidden words that instruct come to stand at its end, so that they can be quoted.

Masking is the first thing that happens to what the readers give. Nothing behind it sees personal data.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.documents.readers import Hidden, Source, decode, read_bytes
from assistant.documents.readers.unseen import smuggled
from assistant.documents.text import visible
from assistant.models.review import Injection, PersonalData
from assistant.reviewing.injection import instructions, instructs
from assistant.reviewing.masking import Found, mask
from assistant.reviewing.submission import Reading, Upload
from assistant.reviewing.words import data, phrase

_LONGEST_NAME = 120
_SEPARATOR = "\n\x1e\n"
_PLAIN = (".md", ".markdown", ".txt")


def read(upload: Upload, max_bytes: int) -> Reading:
    """Read and mask a file.

    Raises:
        UnreadableFile: It cannot be read, whatever the reason.
    """
    name = file_name(upload.name)
    source = _source(upload, name, max_bytes)
    parts = [source.text, *(item.text for item in source.hidden), name]
    masked = mask(_SEPARATOR.join(parts))
    body, *hidden, shown_name = masked.text.split(_SEPARATOR)
    written = _Written(body)
    start = len(body)
    for item, words in zip(source.hidden, hidden, strict=True):
        start += len(_SEPARATOR)
        written.add(item, words, start)
        start += len(words)
    return Reading(
        file=shown_name,
        text=written.text,
        body_end=len(body),
        pages=source.pages,
        personal_data=tuple(written.personal_data(masked.found)),
        injection=tuple(written.injection()),
        hidden=tuple((s.start, s.end, s.where) for s in written.spans),
    )


def file_name(name: str) -> str:
    """The last part of a path, without what a terminal or a page would stumble over."""
    last = re.split(r"[/\\]", name.strip())[-1]
    last = "".join(c for c in visible(last) if c.isprintable()).strip() or phrase("unnamed")
    if len(last) <= _LONGEST_NAME:
        return last
    stem, dot, suffix = last.rpartition(".")
    return f"{(stem or last)[: _LONGEST_NAME - len(suffix) - 2]}…{dot}{suffix}"


def _source(upload: Upload, name: str, max_bytes: int) -> Source:
    source = read_bytes(upload.data, name, max_bytes)
    if not name.lower().endswith(_PLAIN):
        return source
    # What stands before a Markdown file's text is part of what was handed in.
    whole = decode(upload.data, name)
    return Source(visible(whole), hidden=tuple(smuggled(whole)))


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    where: str


@dataclass
class _Written:
    """The text as it grows by the hidden words that instruct.

    `moved` says which stretches of what was masked came to stand where.
    """

    body: str
    text: str = ""
    spans: list[_Span] = field(default_factory=list)
    moved: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.body
        self.moved.append((0, len(self.body), 0))

    def add(self, item: Hidden, words: str, start: int) -> None:
        """Note hidden words that stand in the body; write those that instruct and do not behind it."""
        places = list(_places(words, self.body)) if item.shown else []
        self.spans += [_Span(a, b, item.where) for a, b in places]
        if places or not instructs(words, hidden=True):
            return
        if self.text == self.body:
            self.text += f"\n\n{data('hidden')['appendix']}"
        self.text += f"\n{data('hidden')['label'].format(where=item.where)}"
        self.moved.append((start, start + len(words), len(self.text)))
        self.spans.append(_Span(len(self.text), len(self.text) + len(words), item.where))
        self.text += words

    def injection(self) -> Iterator[Injection]:
        """Everything that instructs, and where it was hidden."""
        found = [(a, b, self._where(a, b)) for a, b in instructions(self.text, 0, len(self.body))]
        for span in self.spans:
            known = any(a < span.end and span.start < b for a, b, _ in found)
            inside = [] if known else list(instructions(self.text, span.start, span.end, hidden=True))
            if inside:
                found.append((inside[0][0], inside[-1][1], span.where))
        for start, end, where in sorted(found):
            yield Injection(quote=self.text[start:end], where=where, start=start, end=end)

    def personal_data(self, found: Sequence[Found]) -> Iterator[PersonalData]:
        """Where personal data stand in the text."""
        for item in found:
            for start, end, to in self.moved:
                if start <= item.start and item.end <= end:
                    a, b = item.start - start + to, item.end - start + to
                    yield PersonalData(kind=item.kind, masked=self.text[a:b], start=a, end=b)

    def _where(self, start: int, end: int) -> str:
        """How words of the body stand there: hidden, in a comment of Markdown or HTML, in a note, or plainly."""
        hidden = next((s.where for s in self.spans if s.start < end and start < s.end), None)
        if hidden is not None:
            return hidden
        if self.body.rfind("<!--", 0, start) > self.body.rfind("-->", 0, start):
            return str(data("hidden")["comment_in_text"])
        line = self.body[self.body.rfind("\n", 0, start) + 1 : end]
        return str(data("hidden")["footnote" if re.match(r"(?:尾?注)\d+[:：]", line) else "plain"])


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in the text, however its lines were joined."""
    bare = [c for c in words if not c.isspace()]
    if bare:
        yield from (m.span() for m in re.finditer(r"\s*".join(map(re.escape, bare)), text))
