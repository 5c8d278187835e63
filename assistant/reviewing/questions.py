"""What a reviewer would ask the applicant, worked out from what has been found."""

from collections.abc import Sequence

from assistant.models.review import Contradiction, RedFlag, Similar
from assistant.reviewing.sections import titles
from assistant.reviewing.words import data, phrase

_MOST = 15


def questions(
    missing: Sequence[str],
    contradictions: Sequence[Contradiction],
    flags: Sequence[RedFlag],
    similar: Sequence[Similar] = (),
) -> list[str]:
    """Questions in the order of their weight, each once."""
    asked = [phrase("ask_missing", title=titles()[key]) for key in missing]
    asked += [phrase("ask_contradiction", about=c.about, values="、".join(c.values)) for c in contradictions]
    for flag in flags:
        if f"ask_{flag.kind}" in data("phrases"):
            quote = flag.evidence[0].quote if flag.evidence else ""
            asked.append(phrase(f"ask_{flag.kind}", text=flag.text.rstrip("。"), quote=_short(quote)))
    asked += [phrase("ask_similar", file=name) for name in dict.fromkeys(s.file for s in similar)]
    return list(dict.fromkeys(asked))[:_MOST]


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
