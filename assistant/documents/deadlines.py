"""The deadlines of a clause as facts: its dates, read with what stands around them."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.documents.dates import deadlines
from assistant.documents.days import Period, as_day, years_in
from assistant.documents.obligations import Obligation, Setting, in_charge, read
from assistant.documents.sentences import Sentence
from assistant.models.document import Clause, Document, Due, Fact, FactKind, Metadata

_WHICH = re.compile("[^，,。；;]{1,20}的")


class ClauseDeadlines:
    """Reads the deadlines of one clause, sentence by sentence: a year and an actor carry on to the next.

    Args:
        document: The document.
        clause: Its clause.
        topic: What the clause is about.
        period: In which yearly deadlines come back.
    """

    def __init__(self, document: Document, clause: Clause, topic: str, period: Period | None) -> None:
        self._meta = document.meta
        self._topic = topic
        self._period = period
        self._in_charge = _in_charge(document.own_text(clause))
        self._year: list[int] = []
        self._actor = ""

    def read(self, sentence: Sentence) -> list[Fact]:
        """The deadlines of the next sentence."""
        years = [*self._year, *_years(self._meta)]
        found = deadlines(sentence.text, years, self._period, self._meta.issued)
        found = [item for item in found if not _is_condition(sentence.text, item, self._meta.issued)]
        setting = Setting(self._topic, self._in_charge, self._actor)
        facts = [_fact(sentence, obligation) for obligation in read(sentence.text, found, setting)]
        self._year = years_in(sentence.text)[-1:] or self._year
        self._actor = facts[-1].actor if facts else self._actor
        return facts


def _years(meta: Metadata) -> Sequence[int]:
    """The years that the frame gives for a day without one, the likeliest first: the title's, then the issue's."""
    title = years_in(meta.title)[:1] or [int(year) for year in re.findall(r"(20\d{2})年度?", meta.title)[:1]]
    issued = [meta.issued.year] if meta.issued else []
    # A notice about next year's work asks for papers this year.
    return [*issued, *title] if title and issued and issued[0] < title[0] else [*title, *issued]


def _is_condition(text: str, item: tuple[int, int, Due], issued: date | None) -> bool:
    """Whether a day before the issue only tells which are meant: `2024年12月31日前注册的企业`."""
    _, end, due = item
    over = issued is not None and due.on is not None and as_day(due.on) < issued
    return over and bool(_WHICH.match(text, end))


def _in_charge(text: str) -> str:
    """Who is in charge of a clause's task, where one of its lines says so (`牵头部门：省审改办`)."""
    return next(filter(None, (in_charge(line.strip()) for line in text.splitlines())), "")


def _fact(sentence: Sentence, obligation: Obligation) -> Fact:
    return Fact(
        kind=FactKind.DEADLINE,
        clause=sentence.clause.path,
        part=sentence.clause.part,
        subject=obligation.action,
        action=obligation.action,
        actor=obligation.actor,
        via=obligation.via,
        recipient=obligation.recipient,
        value=obligation.due.text,
        modality=obligation.modality,
        start=sentence.start,
        end=sentence.end,
        due=obligation.due,
    )
