"""Drafts that are changed: one section made again, sections edited by hand, one section alone."""

import re
from collections.abc import Iterable, Mapping

from assistant.documents.text import visible
from assistant.drafting.wording import phrase
from assistant.errors import InvalidInput
from assistant.models.answer import Citation
from assistant.models.draft import Draft, DraftClaim, DraftSection, Placeholder, Source

_LONGEST = 20_000
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*(?:（[^（）]*）)?")
_MARK = re.compile(r"\[(\d+)\]")
_GAP = re.compile(r"【待补充：[^】]*】")


def edited(draft: Draft, texts: Mapping[str, str]) -> Draft:
    """The draft with sections edited by hand: what still stands keeps its source, the rest is the applicant's own.

    Raises:
        InvalidInput: The draft has no such section, or a text is too long.
    """
    known = {section.key: section for section in draft.sections}
    texts = {key: visible(text) for key, text in texts.items()}
    for key, text in texts.items():
        if key not in known:
            raise InvalidInput(f"草稿没有名为 {key[:40]} 的部分。", f"可选：{'、'.join(known)}。")
        if len(text) > _LONGEST:
            raise InvalidInput(f"这一部分太长（{len(text)} 字）。", f"请控制在 {_LONGEST} 字以内。")
    sections = [_edited(s, texts[s.key]) if s.key in texts else s for s in draft.sections]
    return draft.model_copy(update={"sections": sections})


def _edited(section: DraftSection, text: str) -> DraftSection:
    claims = {claim.text: claim for claim in section.claims}
    questions = {gap.text: gap for gap in section.placeholders}
    kept: list[DraftClaim] = []
    for said, marks in _sentences(text, claims):
        known = claims.get(said)
        if known is not None:
            kept.append(known.model_copy(update={"citations": marks or []}))
        elif not _GAP.search(said):
            kept.append(DraftClaim(text=said, source=Source.APPLICANT, citations=marks))
    gaps = [
        questions.get(m[0]) or Placeholder(text=m[0], question=phrase("edited_question", what=m[0][5:-1]))
        for m in _GAP.finditer(text)
    ]
    return section.model_copy(update={"text": text, "claims": kept, "placeholders": gaps})


def _sentences(text: str, claims: Iterable[str]) -> list[tuple[str, list[int]]]:
    """The sentences of a text outside its table, in order, each with the citations behind it."""
    found: list[tuple[int, str, list[int]]] = []
    rest = "\n".join("" if line.lstrip().startswith("|") else line for line in text.split("\n"))
    for claim in sorted(claims, key=len, reverse=True):
        place = rest.find(claim)
        if place >= 0:
            marks = re.match(r"(?:\[\d+\])*", rest[place + len(claim) :])
            behind = marks[0] if marks else ""
            found.append((place, claim, [int(n) for n in _MARK.findall(behind)]))
            length = len(claim) + len(behind)
            rest = rest[:place] + "\n" * length + rest[place + length :]
    for match in _SENTENCE.finditer(rest):
        bare = _MARK.sub("", match[0]).strip()
        if bare:
            found.append((match.start(), bare, [int(n) for n in _MARK.findall(match[0])]))
    return [(said, marks) for _, said, marks in sorted(found)]


def with_section(known: Draft, fresh: Draft, key: str) -> Draft:
    """`known` with one section of `fresh`, whose citations are numbered on from those of the others."""
    listed: list[Citation] = list(known.citations)
    numbers = {(c.document, c.start, c.end): c.id for c in listed}
    renamed: dict[int, int] = {}
    for citation in fresh.citations:
        place = (citation.document, citation.start, citation.end)
        if place not in numbers:
            numbers[place] = max((c.id for c in listed), default=0) + 1
            listed.append(citation.model_copy(update={"id": numbers[place]}))
        renamed[citation.id] = numbers[place]
    new = next(section for section in fresh.sections if section.key == key)
    section = new.model_copy(
        update={
            "text": _MARK.sub(lambda m: f"[{renamed.get(int(m[1]), int(m[1]))}]", new.text),
            "claims": [
                claim.model_copy(update={"citations": [renamed.get(n, n) for n in claim.citations]})
                for claim in new.claims
            ],
        }
    )
    sections = [section if s.key == key else s for s in known.sections]
    used = {n for s in sections for n in map(int, _MARK.findall(s.text))}
    return fresh.model_copy(update={"sections": sections, "citations": [c for c in listed if c.id in used]})


def keeping(fresh: Draft, known: Draft, keys: Iterable[str]) -> Draft:
    """`fresh` with some sections of `known`: those that were edited by hand."""
    draft = fresh
    for key in keys:
        mixed = with_section(draft, known, key)
        draft = fresh.model_copy(update={"sections": mixed.sections, "citations": mixed.citations})
    return draft


def only(draft: Draft, key: str) -> Draft:
    """The draft with one of its sections alone, by key or title. Raises InvalidInput."""
    sections = [s for s in draft.sections if key in (s.key, s.title)]
    if not sections:
        known = "、".join(f"{s.key}（{s.title}）" for s in draft.sections)
        raise InvalidInput(f"申报表没有名为 {key[:40]} 的部分。", f"可选：{known}。")
    used = {n for s in sections for n in map(int, _MARK.findall(s.text))}
    return draft.model_copy(
        update={"sections": sections, "citations": [c for c in draft.citations if c.id in used]}
    )
