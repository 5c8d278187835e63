"""What the chat does with a question, and how an answer looks. Holds no logic of the product."""

import logging
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any

from assistant.app import Assistant
from assistant.errors import AssistantError
from assistant.models.answer import Answer
from ui import citations, text

logger = logging.getLogger(__name__)

# A pasted book is refused by the assistant; it need not travel with every following question.
_SHOWN = 1000

Message = dict[str, Any]
"""A message as Gradio's chat takes it."""


class Chat:
    """Turns of a conversation, as the page shows them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(
        self, question: str, history: list[Message], conversation: str | None
    ) -> Iterator[tuple[list[Message], str | None]]:
        """Show the question at once, then the answer.

        Args:
            question: What was typed.
            history: The messages before it.
            conversation: The id of the conversation, None for a new one.

        Yields:
            All messages, and the conversation's id.
        """
        # An option's buttons belong to the moment when they were offered.
        history = [{**message, "options": None} for message in history]
        if question.strip():
            history.append({"role": "user", "content": f'<div class="said">{_shortened(question)}</div>'})
        yield [*history, _said(f'<div class="waiting">{text.WAITING}</div>')], conversation
        try:
            answer = self._assistant.ask(question, conversation=conversation)
        except AssistantError as error:
            yield [*history, _said(_failure(error.message, error.hint))], conversation
        except Exception:
            logger.exception("a question could not be answered")
            yield [*history, _said(_failure(text.FAILED, text.FAILED_HINT))], conversation
        else:
            yield [*history, self._message(answer)], answer.conversation

    def _message(self, answer: Answer) -> Message:
        message = _said(_render(answer, lru_cache(self._assistant.document)))
        options = answer.choices or answer.follow_ups
        if options:
            message["options"] = [{"value": option} for option in options]
        return message


def _shortened(question: str) -> str:
    shown = question if len(question) <= _SHOWN else f"{question[:_SHOWN]}……"
    return citations.lines(shown)


def _said(html: str) -> Message:
    return {"role": "assistant", "content": html}


def _failure(message: str, hint: str) -> str:
    return f'<div class="failure"><strong>{escape(message)}</strong> {escape(hint)}</div>'


def _render(answer: Answer, document: citations.Lookup) -> str:
    """An answer as one HTML block: no blank line may end it, see `citations.lines`."""
    parts = [f'<div class="answer {answer.status.value}">{citations.marked_answer(answer.answer)}']
    parts += [
        f'<p class="warning"><span class="label">{text.WARNING}</span>{citations.lines(warning)}</p>'
        for warning in answer.warnings
    ]
    parts.append(citations.render(answer.citations, document))
    parts.append(citations.render_related(answer.related, document))
    parts.append(_engine(answer))
    return "".join(parts) + "</div>"


def _engine(answer: Answer) -> str:
    if answer.fallback is not None:
        line = text.FALLBACK.format(origin=answer.fallback.origin, why=answer.fallback.why)
    elif answer.engine != "embedded":
        line = text.ENGINE.format(engine=answer.engine)
    else:
        return ""
    return f'<p class="engine">{escape(line)}</p>'
