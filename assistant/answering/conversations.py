"""What was said before, kept in memory for as long as the process lives; storage takes this place later."""

from collections import OrderedDict
from threading import Lock
from uuid import uuid4

from assistant.answering.turn import Exchange

_MOST = 1000
_TURNS = 12


class Conversations:
    """The last conversations of this process, the oldest forgotten first."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, list[Exchange]] = OrderedDict()
        self._lock = Lock()

    def begin(self) -> str:
        """A new conversation's id."""
        return uuid4().hex

    def history(self, conversation: str) -> list[Exchange]:
        """The turns of a conversation, oldest first; none for one that is not known."""
        with self._lock:
            return list(self._turns.get(conversation, ()))

    def add(self, conversation: str, exchange: Exchange) -> None:
        """Remember a turn."""
        with self._lock:
            turns = self._turns.setdefault(conversation, [])
            turns.append(exchange)
            del turns[:-_TURNS]
            self._turns.move_to_end(conversation)
            while len(self._turns) > _MOST:
                self._turns.popitem(last=False)
