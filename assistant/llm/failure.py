"""What can go wrong with a language model, each kind by one name, and whether asking again makes sense."""

from enum import StrEnum


class Why(StrEnum):
    """Why a model's answer is not there or cannot be used."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    INTERRUPTED = "interrupted"
    UNAUTHORIZED = "unauthorized"
    NO_MODEL = "no_model"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    REJECTED = "rejected"
    TOO_LONG = "too_long"
    FILTERED = "filtered"
    EMPTY = "empty"
    ENDLESS = "endless"
    MALFORMED = "malformed"
    PAUSED = "paused"
    UNSUPPORTED = "unsupported"


_PASSING = frozenset({Why.UNREACHABLE, Why.INTERRUPTED, Why.RATE_LIMITED, Why.SERVER_ERROR, Why.EMPTY})
_ABOUT_THE_REQUEST = frozenset({Why.REJECTED, Why.TOO_LONG, Why.FILTERED, Why.MALFORMED, Why.UNSUPPORTED})


class ModelFailure(Exception):
    """A language model did not answer. `retry_after` is what the endpoint asks to wait, in seconds."""

    def __init__(self, why: Why, retry_after: float = 0.0) -> None:
        super().__init__(why.value)
        self.why = why
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed in a moment."""
        return self.why in _PASSING

    @property
    def about_the_endpoint(self) -> bool:
        """Whether another request would fare no better."""
        return self.why not in _ABOUT_THE_REQUEST
