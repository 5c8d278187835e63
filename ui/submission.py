"""The side panel on a submission: its masked text around a place, with the quoted words marked."""

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.review import Review
from assistant.reviewing.exports.labels import section_title
from ui import passage
from ui.render import render
from ui.reviews import Spot

_WHOLE = 12_000
_AROUND = 3_000
"""Longer texts are shown from the line so many characters before the place to the one so many after it."""


def show(assistant: Assistant, spot: Spot) -> str:
    """The panel for a place; says what is wrong when it cannot be shown."""
    try:
        job = assistant.review_jobs.view(spot.job)
    except AssistantError as error:
        return render("submission", review=None, spot=spot, section="", note=str(error), paragraphs=[])
    review = next((made for made in job.reviews if made.id == spot.review), None)
    if review is None:
        return ""
    start, end = _window(review.text, spot)
    return render(
        "submission",
        review=review,
        spot=spot,
        section=_section(review, spot),
        note="",
        paragraphs=passage.paragraphs(review.text, start, end, quoted=(spot.start, spot.end)),
    )


def _window(text: str, spot: Spot) -> tuple[int, int]:
    if len(text) <= _WHOLE:
        return 0, len(text)
    start = text.rfind("\n", 0, max(0, spot.start - _AROUND)) + 1
    end = text.find("\n", min(len(text), spot.end + _AROUND))
    return start, len(text) if end < 0 else end


def _section(review: Review, spot: Spot) -> str:
    for key, found in review.sections.items():
        if found.present and found.start <= spot.start < found.end:
            return section_title(key)
    return ""
