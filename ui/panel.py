"""The side panel: a clause with the quoted words marked, what stands before and after it, and where it comes from."""

from dataclasses import dataclass

from assistant.app import Assistant
from assistant.errors import NotFound
from assistant.models.library import DocumentView
from ui import passage, text
from ui.place import Place, find, named, of_clause, spoken, trail
from ui.render import render

# Enough to see what a neighbouring clause is about.
_GLIMPSE = 60


@dataclass(frozen=True)
class Neighbour:
    """A clause beside the one shown."""

    name: str
    glimpse: str
    place: Place


def show(assistant: Assistant, place: Place) -> str:
    """The panel for a place."""
    try:
        view = assistant.document(place.document)
    except NotFound:
        return _quote_only(place, text.GONE)
    at = find(view.clauses, place.part, place.clause)
    if at is None or view.text[place.start : place.end] != place.quote:
        return _quote_only(place, text.CHANGED)
    clause = view.clauses[at]
    # A quote may run on into the clauses below.
    end = max(clause.end, place.end)
    return render(
        "panel",
        place=place,
        trail=trail(clause.part, place.heading) or ("" if clause.heading else spoken(clause.path)),
        note="",
        paragraphs=passage.paragraphs(
            view.text, clause.start, end, heading=clause.heading, quoted=(place.start, place.end)
        ),
        before=_neighbour(view, at - 1),
        after=_neighbour(view, at + 1),
        document=view,
        here=of_clause(view.id, clause).model_copy(update={"start": place.start, "end": place.end}),
    )


def _quote_only(place: Place, note: str) -> str:
    quoted = (0, len(place.quote))
    return render(
        "panel",
        place=place,
        trail=" ".join((trail(place.part, place.heading), spoken(place.clause))).strip(),
        note=note,
        paragraphs=passage.paragraphs(place.quote, *quoted, quoted=quoted),
        before=None,
        after=None,
        document=None,
        here=None,
    )


def _neighbour(view: DocumentView, at: int) -> Neighbour | None:
    if not 0 <= at < len(view.clauses):
        return None
    clause = view.clauses[at]
    shown = passage.paragraphs(view.text, clause.start, clause.end, heading=clause.heading)
    words = "".join(piece.words for paragraph in shown for piece in paragraph if not piece.heading).lstrip(
        "。 "
    )
    glimpse = words if len(words) <= _GLIMPSE else f"{words[:_GLIMPSE]}……"
    return Neighbour(named(clause.path, clause.heading), glimpse, of_clause(view.id, clause))
