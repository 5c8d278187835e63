"""What of a profile counts as the applicant's facts: orders to the assistant are set aside and reported."""

from assistant.grounding.instructions import without_orders
from assistant.models.draft import Profile


def screen(profile: Profile) -> tuple[Profile, tuple[str, ...]]:
    """The profile without the sentences that give orders, and those sentences, each once."""
    found: list[str] = []

    def clean(text: str) -> str:
        kept, taken = without_orders(text)
        found.extend(taken)
        return kept

    facts = {key: tuple(kept for kept in map(clean, texts) if kept) for key, texts in profile.facts.items()}
    screened = profile.model_copy(
        update={
            "name": clean(profile.name),
            "kind": clean(profile.kind),
            "district": clean(profile.district),
            "industry": clean(profile.industry),
            "directions": tuple(kept for kept in map(clean, profile.directions) if kept),
            "facts": facts,
            "notes": clean(profile.notes),
        }
    )
    return screened, tuple(dict.fromkeys(found))
