"""Citations as HTML: a chip for each, which opens into the whole clause with the quoted words marked.

`<details>` needs no script, works with the keyboard, and prints. Every text is escaped: what a document or a
question holds is shown, never run.
"""

import re
from collections.abc import Callable, Sequence
from html import escape

from assistant.errors import AssistantError
from assistant.models.answer import Citation, Related
from assistant.models.document import Provenance
from assistant.models.library import ClauseView, DocumentView
from ui import text

Lookup = Callable[[str], DocumentView]
"""Gives the document of an id; raises an AssistantError when it is gone."""

_MARKDOWN_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_REFERENCE = re.compile(r"\[(\d{1,3})\]")


def lines(words: str) -> str:
    """Text as HTML on one source line: the chat's Markdown would end an HTML block at a blank line."""
    return escape(words).replace("\r", "").replace("\n", "<br>")


def marked_answer(words: str) -> str:
    """The answer's text, paragraph by paragraph, with its `[1]` raised."""
    paragraphs = [part for part in re.split(r"\n\s*\n", words) if part.strip()]
    return "".join(f"<p>{_REFERENCE.sub(_reference, lines(part.strip()))}</p>" for part in paragraphs)


def render(citations: Sequence[Citation], document: Lookup) -> str:
    """All citations of an answer."""
    return _row(text.SOURCES, [_citation(citation, document) for citation in citations])


def render_related(related: Sequence[Related], document: Lookup) -> str:
    """The clauses near a question that the documents do not answer."""
    return _row(text.RELATED, [_related(near, document) for near in related])


def _reference(match: re.Match[str]) -> str:
    return f'<sup class="reference">[{match[1]}]</sup>'


def _row(label: str, chips: Sequence[str]) -> str:
    shown = "".join(chips)
    return f'<div class="citations"><span class="label">{label}</span>{shown}</div>' if shown else ""


def _citation(citation: Citation, document: Lookup) -> str:
    view = _find(citation.document, document)
    before, after = _around(citation, view) if view else ("", "")
    return _chip(
        name=f'<span class="number">[{citation.id}]</span> {_name(citation.clause, citation.heading)}',
        place=_place(citation.part, citation.heading),
        words=f"{_unmarked(before)}<mark>{lines(citation.quote)}</mark>{_unmarked(after)}",
        facts=(f"《{citation.title}》", citation.number, _source(view)),
        provenance=citation.provenance,
    )


def _related(related: Related, document: Lookup) -> str:
    view = _find(related.document, document)
    clause = _clause(view, related.part, related.clause) if view else None
    if view is None or clause is None:
        return ""
    return _chip(
        name=_name(related.clause, related.heading),
        place=_place(related.part, related.heading),
        words=_unmarked(view.text[clause.start : clause.end].strip()),
        facts=(f"《{view.title}》", view.number, _source(view)),
        provenance=view.provenance,
    )


def _chip(name: str, place: str, words: str, facts: Sequence[str], provenance: Provenance) -> str:
    """A closed chip, open the clause. `name` and `words` are HTML already, the rest is text."""
    label = f'<span class="provenance {provenance.value}">{text.PROVENANCE[provenance]}</span>'
    # Closed, a chip speaks up only when the words are not the official ones.
    warning = "" if provenance is Provenance.ORIGINAL else label
    above = f'<div class="place">{escape(place)}</div>' if place else ""
    below = " · ".join([*(escape(fact) for fact in facts if fact), label])
    return (
        f'<details class="citation"><summary>{name}{warning}</summary><div class="source">{above}'
        f'<blockquote>{words}</blockquote><div class="facts">{below}</div></div></details>'
    )


def _find(identifier: str, document: Lookup) -> DocumentView | None:
    try:
        return document(identifier)
    except AssistantError:
        # It was removed while the question was being answered: the quote still stands.
        return None


def _clause(view: DocumentView, part: str | None, path: str) -> ClauseView | None:
    return next((clause for clause in view.clauses if clause.path == path and clause.part == part), None)


def _around(citation: Citation, view: DocumentView) -> tuple[str, str]:
    """The clause's text before and after the quoted words; a quote may run on into the clauses below."""
    clause = _clause(view, citation.part, citation.clause)
    if clause is None or view.text[citation.start : citation.end] != citation.quote:
        return "", ""
    start, end = min(clause.start, citation.start), max(clause.end, citation.end)
    return view.text[start : citation.start].lstrip(), view.text[citation.end : end].rstrip()


def _unmarked(words: str) -> str:
    """Text around a quote, without the signs that make headings in Markdown; the quote itself stays verbatim."""
    return lines(_MARKDOWN_HEADING.sub("", words))


def _name(path: str, heading: str) -> str:
    """What a chip is called: the path and the innermost heading, without repeating one in the other."""
    title = heading.rpartition(" › ")[2].removeprefix(path.rpartition("/")[2]).lstrip("、.．，, ")
    name = path if not title or title == path else f"{path} {title}"
    return f'<span class="clause">{escape(name)}</span>'


def _place(part: str | None, heading: str) -> str:
    """What stands above a clause; the clause itself begins with its own heading."""
    return " · ".join(words for words in (part or "", heading.rpartition(" › ")[0]) if words)


def _source(view: DocumentView | None) -> str:
    return f"{text.SOURCE_FROM}：{view.source}" if view and view.source else ""
