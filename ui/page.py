"""The page, assembled: head, the tabs, the side panel, foot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI
from pydantic import ValidationError
from starlette.routing import Mount

from assistant.app import Assistant
from ui import (
    chat,
    drafting,
    drafts,
    evaluation,
    header,
    library,
    panel,
    reviewing,
    reviews,
    shelves,
    text,
    theme,
    timeline,
    upload,
)
from ui.parts import PRIVATE, html, payload
from ui.place import Place
from ui.render import render

_HOUR = 3600

CONVERSATION = "c"
"""The part of the page's address that names the conversation; `theme/page.js` sets it."""


def mount(app: FastAPI, assistant: Assistant, scratch: Path) -> Callable[[], None]:
    """Mount the page at `/` of `app`; gives what lets go of the browsers that have it open."""
    upload.sweep(scratch)
    gr.mount_gradio_app(
        app,
        build(assistant, scratch),
        path="/",
        theme=theme.colours(),
        head=theme.head(),
        js=theme.script(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=f"{assistant.settings.max_file_mb}mb",
    )
    [mounted] = [route.app for route in app.routes if isinstance(route, Mount)]
    assert isinstance(mounted, gr.routes.App)
    return mounted.stop_event.set


def build(assistant: Assistant, scratch: Path) -> gr.Blocks:
    """The page's components and what they do."""
    page = gr.Blocks(title=text.TITLE, analytics_enabled=False, delete_cache=(_HOUR, _HOUR), fill_height=True)
    with page:
        head = html("masthead")
        with gr.Row(elem_id="stage"):
            with gr.Column(elem_id="desk", scale=1, min_width=0), gr.Tabs(elem_id="tabs"):
                with gr.Tab(text.TAB_CHAT, id="chat", elem_id="tab-chat"):
                    talk = chat.build()
                with gr.Tab(text.TAB_DRAFT, id="draft", elem_id="tab-draft", render_children=True):
                    writing = drafting.build()
                with gr.Tab(text.TAB_REVIEW, id="review", elem_id="tab-review", render_children=True):
                    desk = reviewing.build()
                with gr.Tab(text.TAB_TIMELINE, id="timeline", elem_id="tab-timeline", render_children=True):
                    dates = html("timeline")
                with gr.Tab(text.TAB_LIBRARY, id="library", elem_id="tab-library", render_children=True):
                    books = shelves.build()
                evaluation.build(assistant)
            side = html("panel")
        html("foot", render("foot"))
        chat.wire(talk, assistant, scratch)
        drafting.wire(writing, assistant)
        reviewing.wire(desk, side, assistant, scratch)
        shelves.wire(books, head, dates, assistant, scratch)
        _wire(assistant, talk, dates, books, writing, desk, side)

        def opened(request: gr.Request) -> tuple[Any, ...]:
            return (
                header.show(assistant),
                timeline.show(assistant),
                library.shelf(assistant),
                drafts.form(assistant),
                reviews.jobs(assistant),
                reviews.attach(assistant),
                *chat.Steps(assistant).arrive(request.query_params.get(CONVERSATION, "")),
            )

        # Whenever the page is opened: the day moves on, and documents come and go.
        page.load(
            opened,
            None,
            [head, dates, books.shelf, writing.form, desk.jobs, talk.attach, *talk.all],
            **PRIVATE,
        )
    return page


def _wire(
    assistant: Assistant,
    talk: chat.Chat,
    dates: gr.HTML,
    books: shelves.Shelves,
    writing: drafting.Drafting,
    desk: reviewing.Reviewing,
    side: gr.HTML,
) -> None:
    """What goes from one tab to another: places to the side panel, and from there to the library."""

    def cite(event: gr.EventData) -> Any:
        place = _place(event)
        return panel.show(assistant, place) if place else gr.skip()

    def read(event: gr.EventData) -> Any:
        place = _place(event)
        return library.reader(assistant, place) if place else gr.skip()

    def dated(event: gr.EventData) -> str:
        return timeline.show(assistant, str(payload(event).get("role", "")))

    shown = [talk.past.select, talk.current.select, dates.select, side.select, writing.main.select]
    gr.on(shown, cite, None, [side], **PRIVATE)
    # A turn of the chat that is about a draft or a review leads there.
    tasks = [talk.past.expand, talk.current.expand]
    drafter, reviewer = drafting.Steps(assistant), reviewing.Steps(assistant)

    def led(event: gr.EventData) -> tuple[Any, ...]:
        sent = payload(event)
        if "draft" in sent:
            return *drafter.opened(str(sent["draft"])), gr.skip(), gr.skip()
        return gr.skip(), gr.skip(), *reviewer.opened(str(sent.get("job", "")))

    gr.on(tasks, led, None, [writing.form, writing.main, desk.jobs, desk.main], **PRIVATE)
    side.expand(read, None, [books.reader], **PRIVATE)
    dates.input(dated, None, [dates], **PRIVATE)


def _place(event: gr.EventData) -> Place | None:
    try:
        return Place.model_validate(payload(event))
    except ValidationError:
        return None
