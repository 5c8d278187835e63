"""Reviews as the page shows them: the jobs, a job's table, one submission's review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.job import JobSummary, Mark, ReviewJob
from assistant.models.review import Evidence, Review, Similar, Target, TargetRole
from assistant.reviewing.exports.labels import section_title
from assistant.reviewing.exports.letter import letter
from assistant.reviewing.exports.places import joined
from assistant.reviewing.exports.table import Row, direction_line, goals, row
from assistant.services.reviews import MOST_FILES
from ui import text
from ui.directions_chart import chart
from ui.render import day, failure, render


class Spot(BaseModel):
    """A place in a submission, as a button carries it to the side panel."""

    job: str
    review: str
    start: int
    end: int


@dataclass(frozen=True)
class Chip:
    """A button that opens a place in the submission: what it is called, and the place."""

    name: str
    spot: Spot


@dataclass(frozen=True)
class Point:
    """One finding: its words, the places that carry it, and what the reviewer did about it."""

    key: str
    words: str
    chips: tuple[Chip, ...]
    mark: Mark


@dataclass(frozen=True)
class Group:
    """The findings of one kind under one heading."""

    key: str
    title: str
    points: tuple[Point, ...]
    grave: bool


@dataclass(frozen=True)
class Line:
    """A row of the job's table; `titles` are its directions without what is said about them."""

    review: str
    row: Row
    titles: tuple[str, ...]
    broken: bool


def jobs(assistant: Assistant, opened: str = "", note: str = "") -> str:
    """The jobs that are kept, the latest first, below the place where files are dropped.

    Args:
        assistant: What keeps them.
        opened: The id of the job that is looked at.
        note: What went wrong.
    """
    try:
        listed = assistant.review_jobs.listed()
    except AssistantError as error:
        listed, note = [], str(error)
    return render(
        "review_jobs",
        jobs=[(job, _named(job), _when(job.created, assistant)) for job in listed],
        opened=opened,
        note=note,
        limit=assistant.settings.max_file_mb,
        most=MOST_FILES,
    )


def attach(assistant: Assistant) -> str:
    """Where files are attached in the chat."""
    return render("attach", limit=assistant.settings.max_file_mb, most=MOST_FILES)


def empty() -> str:
    """What stands beside the list before a job is opened."""
    return render("review_empty")


def table(assistant: Assistant, job: str) -> str:
    """A job: how far it is, and its reviews as rows to sort and filter."""
    try:
        whole = assistant.review_jobs.view(job)
    except AssistantError as error:
        return failure(error)
    lines = [
        Line(
            made.id,
            row(made, whole.marks),
            tuple(direction.title for direction in made.directions),
            made.error is not None,
        )
        for made in whole.reviews
    ]
    return render(
        "review_table",
        job=whole,
        name=_named(whole),
        lines=lines,
        chart=chart(whole.reviews),
        filters=_filters(whole),
        over=whole.state.over,
    )


def review(assistant: Assistant, job: str, identifier: str) -> str:
    """One submission's review."""
    try:
        whole = assistant.review_jobs.view(job)
    except AssistantError as error:
        return failure(error)
    at = next((n for n, made in enumerate(whole.reviews) if made.id == identifier), None)
    if at is None:
        return table(assistant, job)
    made = whole.reviews[at]
    page = _Page(whole, made)
    return render(
        "review",
        job=whole,
        review=made,
        filled_on=day(made.filled_on) if made.filled_on else "",
        summary=[(claim.text, page.chips(claim.evidence)) for claim in made.claims],
        sections=[
            (section_title(key), found, key in made.missing, page.chip(found.start, found.end, ""))
            for key, found in made.sections.items()
        ],
        directions=[
            (
                direction_line(direction),
                direction.claimed and direction.supported,
                page.chips(direction.evidence),
            )
            for direction in made.directions
        ],
        targets=[page.target(target) for target in goals(made)],
        others=[page.target(target) for target in made.targets if target.role is not TargetRole.GOAL],
        groups=[group for group in page.groups() if group.points],
        letter=letter(made) if made.questions else "",
        masked=len(made.personal_data),
        before=whole.reviews[at - 1] if at else None,
        after=whole.reviews[at + 1] if at + 1 < len(whole.reviews) else None,
    )


class _Page:
    """Makes the points of one review, with the reviewer's marks on them."""

    def __init__(self, job: ReviewJob, review: Review) -> None:
        self._job = job
        self._review = review
        self._marks = {mark.point: mark for mark in job.marks if mark.review == review.id}

    def groups(self) -> Iterator[Group]:
        """The findings, the gravest first."""
        made = self._review
        yield self._group("missing", [(section_title(key), []) for key in made.missing], grave=True)
        contradictions = [
            (f"{found.about}：{' / '.join(found.values)}", found.evidence) for found in made.contradictions
        ]
        yield self._group("contradictions", contradictions, grave=True)
        yield self._group("red_flags", [(flag.text, flag.evidence) for flag in made.red_flags], grave=True)
        injection = [
            (f"{found.where}：“{found.quote}”", _places(found.start, found.end, found.quote))
            for found in made.injection
        ]
        yield self._group("injection", injection, grave=True)
        similar = [
            (text.SIMILAR_TO.format(file=found.file), _places(found.start, found.end, found.quote))
            for found in made.similar
        ]
        yield self._group("similar", similar, [self._there(found) for found in made.similar])
        yield self._group("questions", [(question, []) for question in made.questions])

    def target(self, target: Target) -> tuple[Target, tuple[Chip, ...]]:
        """An amount with the buttons that open its places."""
        return target, self.chips(target.evidence)

    def chips(self, evidence: Sequence[Evidence]) -> tuple[Chip, ...]:
        """The buttons that open the places of a finding."""
        places = joined(self._review.text, evidence)
        return tuple(chip for place in places if (chip := self.chip(place.start, place.end, _where(place))))

    def chip(self, start: int, end: int, name: str) -> Chip | None:
        """The button that opens one place; None where there is no place."""
        if not start < end:
            return None
        spot = Spot(job=self._job.id, review=self._review.id, start=start, end=end)
        return Chip(name or text.SEE_WORDS, spot)

    def _there(self, found: Similar) -> tuple[Chip, ...]:
        """The button that opens the same passage in the other submission; two files may have one name."""
        length = found.other_end - found.other_start
        others = [made for made in self._job.reviews if made.file == found.file and made is not self._review]
        other = next((made for made in others if len(made.text) >= found.other_start + length), None)
        if other is None:
            return ()
        spot = Spot(job=self._job.id, review=other.id, start=found.other_start, end=found.other_end)
        return (Chip(text.SEE_OTHER, spot),)

    def _group(
        self,
        key: str,
        found: Sequence[tuple[str, Sequence[Evidence]]],
        more: Sequence[tuple[Chip, ...]] = (),
        *,
        grave: bool = False,
    ) -> Group:
        points = []
        for number, (words, evidence) in enumerate(found):
            point = f"{key}/{number}"
            mark = self._marks.get(point) or Mark(review=self._review.id, point=point)
            chips = self.chips(evidence) + (more[number] if more else ())
            points.append(Point(point, words, chips, mark))
        return Group(key, text.REVIEW_GROUPS[key], tuple(points), grave)


def _places(start: int, end: int, quote: str) -> list[Evidence]:
    return [Evidence(start=start, end=end, quote=quote)] if start < end else []


def _where(place: Evidence) -> str:
    """What a place is called: its section, and its page where the file has pages."""
    page = text.PAGE.format(page=place.page) if place.page else ""
    return " ".join(part for part in (section_title(place.section or ""), page) if part)


def _filters(job: ReviewJob) -> list[tuple[str, str, list[str]]]:
    """The columns that can be filtered by one of their values: key, name, values."""
    read = [made for made in job.reviews if made.error is None]
    found = {
        "kind": {made.kind for made in read},
        "district": {made.district for made in read},
        "direction": {direction.title for made in read for direction in made.directions},
    }
    return [
        (key, text.REVIEW_FILTERS[key], sorted(values - {""}))
        for key, values in found.items()
        if len(values) > 1
    ]


def _named(job: JobSummary) -> str:
    first = job.files[0] if job.files else ""
    return first if job.total == 1 else text.JOB_NAME.format(first=first, count=job.total)


def _when(moment: datetime, assistant: Assistant) -> str:
    local = moment.astimezone(ZoneInfo(assistant.settings.time_zone))
    return f"{local:%H:%M}" if local.date() == assistant.today() else day(local.date())
