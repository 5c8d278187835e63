"""The applicant's tab: its components, and what they do."""

import logging
from dataclasses import dataclass
from typing import Any

import gradio as gr
from pydantic import BaseModel, ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.draft import Profile
from ui import drafts, text
from ui.parts import PRIVATE, html, payload

logger = logging.getLogger(__name__)

_FACTS = "facts."


class Changed(BaseModel):
    """What an event names: a draft, and where in it."""

    draft: str
    section: str = ""
    version: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Drafting:
    """The tab's components: the form with the drafts that are kept, and the draft."""

    form: gr.HTML
    main: gr.HTML


def build() -> Drafting:
    """The components, in the tab that is being built."""
    with gr.Row(elem_id="drafting"):
        form = html("draft-form")
        main = html("draft-main", drafts.empty())
    return Drafting(form, main)


def wire(tab: Drafting, assistant: Assistant) -> None:
    """What the components do; citations go to the side panel like those of the chat."""
    steps = Steps(assistant)
    both: dict[str, Any] = {**PRIVATE, "outputs": [tab.form, tab.main]}
    tab.form.submit(steps.write, None, **both)
    tab.form.retry(steps.rewrite, None, **both)
    tab.form.expand(steps.open, None, **both)
    tab.form.clear(steps.begin, None, **both)
    tab.form.apply(steps.example, None, [tab.form], **PRIVATE)
    tab.main.retry(steps.rewrite, None, **both)
    tab.main.expand(steps.look, None, [tab.main], **PRIVATE)
    tab.main.edit(steps.save, None, [tab.main], **PRIVATE)
    tab.main.apply(steps.check, None, [tab.main], **PRIVATE)
    tab.main.undo(steps.restore, None, [tab.main], **PRIVATE)
    tab.main.delete(steps.delete, None, **both)


class Steps:
    """What each event makes of the tab.

    Args:
        assistant: What drafts.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def begin(self) -> tuple[str, str]:
        """An empty form."""
        return drafts.form(self._assistant), drafts.empty()

    def example(self) -> str:
        """The form with a fictional profile."""
        return drafts.form(self._assistant, profile=drafts.sample())

    def open(self, event: gr.EventData) -> tuple[Any, Any]:
        """A draft that is kept was chosen."""
        return self.opened(str(payload(event).get("draft", "")))

    def opened(self, draft: str) -> tuple[Any, Any]:
        """A draft with the form that it was made from."""
        try:
            profile = self._assistant.drafts.profile(draft)
        except AssistantError as error:
            return drafts.form(self._assistant, note=str(error)), gr.skip()
        return drafts.form(self._assistant, draft, profile), drafts.show(self._assistant, draft)

    def write(self, event: gr.EventData) -> tuple[Any, Any]:
        """The form was handed in: a new draft, or the whole of an old one anew."""
        sent = payload(event)
        profile, known = _profile(sent), str(sent.get("draft", ""))
        day = self._assistant.today()
        try:
            if known:
                draft = self._assistant.drafts.update(known, profile, as_of=day)
            else:
                draft = self._assistant.drafts.create(profile, as_of=day)
        except AssistantError as error:
            return drafts.form(self._assistant, known, profile, str(error)), gr.skip()
        return drafts.form(self._assistant, draft.id, profile), drafts.show(self._assistant, draft.id)

    def rewrite(self, event: gr.EventData) -> tuple[Any, Any]:
        """One section is to be made again; from the form, with what stands in it now."""
        sent = payload(event)
        known = str(sent.get("draft", ""))
        profile = _profile(sent) if any(key.startswith(_FACTS) or key == "name" for key in sent) else None
        try:
            self._assistant.drafts.regenerate(
                known, str(sent.get("section", "")), as_of=self._assistant.today(), profile=profile
            )
        except AssistantError as error:
            return gr.skip(), drafts.show(self._assistant, known, note=str(error))
        form = drafts.form(self._assistant, known, profile) if profile else gr.skip()
        return form, drafts.show(self._assistant, known)

    def look(self, event: gr.EventData) -> Any:
        """An earlier version is to be seen, or the newest again."""
        changed = _changed(event)
        return drafts.show(self._assistant, changed.draft, version=changed.version) if changed else gr.skip()

    def save(self, event: gr.EventData) -> Any:
        """A section was edited by hand."""
        changed = _changed(event)
        if changed is None:
            return gr.skip()
        texts = {changed.section: _plain(changed.text)}
        try:
            self._assistant.drafts.save(changed.draft, texts)
        except AssistantError as error:
            return drafts.show(self._assistant, changed.draft, editing=texts, note=str(error))
        return self._checked(changed.draft)

    def check(self, event: gr.EventData) -> Any:
        """The draft, or a text that is being edited, is to be checked."""
        changed = _changed(event)
        if changed is None:
            return gr.skip()
        return self._checked(
            changed.draft, {changed.section: _plain(changed.text)} if changed.section else None
        )

    def restore(self, event: gr.EventData) -> Any:
        """An earlier version becomes the newest one."""
        changed = _changed(event)
        if changed is None or changed.version is None:
            return gr.skip()
        note = ""
        try:
            self._assistant.drafts.restore(changed.draft, changed.version)
        except AssistantError as error:
            note = str(error)
        return drafts.show(self._assistant, changed.draft, note=note)

    def delete(self, event: gr.EventData) -> tuple[str, str]:
        """A draft is to be forgotten."""
        note = ""
        try:
            self._assistant.drafts.delete(str(payload(event).get("draft", "")))
        except AssistantError as error:
            note = str(error)
        return drafts.form(self._assistant, note=note), drafts.empty()

    def _checked(self, draft: str, editing: dict[str, str] | None = None) -> str:
        try:
            findings = self._assistant.drafts.check(draft, editing)
        except AssistantError as error:
            return drafts.show(self._assistant, draft, editing=editing, note=str(error))
        return drafts.show(self._assistant, draft, findings=findings, editing=editing)


def _changed(event: gr.EventData) -> Changed | None:
    try:
        return Changed.model_validate(payload(event))
    except ValidationError:
        return None


def _profile(sent: dict[str, Any]) -> Profile:
    """What stands in the form's fields: a fact a line."""
    field = {key: str(value) for key, value in sent.items()}
    facts = {
        key.removeprefix(_FACTS): tuple(line.strip() for line in value.splitlines() if line.strip())
        for key, value in field.items()
        if key.startswith(_FACTS)
    }
    return Profile(
        name=field.get("name", ""),
        kind=field.get("kind", ""),
        district=field.get("district", ""),
        industry=field.get("industry", ""),
        directions=tuple(one for one in field.get("directions", "").split(text.JOINED) if one),
        facts=facts,
        notes=field.get("notes", ""),
        notice=field.get("notice", ""),
    )


def _plain(words: str) -> str:
    """Lines as the assistant ends them; browsers send them like mail."""
    return words.replace("\r\n", "\n")
