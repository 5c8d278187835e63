"""Does a sentence in other words say the same: nothing more, and no value less?"""

from datetime import date

from assistant.documents.text import comparable
from assistant.grounding.faithful import Source, fault
from assistant.grounding.shares import character_share
from assistant.grounding.values import values

_ENOUGH = 0.7


def says_the_same(before: str, after: str, as_of: date) -> bool:
    """Whether `after` may stand for `before`: all of it stands there, and most of that is still said."""
    if values(before) != values(after) or fault(after, [Source(before)], "", as_of):
        return False
    return character_share(comparable(before), comparable(after), "") >= _ENOUGH
