"""Drafts as the page shows them: the form beside the draft, where each sentence comes from, what is still missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml
from pydantic import ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.draft import Draft, DraftSection, Finding, Profile
from ui import text
from ui.place import of_citation
from ui.render import day, failure, render

_TOKEN = re.compile(r"\[(\d{1,3})\]|【[^】\n]{1,300}】")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"^[\s|:-]+$")


@dataclass(frozen=True)
class Piece:
    """Words of a section that look the same.

    `source` is where they come from, empty for none; `cite` is the number of a citation, 0 for words; `gap` is the
    question that would fill a placeholder, empty for other words.
    """

    words: str
    source: str = ""
    cite: int = 0
    gap: str = ""


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table: its rows of cells."""

    paragraph: Paragraph = ()
    rows: tuple[tuple[Paragraph, ...], ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the draft: its text as blocks, what was found in it, and its text while it is being edited."""

    key: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    gaps: int
    findings: tuple[Finding, ...]
    checked: bool
    editing: bool


def form(assistant: Assistant, draft: str = "", profile: Profile | None = None, note: str = "") -> str:
    """The form to fill in, above it the drafts that are kept.

    Args:
        assistant: What drafts.
        draft: The id of the draft that is open; empty for a new one.
        profile: What stands in the fields.
        note: What went wrong.
    """
    profile = profile or Profile()
    try:
        guide = assistant.drafts.guide(profile.notice)
        listed = assistant.drafts.listed()
    except AssistantError as error:
        return failure(error)
    chosen = set(profile.directions)
    return render(
        "draft_form",
        guide=guide,
        draft=draft,
        profile=profile,
        facts={key: "\n".join(told) for key, told in profile.facts.items()},
        directions=[(d, d.clause in chosen or d.title in chosen) for d in guide.directions],
        stored=[(kept, _when(kept.updated, assistant)) for kept in listed],
        note=note,
    )


def empty() -> str:
    """What stands beside the form before there is a draft."""
    return render("draft_empty")


def show(
    assistant: Assistant,
    draft: str,
    *,
    version: int | None = None,
    findings: Sequence[Finding] | None = None,
    editing: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """A draft.

    Args:
        assistant: What keeps it.
        draft: Its id.
        version: An earlier version that is only looked at; None for the newest.
        findings: What a check has found; None when nothing was checked.
        editing: Texts that are being edited and are not saved, by section.
        note: What went wrong.
    """
    try:
        made = assistant.drafts.get(draft, version=version)
        versions = assistant.drafts.versions(draft)
    except AssistantError as error:
        return failure(error)
    editing = editing or {}
    titles = {section.key: section.title for section in made.sections}
    return render(
        "draft",
        draft=made,
        as_of=day(made.as_of),
        sections=[_section(section, made, findings, editing) for section in made.sections],
        chips=[of_citation(citation) for citation in made.citations],
        versions=[
            (kept, _when(kept.created, assistant), "、".join(titles.get(key, key) for key in kept.sections))
            for kept in reversed(versions)
        ],
        newest=versions[-1].number if versions else 0,
        version=version,
        found=None if findings is None else len(findings),
        note=note,
    )


def blocks(section: DraftSection) -> Iterator[Block]:
    """A section's text, paragraph by paragraph, each word with where it comes from."""
    sources = list(_sources(section))
    questions = {gap.text: gap.question for gap in section.placeholders}
    rows: list[tuple[Paragraph, ...]] = []
    at = 0
    for line in section.text.splitlines(keepends=True):
        start, at = at, at + len(line)
        row = _ROW.match(line)
        if row:
            if not _RULE.match(line):
                rows.append(tuple(tuple(_tokens(cell.strip(), "", questions)) for cell in row[1].split("|")))
            continue
        if rows:
            yield Block(rows=tuple(rows))
            rows = []
        paragraph = tuple(_pieces(section.text, start, start + len(line.rstrip()), sources, questions))
        if paragraph:
            yield Block(paragraph=paragraph)
    if rows:
        yield Block(rows=tuple(rows))


@lru_cache
def sample() -> Profile | None:
    """A fictional profile to try the form with."""
    data = yaml.safe_load(files("ui").joinpath("sample_profile.yaml").read_text("utf-8"))
    try:
        return Profile.model_validate(data)
    except ValidationError:
        return None


def _section(
    section: DraftSection, draft: Draft, findings: Sequence[Finding] | None, editing: Mapping[str, str]
) -> Section:
    own = tuple(found for found in findings or () if found.section == section.key)
    return Section(
        key=section.key,
        title=section.title,
        text=editing.get(section.key, section.text),
        blocks=tuple(blocks(section)),
        gaps=len(section.placeholders),
        findings=own,
        checked=findings is not None and (not editing or section.key in editing),
        editing=section.key in editing,
    )


def _sources(section: DraftSection) -> Iterator[tuple[int, int, str]]:
    """Where the claims stand in the text, in order, and where each comes from."""
    at = 0
    for claim in section.claims:
        start = section.text.find(claim.text, at)
        if start >= 0:
            at = start + len(claim.text)
            yield start, at, claim.source.value


def _pieces(
    words: str, start: int, end: int, sources: Sequence[tuple[int, int, str]], questions: Mapping[str, str]
) -> Iterator[Piece]:
    at = start
    for first, last, source in sources:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        yield from _tokens(words[at:first], "", questions)
        yield from _tokens(words[first:last], source, questions)
        at = last
    yield from _tokens(words[at:end], "", questions)


def _tokens(words: str, source: str, questions: Mapping[str, str]) -> Iterator[Piece]:
    at = 0
    for match in _TOKEN.finditer(words):
        if match.start() > at:
            yield Piece(words[at : match.start()], source)
        if match[1]:
            yield Piece("", cite=int(match[1]))
        elif match[0] in questions or match[0].startswith(text.GAP):
            yield Piece(match[0], gap=questions.get(match[0], match[0]))
        else:
            yield Piece(match[0], source)
        at = match.end()
    if at < len(words):
        yield Piece(words[at:], source)


def _when(moment: datetime, assistant: Assistant) -> str:
    local = moment.astimezone(ZoneInfo(assistant.settings.time_zone))
    return f"{local:%H:%M}" if local.date() == assistant.today() else day(local.date())
