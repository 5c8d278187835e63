"""Does the endpoint answer, does it take our key, does it know our model? For `doctor` and `/healthz`."""

import time
from threading import Lock

from assistant.llm.endpoint import Endpoint
from assistant.llm.failure import Why
from assistant.settings import bearer

_TIMEOUT = 3.0
_FRESH = 30.0
_SHOWN = 5


class Probe:
    """Asks an endpoint which models it has; what it said stays true for half a minute.

    Args:
        endpoint: Where to ask.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._lock = Lock()
        self._asked = float("-inf")
        self._found: tuple[Why | None, tuple[str, ...]] = None, ()

    def look(self) -> tuple[Why | None, tuple[str, ...]]:
        """What is wrong, or None; and the first models that the endpoint names, unless it has ours or names none."""
        with self._lock:
            if time.monotonic() - self._asked > _FRESH:
                self._found, self._asked = self._ask(), time.monotonic()
            return self._found

    def _ask(self) -> tuple[Why | None, tuple[str, ...]]:
        endpoint = self.endpoint
        if (key := bearer(endpoint.key)) is None:
            return Why.UNAUTHORIZED, ()
        # Imported with the first look, as in the client.
        import openai

        from assistant.llm.errors import classify

        try:
            with openai.OpenAI(
                base_url=endpoint.base_url, api_key=key, timeout=_TIMEOUT, max_retries=0
            ) as client:
                names = [model.id for model in client.models.list().data]
        except Exception as error:
            why = classify(error).why
            # Not every endpoint lists its models; that one does not is no fault.
            return (None if why in (Why.NO_MODEL, Why.REJECTED, Why.MALFORMED) else why), ()
        return None, () if endpoint.model in names else tuple(names[:_SHOWN])
