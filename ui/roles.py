"""Who is who on the timeline: the notice names one body in several ways, and people look for themselves once."""

import re
from collections.abc import Sequence

from assistant.models.answer import Obligation

# 各试点项目所在区县(自治县)人力社保部门 and 区县(自治县)人力社保部门 are one; so are 被选定的试点主体 and 各试点主体.
# Only what stands before the body itself goes: a clause that ends in 的, 所在, and words for "each" or "related".
_BEFORE = re.compile(r".*(?:的|所在)|^(?:各有关|各相关|各|有关|相关)")


def core(name: str) -> str:
    """A body's name without what the sentence says about it."""
    shorter = _BEFORE.sub("", name).strip()
    return shorter if len(shorter) > 1 else name


class Roles:
    """The bodies of a timeline, under one name each.

    Args:
        obligations: All obligations of the timeline.
    """

    def __init__(self, obligations: Sequence[Obligation]) -> None:
        names = [name for o in obligations for name in (o.actor, o.via, o.recipient) if name]
        cores = list(dict.fromkeys(core(name) for name in names))
        self._known = {name: _fullest(core(name), cores) for name in names}

    @property
    def all(self) -> list[str]:
        """The roles, in the order in which they appear."""
        return list(dict.fromkeys(self._known.values()))

    def of(self, name: str) -> str:
        """The role of a body as the notice names it; empty for nobody."""
        return self._known.get(name, "")


def _fullest(name: str, names: Sequence[str]) -> str:
    """主体 is 试点主体 where nobody else is called so; two longer names leave it alone."""
    longer = [other for other in names if other != name and other.endswith(name)]
    return longer[0] if len(longer) == 1 else name
