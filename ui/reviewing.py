"""The reviewer's tab: its components, and what they do."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from pydantic import BaseModel, ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.job import Mark
from ui import reviews, submission, submissions
from ui.parts import PRIVATE, html, payload
from ui.reviews import Spot

logger = logging.getLogger(__name__)


class Opened(BaseModel):
    """What is looked at: a job, and one of its reviews or none."""

    job: str
    review: str = ""


class Marked(BaseModel):
    """A tick or a note on one point."""

    job: str
    review: str
    point: str
    checked: bool = False
    note: str = ""


@dataclass(frozen=True)
class Reviewing:
    """The tab's components: the jobs, and what is looked at."""

    jobs: gr.HTML
    main: gr.HTML


def build() -> Reviewing:
    """The components, in the tab that is being built."""
    with gr.Row(elem_id="reviewing"):
        jobs = html("review-jobs")
        main = html("review-main", reviews.empty())
    return Reviewing(jobs, main)


def wire(tab: Reviewing, side: gr.HTML, assistant: Assistant, scratch: Path) -> None:
    """What the components do.

    Args:
        tab: The components.
        side: The side panel, which shows places in a submission.
        assistant: What reviews.
        scratch: Where uploads lie.
    """
    steps = Steps(assistant)
    starting = Starting(steps, assistant, scratch)
    both: dict[str, Any] = {**PRIVATE, "outputs": [tab.jobs, tab.main]}
    tab.jobs.upload(starting.start, None, **both)
    tab.jobs.expand(steps.open, None, **both)
    tab.jobs.delete(steps.delete, None, **both)
    tab.main.expand(steps.open, None, **both)
    tab.main.tick(steps.follow, None, **both)
    tab.main.clear(steps.leave, None, **both)
    tab.main.apply(steps.mark, None, [tab.main], **PRIVATE)
    tab.main.select(steps.cite, None, [side], **PRIVATE)


class Steps:
    """What each event makes of the tab.

    Args:
        assistant: What reviews.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def open(self, event: gr.EventData) -> tuple[Any, Any]:
        """A job, or a review in it, was chosen."""
        try:
            chosen = Opened.model_validate(payload(event))
        except ValidationError:
            return gr.skip(), gr.skip()
        if chosen.review:
            return gr.skip(), reviews.review(self._assistant, chosen.job, chosen.review)
        return self.opened(chosen.job)

    def follow(self, event: gr.EventData) -> tuple[Any, Any]:
        """Something has come in the job that is looked at."""
        return self.opened(str(payload(event).get("job", "")))

    def leave(self) -> tuple[Any, Any]:
        """Back to the list; on a phone only one of the two is seen."""
        return reviews.jobs(self._assistant), reviews.empty()

    def delete(self, event: gr.EventData) -> tuple[Any, Any]:
        """A job is to be forgotten."""
        note = ""
        try:
            self._assistant.review_jobs.delete(str(payload(event).get("job", "")))
        except AssistantError as error:
            note = str(error)
        return reviews.jobs(self._assistant, note=note), reviews.empty()

    def mark(self, event: gr.EventData) -> Any:
        """A point was ticked or noted on."""
        try:
            marked = Marked.model_validate(payload(event))
            mark = Mark.model_validate(marked.model_dump(exclude={"job"}))
            self._assistant.review_jobs.mark(marked.job, mark)
        except (AssistantError, ValidationError) as error:
            logger.warning("a mark was not kept: %s", type(error).__name__)
            return gr.skip()
        return reviews.review(self._assistant, marked.job, marked.review)

    def cite(self, event: gr.EventData) -> Any:
        """A place in the submission is to be seen."""
        try:
            return submission.show(self._assistant, Spot.model_validate(payload(event)))
        except ValidationError:
            return gr.skip()

    def opened(self, job: str) -> tuple[str, str]:
        """A job with the list in which it stands."""
        return reviews.jobs(self._assistant, job), reviews.table(self._assistant, job)


class Starting:
    """Files that are dropped: their review begins.

    Args:
        steps: What shows it.
        assistant: What reviews.
        scratch: Where uploads lie.
    """

    def __init__(self, steps: Steps, assistant: Assistant, scratch: Path) -> None:
        self._steps = steps
        self._assistant = assistant
        self._scratch = scratch

    def start(self, event: gr.EventData) -> tuple[Any, Any]:
        """Files were dropped."""
        try:
            with submissions.arrived(self._scratch, payload(event)) as files:
                job = self._assistant.review_jobs.start(files).id
        except AssistantError as error:
            return reviews.jobs(self._assistant, note=str(error)), gr.skip()
        return self._steps.opened(job)
