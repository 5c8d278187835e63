"""The page, assembled: head, chat, foot."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import gradio as gr
import yaml
from fastapi import FastAPI
from gradio.components.chatbot import ExampleMessage

from assistant.app import Assistant
from ui import header, text
from ui.chat import Chat, Message
from ui.theme import CSS, HEAD, JS, theme

# A question takes a few milliseconds of computing; more at once would only wait for the processor.
_AT_ONCE = 8
_HOUR = 3600

Turn = tuple[str, list[Message], str | None]
"""What an event sets: the question's field, the messages, the conversation's id."""


def mount(app: FastAPI, assistant: Assistant) -> None:
    """Mount the page at `/` of `app`."""
    gr.mount_gradio_app(
        app,
        build(assistant),
        path="/",
        theme=theme(),
        css_paths=CSS,
        head=HEAD,
        js=JS,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        # Nothing is uploaded through the page yet.
        max_file_size="1kb",
    )


def build(assistant: Assistant) -> gr.Blocks:
    """The page's components and what they do."""
    chat = Chat(assistant)
    page = gr.Blocks(title=text.TITLE, analytics_enabled=False, delete_cache=(_HOUR, _HOUR), fill_height=True)
    with page:
        head = gr.HTML(header.render(assistant), elem_id="masthead", padding=False)
        conversation = gr.State(None)
        messages = gr.Chatbot(
            elem_id="chat",
            label=text.CHAT_LABEL,
            show_label=False,
            container=False,
            scale=1,
            height="auto",
            layout="bubble",
            buttons=[],
            feedback_options=None,
            # `$` and `\\(` in a document are words.
            latex_delimiters=[],
            allow_tags=False,
            placeholder=f"<h2>{text.WELCOME}</h2><p>{text.WELCOME_HINT}</p>",
            examples=_examples(),
        )
        with gr.Row(elem_id="ask", equal_height=True):
            question = gr.Textbox(
                elem_id="question",
                label=text.INPUT_LABEL,
                placeholder=text.INPUT,
                show_label=False,
                container=False,
                scale=1,
                lines=1,
                max_lines=6,
                autofocus=True,
                submit_btn=text.SEND,
            )
            new = gr.Button(text.NEW, elem_id="new", scale=0, min_width=96, variant="secondary")
        gr.HTML(f'<footer class="foot">{text.FOOTER}</footer>', elem_id="foot", padding=False)

        def typed(words: str, history: list[Message], known: str | None) -> Iterator[Turn]:
            yield from turn(words, history, known)

        def example(event: gr.SelectData, history: list[Message], known: str | None) -> Iterator[Turn]:
            yield from turn(event.value["text"], history, known)

        def option(event: gr.SelectData, history: list[Message], known: str | None) -> Iterator[Turn]:
            yield from turn(event.value, history, known)

        def turn(words: str, history: list[Message], known: str | None) -> Iterator[Turn]:
            for shown, following in chat.ask(words, history, known):
                # The question has left the field for the conversation.
                yield "", shown, following

        common: dict[str, Any] = {
            "outputs": [question, messages, conversation],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": _AT_ONCE,
            "concurrency_id": "ask",
        }
        # Again whenever the page is opened: the day moves on, and documents come and go.
        page.load(
            lambda: header.render(assistant), None, head, show_progress="hidden", api_visibility="private"
        )
        question.submit(typed, [question, messages, conversation], **common)
        messages.example_select(example, [messages, conversation], **common)
        messages.option_select(option, [messages, conversation], **common)
        new.click(lambda: ("", [], None), None, **common)
    return page


def _examples() -> list[ExampleMessage]:
    """A question for each kind of user; shown while the conversation is empty."""
    entries = yaml.safe_load(files("ui").joinpath("examples.yaml").read_text("utf-8"))
    return [
        {"text": entry["question"], "display_text": f"{entry['who']}｜{entry['question']}"}
        for entry in entries
    ]
