"""Every sentence against its source: a clause's words for a policy, the profile for what the applicant says."""

import re
from collections.abc import Iterator, Sequence

from assistant.documents.text import comparable
from assistant.drafting.brief import Brief
from assistant.drafting.prose import Prose, Sentence
from assistant.drafting.wording import phrases
from assistant.grounding.support import check
from assistant.grounding.values import values
from assistant.models.answer import Verification
from assistant.models.draft import Profile, Source


def verified(prose: Sequence[Prose], brief: Brief) -> tuple[list[Prose], Verification]:
    """The sections without the sentences that their sources do not support, and what became of the claims."""
    own = list(said(brief.profile))
    claims = dropped = 0
    kept: list[Prose] = []
    for one in prose:
        paragraphs = []
        for paragraph in one.paragraphs:
            standing = []
            for sentence in paragraph:
                claims += sentence.source is not None
                if sentence.source is None or supported(sentence, own, brief):
                    standing.append(sentence)
                else:
                    dropped += 1
            if standing:
                paragraphs.append(standing)
        kept.append(Prose(one.key, one.title, paragraphs, one.table))
    return kept, Verification(claims=claims, dropped=dropped)


def said(profile: Profile) -> Iterator[str]:
    """Everything that a profile says as facts."""
    yield from (profile.name, profile.kind, profile.district, profile.industry)
    for texts in profile.facts.values():
        yield from texts


def supported(sentence: Sentence, own: Sequence[str], brief: Brief) -> bool:
    """Whether a sentence says no more than its source."""
    meta = brief.material.document.meta
    frame = [*own, *phrases(), brief.called, meta.title, meta.number]
    if sentence.source is Source.POLICY:
        sources = [span.text for span in sentence.spans]
        trails = [h for s in sentence.spans for h in s.document.clause_at(s.start).trail]
        return check(_marked_off(sentence.text), sources, [*frame, *trails]).supported
    known = values("\n".join([*own, *(span.text for span in sentence.spans)]))
    if sentence.source is Source.PROPOSAL:
        trails = [h for s in sentence.spans for h in s.document.clause_at(s.start).trail]
        return values(_marked_off(sentence.text)) <= known | values("\n".join(trails))
    return values(sentence.text) <= known and bool(comparable(sentence.text))


def _marked_off(text: str) -> str:
    """`text` without its placeholders: they state nothing."""
    return re.sub(r"【[^】]*】", "", text)
