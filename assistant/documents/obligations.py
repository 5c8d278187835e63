"""Who must do what, for whom, by when: the deadlines of a sentence, read in full.

A sentence is cut into segments at its commas; what stands in brackets, titles and quotation marks is hidden, so that
nothing inside is mistaken for a comma, a verb or a body. Around each date it reads the actor (before the date, or
right behind it), the action (behind the date, or before it where only the handing over stands behind), the recipient
and who passes it on. The words that tell them apart are data (`obligations.yaml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from assistant.documents.text import hide, plain
from assistant.models.document import Due

_LONGEST_ACTION = 36
_LONGEST_ACTOR = 40
_LONGEST_NAME = 20
_LONGEST_BRACKET = 10
_SHORTEST_ACTION = 4
_SEPARATORS = "，,。；;：:"
_SKIPPED = re.compile(r"(?:[\s、，,的]|\(含\)|□)*")
_BODY = r"(?:当地|所在|属地|本|各)?[^，,。；;：:、将由于在并的过后]{0,24}?(?:END)□*"


@dataclass(frozen=True)
class Obligation:
    """What a date in a sentence obliges to."""

    due: Due
    actor: str = ""
    action: str = ""
    via: str = ""
    recipient: str = ""
    modality: str = ""


@dataclass(frozen=True)
class Setting:
    """What the surroundings of a sentence tell.

    Attributes:
        topic: What the clause is about.
        in_charge: Who is in charge of the clause's task, where a line of it says so.
        actor: Who acted in the deadline before, in the same clause.
    """

    topic: str = ""
    in_charge: str = ""
    actor: str = ""


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """The patterns of `obligations.yaml`, with the names of bodies filled in."""
    data: dict[str, str] = yaml.safe_load((Path(__file__).parent / "obligations.yaml").read_text("utf-8"))
    end = data.pop("body_end")
    body = _BODY.replace("END", end)
    # An office may be named down to its section, where nothing follows that could be a verb.
    body = rf"{body}(?:[\u4e00-\u9fff]{{0,10}}(?:{data.pop('unit_end')})□*(?=$|[{_SEPARATORS}、]))?"
    bodies = rf"{body}(?:(?:、|和|及|以及|与){body})*"
    sends = f"(?:{data.pop('sends')})"
    party = rf"[^{_SEPARATORS}]{{0,{_LONGEST_ACTOR}}}?(?:{data.pop('party').strip()})□*"
    together = data.pop("together")
    data["actor"] = (
        rf"^(?:[^由]{{2,12}}(?<![理自经缘])由(?!于)|由|请|凡是?)?(?P<who>{party}(?:(?:{together}){party})*?)(?=$|{data.pop('acts').strip()})"
    )
    data["recipient"] = rf"{sends}(?P<body>{bodies})"
    data["binds"] = rf"(?:{data['binding']})+$"
    data["bound"] = rf"^(?:{data.pop('binding')})+"
    return {
        name: re.compile(pattern.replace("SENDS", sends).replace("BODY", bodies))
        for name, pattern in data.items()
    }


@dataclass(frozen=True, order=True)
class _Span:
    """A stretch of a sentence."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.start < self.end


class _Sentence:
    """A sentence, cut at its commas; `hidden` is its text with what stands in brackets and quotation marks hidden.

    Args:
        raw: Its words.
        dates: The spans of its dates; brackets around one stay open.
    """

    def __init__(self, raw: str, dates: Sequence[_Span]) -> None:
        self.raw = raw
        self.hidden = hide(plain(raw), [(date.start, date.end) for date in dates])
        starts = [0, *(m.end() for m in re.finditer(f"[{_SEPARATORS}]", self.hidden))]
        ends = [start - 1 for start in starts[1:]] + [len(raw)]
        self.segments = [_Span(a, b) for a, b in zip(starts, ends, strict=True)]

    def at(self, position: int) -> int:
        """Index of the segment that holds a position."""
        return max(i for i, segment in enumerate(self.segments) if segment.start <= position)

    def words(self, span: _Span) -> str:
        """The words of a span."""
        return self.raw[span.start : span.end].strip()

    def name(self, span: _Span) -> str:
        """The name in a span, without a bracket behind it that is an aside rather than a part of it (`县(市)`)."""
        aside = re.search("□+$", self.shape(span))
        end = span.end - len(aside[0]) if aside and len(aside[0]) > _LONGEST_BRACKET else span.end
        return self.words(_Span(span.start, end))

    def shape(self, span: _Span) -> str:
        """A span as patterns see it."""
        return self.hidden[span.start : span.end]

    def match(self, name: str, span: _Span) -> re.Match[str] | None:
        """The first place in a span where a pattern matches."""
        return _words()[name].search(self.shape(span))

    def without(self, name: str, span: _Span) -> _Span:
        """A span without what a pattern matches at its beginning or its end."""
        match = self.match(name, span)
        if match is None:
            return span
        if match.start() == 0:
            return _Span(span.start + match.end(), span.end)
        return _Span(span.start, span.start + match.start())


@dataclass(frozen=True)
class _Place:
    """Where a date stands in its sentence.

    Attributes:
        date: The span of its words (of all of them, where several are joined: `每年6月底、12月底前`).
        floor: The first segment that belongs to it and not to the date before.
        lead: What stands before it in its segment, without binding words.
        main: The clause behind it.
        ceiling: Where the date behind it begins, or the sentence ends.
    """

    date: _Span
    floor: int
    lead: _Span
    main: _Span
    ceiling: int


def read(raw: str, found: Sequence[tuple[int, int, Due]], setting: Setting) -> list[Obligation]:
    """What the dates of a sentence oblige to; a date that only bounds a validity obliges to nothing.

    Args:
        raw: The sentence.
        found: Its dates, as `dates.deadlines` gives them.
        setting: What stands around it.
    """
    sentence = _Sentence(raw, [_Span(start, end) for start, end, _ in found])
    groups = _groups(sentence, found)
    obligations: list[Obligation] = []
    actor, floor = "", 0
    for index, group in enumerate(groups):
        ceiling = groups[index + 1][0][0] if index + 1 < len(groups) else len(raw)
        place = _place(sentence, _Span(group[0][0], group[-1][1]), floor, ceiling)
        floor = sentence.at(max(place.main.start, place.date.end - 1)) + 1
        if sentence.match(
            "validity", _Span(sentence.segments[sentence.at(place.date.start)].start, place.date.start)
        ):
            continue
        obligation = _obligation(sentence, place, setting, actor)
        actor = obligation.actor
        obligations += [replace(obligation, due=due) for _, _, due in group]
    return obligations


def _groups(sentence: _Sentence, found: Sequence[tuple[int, int, Due]]) -> list[list[tuple[int, int, Due]]]:
    """The dates of a sentence, those together that are joined by nothing but `、` or `和`."""
    groups: list[list[tuple[int, int, Due]]] = []
    for date in found:
        if groups and re.fullmatch(r"\s*[、和及]\s*", sentence.hidden[groups[-1][-1][1] : date[0]]):
            groups[-1].append(date)
        else:
            groups.append([date])
    return groups


def _place(sentence: _Sentence, date: _Span, floor: int, ceiling: int) -> _Place:
    index = sentence.at(date.start)
    start = sentence.segments[index].start
    lead = sentence.without("binds", sentence.without("from", _Span(start, date.start)))
    behind = date.end + len(_SKIPPED.match(sentence.hidden, date.end)[0])  # type: ignore[index]  # it may be empty
    end = min(sentence.segments[sentence.at(behind)].end, ceiling)
    return _Place(date, min(floor, index), lead, _Span(min(behind, end), end), ceiling)


def _obligation(sentence: _Sentence, place: _Place, setting: Setting, previous: str) -> Obligation:
    """What a date obliges to; its own words are filled in by the caller."""
    label = _label(sentence, place)
    doing = _labelled(sentence, place, label, setting) if label else _told(sentence, place, setting, previous)
    scope = _Span(doing.scope, place.ceiling)
    via, recipient = _ways(sentence, scope)
    modality = sentence.match("modality", _Span(doing.scope, max(place.main.end, place.date.end)))
    return Obligation(
        due=Due(text=""),
        actor=doing.actor,
        action=doing.action,
        via=via,
        recipient=recipient,
        modality=modality[0] if modality else "",
    )


@dataclass(frozen=True)
class _Doing:
    """Who does what, and where the words that belong to it begin."""

    actor: str
    action: str
    scope: int


# --- a date behind a label ---------------------------------------------------------------------------------------


def _label(sentence: _Sentence, place: _Place) -> _Span | None:
    """What a labelled time is for, without the label: `补贴申请` of `补贴申请截止日期为…`; it may be empty."""
    index = sentence.at(place.date.start)
    start = sentence.segments[index].start
    if index and sentence.hidden[start - 1] in "：:":
        start = sentence.segments[index - 1].start
    match = sentence.match("label", _Span(start, place.date.start))
    return _Span(start, start + match.end("what")) if match else None


def _labelled(sentence: _Sentence, place: _Place, label: _Span, setting: Setting) -> _Doing:
    """Who does what by a labelled time: as the clause behind says, else the label, else the clause before."""
    who, rest = _split_actor(sentence, place.main)
    if who:
        return _Doing(who, sentence.words(sentence.without("within", rest)), place.main.start)
    if not sentence.match("general_label", label):
        return _Doing(
            setting.in_charge, sentence.words(sentence.without("general_start", label)), label.start
        )
    before = sentence.at(label.start) - 1
    if before >= place.floor:
        who, rest = _split_actor(sentence, sentence.segments[before])
        return _Doing(who or setting.in_charge, sentence.words(rest), sentence.segments[before].start)
    return _Doing(setting.in_charge, setting.topic, label.start)


# --- a date in the middle of what it bounds ----------------------------------------------------------------------


def _told(sentence: _Sentence, place: _Place, setting: Setting, previous: str) -> _Doing:
    """Who does what by a time that stands in the middle of it."""
    actor, lead, main, scope = _who(sentence, place)
    repeats = bool(sentence.match("anaphora", lead) or sentence.match("anaphora", main))
    actor = actor or previous or (setting.actor if repeats else "")
    what = sentence.words(lead) + sentence.words(main)
    if not lead and (sentence.match("hands_over", main) or len(what) < _SHORTEST_ACTION):
        what = _handed_over(sentence, place, main)
    what = _said_in_full(what, setting.topic)
    what = _with_next(sentence, place, what)
    return _Doing(actor, _under_condition(sentence, place, what) or setting.topic, scope)


def _who(sentence: _Sentence, place: _Place) -> tuple[str, _Span, _Span, int]:
    """The actor, what else stands before the date, the clause behind it, and where the actor's words begin."""
    start = sentence.segments[sentence.at(place.date.start)].start
    main = sentence.without("modal", place.main)
    actor, lead = _split_actor(sentence, place.lead)
    if actor:
        return actor, lead, main, start
    if _names_actor(sentence, place):
        return sentence.words(place.lead), _Span(start, start), main, start
    if not sentence.match("hands_over", main):
        actor, rest = _split_actor(sentence, main)
        if actor:
            return actor, lead, sentence.without("modal", rest), start
    for index in range(sentence.at(place.date.start) - 1, place.floor - 1, -1):
        actor = _actor_of(sentence, index)
        if actor:
            return actor, lead, main, sentence.segments[index].start
    return "", lead, main, sentence.segments[place.floor].start


def _actor_of(sentence: _Sentence, index: int) -> str:
    """Who acts in a segment that stands before the date's; a name alone must be bound by what follows it."""
    segment, following = sentence.segments[index], sentence.segments[index + 1]
    actor, rest = _split_actor(sentence, segment)
    if sentence.match("thing", segment):
        return ""
    bound = bool(sentence.match("must", following))
    if actor and (rest or bound or (index == 0 and not sentence.match("joins", following))):
        return actor
    return sentence.words(segment) if bound and _is_name(sentence, segment) else ""


def _split_actor(sentence: _Sentence, span: _Span) -> tuple[str, _Span]:
    """The actor that a span begins with, and what follows; "" and the span where it begins with none."""
    bare = sentence.without("space", span)
    match = sentence.match("actor", bare)
    if match is None or sentence.match("condition", bare):
        return "", bare
    who = _Span(bare.start + match.start("who"), bare.start + match.end("who"))
    if sentence.match("no_actor", who):
        return "", bare
    rest = sentence.without("modal", _Span(who.end, bare.end))
    return sentence.name(who), rest


def _names_actor(sentence: _Sentence, place: _Place) -> bool:
    """Whether what stands before a date can only be who acts: short, bound to the date, and no thing."""
    bound = place.lead.end < place.date.start
    return bound and _is_name(sentence, place.lead) and not sentence.match("thing", place.lead)


def _is_name(sentence: _Sentence, span: _Span) -> bool:
    return 2 <= len(sentence.words(span)) <= _LONGEST_NAME and not sentence.match("no_name", span)


def _handed_over(sentence: _Sentence, place: _Place, main: _Span) -> str:
    """What is handed over, where only the handing over stands behind the date."""
    for index in range(sentence.at(place.date.start) - 1, place.floor - 1, -1):
        segment = sentence.segments[index]
        if sentence.match("condition", segment):
            continue
        _, rest = _split_actor(sentence, segment)
        words = sentence.words(sentence.without("modal", sentence.without("joins", rest)))
        if words.endswith("后") or words.startswith(("将", "把")):
            return words + sentence.words(main)
        if len(words) >= _SHORTEST_ACTION:
            return words if sentence.match("hands_over", main) else f"{words}，{sentence.words(main)}"
    return sentence.words(main)


def _said_in_full(what: str, topic: str) -> str:
    """An action that only points back, or has no object, with what the clause is about."""
    words = _words()
    if not topic or words["general_label"].search(topic):
        return what
    pointing = words["anaphora"].search(what)
    if pointing:
        before, behind = what[: pointing.start()], what[pointing.end() :]
        return before + topic if before else behind + topic
    return what + topic if words["bare_verb"].fullmatch(what) else what


def _with_next(sentence: _Sentence, place: _Place, what: str) -> str:
    """An action with the next clause, where that only goes on (`…，并将…报市局`) and is short."""
    index = sentence.at(max(place.main.start, place.date.start)) + 1
    if index >= len(sentence.segments) or sentence.segments[index].end > place.ceiling:
        return what
    following = sentence.segments[index]
    joined = sentence.raw[following.start - 1 : following.end].rstrip()
    goes_on = joined[:1] in "，," and sentence.match("joins", following)
    return what + joined if goes_on and len(what + joined) <= _LONGEST_ACTION else what


def _under_condition(sentence: _Sentence, place: _Place, what: str) -> str:
    """An action with the case to which it is bound: `对于需要回收的，完成…`."""
    for segment in reversed(sentence.segments[: sentence.at(place.date.start)]):
        condition = sentence.words(segment)
        if sentence.match("condition", segment) and len(condition + what) < _LONGEST_ACTOR:
            return f"{condition}，{what}"
    return what


def _ways(sentence: _Sentence, scope: _Span) -> tuple[str, str]:
    """Who passes it on, and who gets it in the end."""
    reached = sorted([*_bodies(sentence, "recipient", scope), *_bodies(sentence, "towards", scope)])
    names = [sentence.name(body) for body in reached]
    recipient = names[-1] if names else ""
    passing = [sentence.name(body) for body in _bodies(sentence, "passes", scope)[:1]]
    return "、".join(name for name in dict.fromkeys([*names[:-1], *passing]) if name != recipient), recipient


def _bodies(sentence: _Sentence, name: str, scope: _Span) -> list[_Span]:
    """The spans of the bodies that a pattern finds in a span."""
    found = _words()[name].finditer(sentence.shape(scope))
    return [_Span(scope.start + match.start("body"), scope.start + match.end("body")) for match in found]


@dataclass(frozen=True)
class Ways:
    """The bodies that a sentence sends something to, and those that pass it on."""

    recipients: tuple[str, ...]
    passing: tuple[str, ...]


def ways(text: str) -> Ways:
    """How things reach whom in a sentence, in the order of its words."""
    sentence = _Sentence(text, [])
    whole = _Span(0, len(text))
    reached = sorted([*_bodies(sentence, "recipient", whole), *_bodies(sentence, "towards", whole)])
    passing = _bodies(sentence, "passes", whole)
    return Ways(tuple(map(sentence.name, reached)), tuple(map(sentence.name, passing)))


def modality_of(text: str) -> str:
    """How binding a sentence is: its first `应当`, `可以`, `不得` … outside brackets; "" without one."""
    match = _words()["modality"].search(hide(plain(text)))
    return match[0] if match else ""


def in_charge(line: str) -> str:
    """Who is in charge, where a line says so: `牵头部门：省审改办`; else ""."""
    match = _words()["in_charge"].match(plain(line))
    return line[match.start("who") : match.end("who")].strip() if match else ""
