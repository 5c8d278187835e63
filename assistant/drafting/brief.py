"""What the writer is told: the applicant, the notice, and what was worked out about both."""

from dataclasses import dataclass

from assistant.drafting.conflicts import Conflict
from assistant.drafting.material import Material
from assistant.drafting.plan import SectionPlan
from assistant.models.document import Clause
from assistant.models.draft import Profile


@dataclass(frozen=True)
class Brief:
    """What the writer is told.

    Attributes:
        profile: The applicant, screened.
        material: The notice.
        plans: The plan of every section.
        called: How the applicant is called after it has been named.
        directions: The directions of the draft, the main one first.
        settled: Whether the applicant has chosen them.
        conflicts: Facts that contradict one another.
    """

    profile: Profile
    material: Material
    plans: tuple[SectionPlan, ...]
    called: str
    directions: tuple[Clause, ...]
    settled: bool
    conflicts: tuple[Conflict, ...] = ()

    def facts(self, key: str) -> tuple[str, ...]:
        """The facts of a section."""
        return next((plan.facts for plan in self.plans if plan.section.key == key), ())
