"""The check of a text that a person has edited: what is missing, unsupported, out of the period, or warned against."""

from collections.abc import Mapping

from assistant.drafting.material import Material
from assistant.models.draft import Finding, Profile


def check(texts: Mapping[str, str], profile: Profile, material: Material) -> list[Finding]:
    """Everything that the applicant should look at, in the order of the sections and of the text."""
    return []
