"""The library tab: its components, and what they do."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from pydantic import ValidationError

from assistant.app import Assistant
from assistant.errors import AssistantError
from ui import header, library, text, timeline, upload
from ui.parts import PRIVATE, html, payload
from ui.place import Place
from ui.render import render
from ui.upload import Sheet, Upload

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shelves:
    """The library's components; `pending` holds the upload that waits for its confirmation."""

    shelf: gr.HTML
    reader: gr.HTML
    pending: gr.State


def build() -> Shelves:
    """The components, in the tab that is being built."""
    with gr.Row(elem_id="library"):
        shelf = html("shelf")
        reader = html("reader", library.empty_reader())
    pending = gr.State(None, delete_callback=_discard)
    return Shelves(shelf, reader, pending)


def wire(shelves: Shelves, head: gr.HTML, dates: gr.HTML, assistant: Assistant, scratch: Path) -> None:
    """What the components do.

    Args:
        shelves: The components.
        head: The page's head, and
        dates: the timeline: both follow from the documents.
        assistant: What holds the documents.
        scratch: Where uploads lie.
    """
    steps = _Steps(assistant, scratch)
    reading: dict[str, Any] = {**PRIVATE, "outputs": [shelves.shelf, shelves.reader, shelves.pending]}
    changing: dict[str, Any] = {
        **PRIVATE,
        "outputs": [shelves.shelf, shelves.reader, shelves.pending, head, dates],
    }
    shelves.shelf.select(steps.open, None, [shelves.reader], **PRIVATE)
    shelves.shelf.submit(steps.search, None, [shelves.shelf], **PRIVATE)
    shelves.shelf.clear(lambda: library.shelf(assistant), None, [shelves.shelf], **PRIVATE)
    shelves.shelf.expand(lambda: upload.form(assistant), None, [shelves.reader], **PRIVATE)
    shelves.reader.upload(steps.preview, [shelves.pending], **reading)
    shelves.reader.clear(steps.close, [shelves.pending], **reading)
    shelves.reader.apply(steps.confirm, [shelves.pending], **changing)
    shelves.reader.delete(steps.remove, None, **changing)


class _Steps:
    """What each event makes of the library."""

    def __init__(self, assistant: Assistant, scratch: Path) -> None:
        self._assistant = assistant
        self._scratch = scratch

    def open(self, event: gr.EventData) -> Any:
        try:
            return library.reader(self._assistant, Place.model_validate(payload(event)))
        except ValidationError:
            return gr.skip()

    def search(self, event: gr.EventData) -> str:
        return library.search(self._assistant, str(payload(event).get("text", "")))

    def preview(self, event: gr.EventData, before: Upload | None) -> tuple[Any, ...]:
        _discard(before)
        sent = payload(event)
        pending = upload.accept(self._scratch, str(sent.get("path", "")), str(sent.get("name", "")))
        if pending is None:
            return gr.skip(), upload.form(self._assistant, text.NOT_UPLOADED), None
        try:
            return gr.skip(), upload.preview(self._assistant, pending), pending
        except Exception as error:
            pending.discard()
            return gr.skip(), upload.form(self._assistant, _told(error)), None

    def close(self, pending: Upload | None) -> tuple[Any, ...]:
        _discard(pending)
        return library.shelf(self._assistant), library.empty_reader(), None

    def confirm(self, event: gr.EventData, pending: Upload | None) -> Iterator[tuple[Any, ...]]:
        if pending is None:
            yield self._all(upload.form(self._assistant, text.NOT_UPLOADED))
            return
        yield gr.skip(), render("busy", words=text.INDEXING), pending, gr.skip(), gr.skip()
        try:
            done = upload.confirm(self._assistant, pending, Sheet.model_validate(payload(event)))
        except Exception as error:
            yield self._all(upload.form(self._assistant, _told(error)))
        else:
            note = text.CHANGE[done.change].format(title=done.document.title)
            yield self._all(
                library.reader(self._assistant, Place(document=done.document.id, clause="")),
                opened=done.document.id,
                note=note,
            )
        finally:
            pending.discard()

    def remove(self, event: gr.EventData) -> tuple[Any, ...]:
        try:
            gone = self._assistant.remove(str(payload(event).get("document", "")))
        except AssistantError as error:
            return self._all(gr.skip(), note=str(error))
        return self._all(library.empty_reader(), note=text.REMOVED.format(title=gone.title))

    def _all(self, reader: Any, opened: str = "", note: str = "") -> tuple[Any, ...]:
        """Everything that follows from the documents, after they have changed; nothing is pending then."""
        return (
            library.shelf(self._assistant, opened, note),
            reader,
            None,
            header.show(self._assistant),
            timeline.show(self._assistant),
        )


def _told(error: Exception) -> str:
    """What the person is told; what nobody foresaw goes to the log."""
    match error:
        case AssistantError():
            return str(error)
        case ValidationError():
            return text.SHEET_WRONG
        case _:
            logger.error("a file could not be added", exc_info=error)
            return text.NOT_ADDED


def _discard(pending: Upload | None) -> None:
    if pending is not None:
        pending.discard()
