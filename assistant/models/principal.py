"""Who is asking: goes through every service, so that every row has an owner from the first day."""

from enum import StrEnum

from assistant.models.document import Frozen


class Role(StrEnum):
    """What a person may do: ask and draft, also review, also change the library."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Principal(Frozen):
    """A person, as the services know them."""

    id: str
    roles: frozenset[Role] = frozenset()

    def has(self, role: Role) -> bool:
        """Whether this person has a role."""
        return role in self.roles


LOCAL = Principal(id="local", roles=frozenset(Role))
"""Whoever sits at this machine: without accounts, one person with every role."""
