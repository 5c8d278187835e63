"""The deadline of the application itself, among all the deadlines of a notice."""

import re
from collections.abc import Iterable

from assistant.documents.text import plain
from assistant.models.document import Document, Fact, FactKind

_APPLYING = re.compile("申报|申请|填写|填报|报名|征集|受理|推荐")


def application_deadline(document: Document, facts: Iterable[Fact]) -> Fact | None:
    """The first deadline on a fixed day whose sentence speaks of applying; None where there is none."""
    return next((fact for fact in facts if _applies(document, fact)), None)


def _applies(document: Document, fact: Fact) -> bool:
    if fact.kind is not FactKind.DEADLINE or fact.due is None or fact.due.on is None:
        return False
    return _APPLYING.search(plain(document.text[fact.start : fact.end])) is not None
