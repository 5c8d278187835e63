"""Talking a draft into being: at most three questions at a time, and what people answer goes where it belongs."""

from assistant.drafting.material import Material
from assistant.models.draft import Draft, DraftTurn, Profile


def begin(message: str, profile: Profile, material: Material) -> Profile:
    """The profile with what a first message tells."""
    return profile


def wanted(message: str, material: Material) -> str | None:
    """The section that a message asks for, or None."""
    return next((s.key for s in material.form.sections if s.title in message), None)


def told(text: str, draft: Draft, profile: Profile, material: Material, section: str | None) -> Profile:
    """The profile with what an answer tells."""
    return profile


def turn(draft: Draft, profile: Profile, material: Material, section: str | None) -> DraftTurn:
    """What to say next."""
    return DraftTurn(draft=draft, message="")
