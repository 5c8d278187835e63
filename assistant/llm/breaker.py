"""A circuit breaker: an endpoint that keeps failing is left alone for a while, so that nobody waits for it."""

import time
from collections.abc import Callable
from threading import Lock

from assistant.llm.failure import ModelFailure, Why

_FAILURES = 3
_PAUSE = 30.0
_LONGEST_PAUSE = 600.0


class Breaker:
    """Counts failures in a row. After some it opens; once the pause is over, one call may try again.

    Args:
        clock: Gives seconds, ever growing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0

    def enter(self) -> None:
        """Begin a call. Raises ModelFailure while the endpoint is left alone."""
        with self._lock:
            now = self._clock()
            if now < self._closed_until:
                raise ModelFailure(Why.PAUSED, self._closed_until - now)
            if self._failures >= _FAILURES:
                self._closed_until = now + _PAUSE  # this call tries; the others wait for what becomes of it

    def succeeded(self) -> None:
        """The call came through."""
        with self._lock:
            self._failures, self._closed_until = 0, 0.0

    def failed(self, failure: ModelFailure) -> None:
        """The call failed. What was wrong with the request says nothing about the endpoint."""
        if not failure.about_the_endpoint:
            self.succeeded()
            return
        with self._lock:
            self._failures = _FAILURES if failure.why is Why.UNAUTHORIZED else self._failures + 1
            if self._failures >= _FAILURES:
                pause = min(max(_PAUSE, failure.retry_after), _LONGEST_PAUSE)
                self._closed_until = self._clock() + pause
