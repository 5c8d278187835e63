"""A summary of up to 400 characters, composed of statements of the submission itself, each verified against it.

Problem, measures, goals with their days, and what is most serious. Nothing is recommended and nothing is praised.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.grounding.support import check
from assistant.models.answer import Verification
from assistant.models.review import ClaimedDirection, Evidence, ReviewClaim
from assistant.reviewing.gap import Gap
from assistant.reviewing.goals import by_day, clean, places, stated
from assistant.reviewing.quantities import Quantity, When
from assistant.reviewing.submission import BASICS, Sentence, Submission, number_length
from assistant.reviewing.words import data, pattern

_WORDS = "summary"
_ROOM_FOR_MORE, _MOST_GAPS = 300, 2
_SHORTEST, _WEAK, _SPOILED = 10, 0.5, 1.5
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_PROMISING = ("goals", BASICS)


@dataclass
class Composer:
    """Gathers claims as long as there is room, and keeps only those that the submission supports."""

    claims: list[ReviewClaim] = field(default_factory=list)
    dropped: int = 0

    @property
    def text(self) -> str:
        """The claims as one text."""
        return "".join(claim.text for claim in self.claims)

    def add(
        self, text: str, evidence: Sequence[Evidence], allowed: Sequence[str] = (), reserve: int = 0
    ) -> bool:
        """Add a claim if there is room and the words at `evidence` support it; `reserve` is kept free."""
        if not evidence or len(self.text) + len(text) + reserve > data(_WORDS)["most"]:
            return False
        if pattern(_WORDS, "judging").search(text):
            return False
        if not check(text, [e.quote for e in evidence], allowed).supported:
            self.dropped += 1
            return False
        self.claims.append(ReviewClaim(text=text, evidence=list(evidence)))
        return True

    @property
    def verification(self) -> Verification:
        """What verification did."""
        return Verification(claims=len(self.claims) + self.dropped, dropped=self.dropped)


def compose(
    submission: Submission,
    quantities: Sequence[Quantity],
    directions: Sequence[ClaimedDirection],
    gaps: Sequence[Gap],
) -> Composer:
    """The summary of a submission.

    Args:
        submission: The submission.
        quantities: Its amounts.
        directions: What it claims and supports.
        gaps: What must be looked at, the most serious first.
    """
    composer = Composer()
    reserve = len(data(_WORDS)["gap_lead"]) + len(gaps[0].text) if gaps else 0
    reserve = min(reserve, 120)
    _about(composer, submission, directions)
    used: list[tuple[int, int]] = []
    for place in _best(submission, "problem", ("approach", "foundation", "directions"), used):
        if _quote(composer, submission, "problem_lead", [place], reserve + 140):
            used.append(place)
            break
    crossed = [(e.start, e.end) for gap in gaps if gap.crosses for e in gap.evidence]
    planned = ("approach", "directions", "safeguards")
    measures = sorted(list(_best(submission, "measure", planned, used, crossed))[:2])
    if measures and not _quote(composer, submission, "measure_lead", measures, reserve + 110):
        _quote(composer, submission, "measure_lead", measures[:1], reserve + 60)
    _targets(composer, submission, quantities, reserve)
    lead, told = data(_WORDS)["gap_lead"], 0
    for gap in gaps:
        first = lead if not told else ""
        if (not told or len(composer.text) < _ROOM_FOR_MORE) and told < _MOST_GAPS:
            told += composer.add(f"{first}{gap.text}", gap.evidence, [lead, gap.text])
    _fill(composer, submission, quantities)
    return composer


def _about(composer: Composer, submission: Submission, directions: Sequence[ClaimedDirection]) -> None:
    """Who applies for what."""
    words, identity = data(_WORDS), submission.identity
    claimed = [d for d in directions if d.claimed] or [d for d in directions if d.supported]
    named = "".join(words["direction"].format(title=d.title) for d in claimed[:3])
    kind = words["about_kind"].format(kind=identity.kind) if identity.kind else ""
    form = "about" if any(d.claimed for d in directions) else "about_supported" if named else "about_nothing"
    text = words[form].format(applicant=identity.applicant or words["unnamed"], kind=kind, directions=named)
    places = [e for d in claimed[:3] for e in d.evidence[:1]]
    where = submission.text.find(identity.applicant) if identity.applicant else -1
    if where >= 0:
        places.insert(0, submission.evidence(where, where + len(identity.applicant)))
    if not places and submission.sentences:
        places = [submission.evidence(submission.sentences[0].start, submission.sentences[0].end)]
    composer.add(text, places, [text])


def _quote(
    composer: Composer, submission: Submission, lead: str, places: Sequence[tuple[int, int]], reserve: int
) -> bool:
    """Words of the submission behind a lead, as they stand there."""
    words = data(_WORDS)
    said = words["joint"].join(clean(submission.text[a:b]) for a, b in places)
    evidence = [submission.evidence(a, b) for a, b in places]
    return composer.add(f"{words[lead]}{said}{words['stop']}", evidence, [words[lead]], reserve)


def _best(
    submission: Submission,
    kind: str,
    sections: Sequence[str],
    used: Sequence[tuple[int, int]],
    avoid: Sequence[tuple[int, int]] = (),
) -> Iterator[tuple[int, int]]:
    """Stretches of sentences that tell of a problem or a measure, the most telling first."""
    words = data(_WORDS)
    longest = words[f"longest_{kind}"]
    found: list[tuple[float, int, int]] = []
    for sentence in submission.within(*sections):
        for start, end in _stretches(sentence, longest):
            said = sentence.plain[start - sentence.start : end - sentence.start]
            strong = len({m[0] for m in pattern(_WORDS, kind).finditer(said)})
            weak = len({m[0] for m in pattern(_WORDS, f"{kind}_weak").finditer(said)})
            hits = min(strong, 3) + _WEAK * min(weak, 3)
            spoiled = pattern(_WORDS, f"no_{kind}").search(said)
            if hits < words[f"least_{kind}"] + bool(spoiled) or len(clean(said)) < _SHORTEST:
                continue
            if any(a < end and start < b for a, b in avoid):
                continue
            weight = hits + min(len(said), longest) / longest - (_SPOILED if spoiled else 0)
            weight += {"approach": 0.6, "foundation": 0.2}.get(sentence.section or "", 0)
            found.append((weight, start, end))
    taken: list[tuple[int, int]] = [*used]
    for _, start, end in sorted(found, key=lambda item: (-item[0], item[1])):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield start, end


def _stretches(sentence: Sentence, longest: int) -> Iterator[tuple[int, int]]:
    """Runs of whole clauses of a sentence that are not too long; brackets and quotations stay whole."""
    cuts = [number_length(sentence.plain)]
    depth = 0
    for index, character in enumerate(sentence.plain):
        depth += character in "(《“【"
        depth -= character in ")》”】"
        if (
            character in "，,;；:："
            and depth <= 0
            and not _THOUSANDS.match(sentence.plain, max(0, index - 1))
        ):
            cuts.append(index + 1)
    cuts.append(len(sentence.plain))
    for first, begin in enumerate(cuts[:-1]):
        best = 0
        for stop in cuts[first + 1 :]:
            if stop - begin <= longest:
                best = stop
        if best:
            yield sentence.start + begin, sentence.start + best


def _targets(
    composer: Composer, submission: Submission, quantities: Sequence[Quantity], reserve: int
) -> None:
    """The goals with their days: those of the last year first, then the earlier ones."""
    words = data(_WORDS)
    goals = [
        q
        for q in quantities
        if q.sentence.section in _PROMISING
        and not q.is_baseline
        and q.when in (When.YEAR, When.PERIOD, When.UNSAID)
        and not q.annual
        and (q.sentence.section == "goals" or q.when is When.YEAR)
    ]
    ranked = sorted(goals, key=lambda q: (-(q.year or 0), not q.cumulative, not q.baseline, q.start))
    told: list[tuple[Quantity, str]] = []
    clauses: set[tuple[int, int]] = set()
    for quantity in ranked:
        text = stated(submission, quantity)
        if (quantity.clause in clauses and "|" not in text) or len(text) > words["longest_target"]:
            continue
        if not check(text, [e.quote for e in places(submission, quantity)]).supported:
            continue
        clauses.add(quantity.clause)
        told.append((quantity, text))
        if len(told) == words["most_targets"]:
            break
    told = [(q, t) for q, t in told if not any(t in other and t != other for _, other in told)]
    told.sort(key=lambda pair: ((pair[0].year or 9999), pair[0].start))
    lead = words["target_lead"]
    while told:
        text = f"{lead}{by_day(told)}{words['stop']}"
        evidence = [e for q, _ in told for e in places(submission, q)]
        if composer.add(text, list({(e.start, e.end): e for e in evidence}.values()), [lead], reserve):
            return
        told = told[1:]


def _fill(composer: Composer, submission: Submission, quantities: Sequence[Quantity]) -> None:
    """What is there already, and for a text that says next to nothing, that it does."""
    words = data(_WORDS)
    bases = [q for q in quantities if q.sentence.section == "foundation" and not q.is_baseline]
    for quantity in bases[:1]:
        if len(composer.text) < words["most"] - 100:
            start, end = quantity.clause
            text = f"{words['base_lead']}{clean(submission.text[start:end])}{words['stop']}"
            if end - start <= words["longest_base"]:
                at = len(composer.claims)
                if composer.add(text, [submission.evidence(start, end)], [words["base_lead"]]):
                    composer.claims.insert(min(2, at), composer.claims.pop())
    if len(composer.text) < words["least"]:
        for sentence in submission.sentences:
            if sentence.section is not None and len(sentence.plain) > 8:
                composer.add(
                    f"{clean(sentence.text)}{words['stop']}",
                    [submission.evidence(sentence.start, sentence.end)],
                )
            if len(composer.text) >= words["least"]:
                return
        if submission.sentences:
            first = submission.sentences[0]
            composer.add(words["short"], [submission.evidence(first.start, first.end)], [words["short"]])
