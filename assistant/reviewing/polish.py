"""A language model words the summary's sentences; what they say, and where it stands, stays."""

from datetime import date

from assistant.grounding.rewording import says_the_same
from assistant.llm.client import Model
from assistant.llm.rewording import reword
from assistant.models.review import Review

_PROMPT = "review"
_LONGEST = 400


def polish(review: Review, model: Model, as_of: date) -> Review:
    """The review with its summary in better words; the same where the model fails or the summary grows too long."""
    if review.error is not None or not review.claims:
        return review
    before = dict(enumerate(claim.text for claim in review.claims))
    done = reword(
        before, _PROMPT, model, lambda index, text: says_the_same(before[index], text, as_of), _unhurried
    )
    summary = review.summary
    for index, text in done.texts.items():
        summary = summary.replace(before[index], text, 1)
    fits = len(summary) <= _LONGEST
    claims = [
        claim.model_copy(update={"text": done.texts.get(index, claim.text)})
        for index, claim in enumerate(review.claims)
    ]
    return review.model_copy(
        update={
            "summary": summary if fits else review.summary,
            "claims": claims if fits else review.claims,
            "engine": done.engine,
            "fallback": done.fallback,
            "prompts": done.prompts if done.texts else [],
            "usage": done.usage,
            "verification": done.verification(review.verification),
        }
    )


def _unhurried() -> None:
    """A review is waited for until it is there."""
