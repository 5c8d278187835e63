"""The second writer: a language model words the applicant's and the notice's sentences; structure and gaps stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.drafting.prose import Prose, Sentence
from assistant.grounding.rewording import says_the_same
from assistant.llm.client import Model
from assistant.llm.rewording import Reworded, reword
from assistant.models.draft import Source

_PROMPT = "draft"


def polish(prose: Sequence[Prose], model: Model, as_of: date) -> tuple[list[Prose], Reworded]:
    """The sections in better words, and what became of the model's sentences.

    Sentences with a gap in them, and proposals with the words that mark them as such, stay as they are.
    """
    sentences = [sentence for one in prose for sentence in one.sentences]
    open_to_words = {index: s.text for index, s in enumerate(sentences) if _may_change(s)}
    done = reword(
        open_to_words,
        _PROMPT,
        model,
        lambda index, text: says_the_same(sentences[index].text, text, as_of),
        _unhurried,
    )
    changed = iter(replace(s, text=done.texts.get(index, s.text)) for index, s in enumerate(sentences))
    made = [
        Prose(
            one.key,
            one.title,
            [[next(changed) for _ in paragraph] for paragraph in one.paragraphs],
            one.table,
        )
        for one in prose
    ]
    return made, done


def _may_change(sentence: Sentence) -> bool:
    return sentence.source in (Source.POLICY, Source.APPLICANT) and not sentence.gaps


def _unhurried() -> None:
    """A draft is waited for until it is there."""
