"""The facts that a document's sentences hold: each of a kind, with its value and the exact words.

What the document says is worked out here once, at ingest. `facts.yaml` holds what sentences of each kind look like;
deadlines are read in full (who, what, to whom, by when), because the timeline rests on them.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

import yaml

from assistant.documents.clauses import HEAD, TAIL
from assistant.documents.dates import deadlines, years_in
from assistant.documents.numbering import marker_of
from assistant.documents.sentences import Sentence, sentences
from assistant.models.document import Clause, Document, Due, Fact, FactKind

_MODALITY = re.compile(
    "不得|严禁|禁止|应当|必须|原则上|优先|重点|鼓励|支持|可以|均可|应|须|请|要(?!求)|可(?=由|以|在|通)"
)
_MODAL_BREAK = re.compile(r"[,，]?\s*(?:应当|必须|(?<!申)请|应|须|需要|需|要(?!求)|将|于|可|原则上)")
_LIST = re.compile(r"[^，,。；;：:、]{2,40}(?:、[^，,。；;：:、]{2,40}){2,}")
_LIST_LEAD = re.compile(
    "^.*?(?:包括|包含|明确|说明|重点说明|填写|具体可由|可由|由|如|围绕|支持|打击|严厉打击|查处|集聚|分为|附|提交|提供|应为|为)(?=.{2})"
)
_RECIPIENT = re.compile(
    r"(?:报送|报经|报至|报|上报|提交|送交|送至|寄至|寄送|交至|移交|发送至|发至|送|向)(?:至|到|给|于)?"
    r"((?:当地|所在|属地|本)?[^，,。；;、将由于在并的过]{0,24}?"
    r"(?:局|厅|部门|部(?!门)|委员会|委(?!员)|办公室|我办|科(?!技)|处(?!理)|中心|政府|机构|小组|联合会|邮箱))"
)
_CHANNEL = re.compile(
    r"由([^，,。；;]{2,30}?(?:部门|局|厅|委|办公室|单位|中心|政府|平台))(?:汇总|统一|审核|初审|收齐|负责)*[^，,。；;]{0,6}?报"
)
_LEADING = re.compile(r"^(?:[(（]含[)）]|[，,、：:\s])+")
_CONNECTIVE = re.compile("^(?:并|且|同时)|(?:并)?(?:应|请|须|要)?(?:于|在)?$")
_UP_TO_MODAL = re.compile("^.*?(?:应当|应|须|(?<!申)请|需|要(?!求))(?=.{3})")
_LABEL = re.compile(".{0,4}(?:时限|时间|日期|期限)(?:为|是|至)?|有效期至?")
_STARTS_SENDING = re.compile(r"^(?:前|之前)?\s*(?:统一|一并|集中)?(?:由|报|送|提交|寄|向)")


@dataclass(frozen=True)
class _Pattern:
    says: re.Pattern[str]
    value: re.Pattern[str]


@cache
def _patterns() -> dict[FactKind, _Pattern]:
    data = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text("utf-8"))
    return {
        FactKind(kind): _Pattern(re.compile(entry["says"]), re.compile(entry["value"].strip()))
        for kind, entry in data.items()
    }


def plain(text: str) -> str:
    """`text` in half width, character for character, so that offsets stay: `（` becomes `(`, `１` becomes `1`."""
    return "".join(n if len(n := normalize("NFKC", c)) == 1 else c for c in text)


def topic(clause: Clause) -> str:
    """What a clause is about: its heading, or the nearest one above it, without the number."""
    for heading in reversed(clause.trail):
        marker = marker_of(heading)
        bare = heading[marker.length :] if marker else heading
        if bare.strip() and bare not in (HEAD, TAIL):
            return bare.strip()
    return ""


def extract(document: Document) -> tuple[Fact, ...]:
    """Every fact of a document, in the order of the text."""
    found: list[Fact] = []
    period = governing_period(document)
    for sentence in sentences(document):
        if sentence.heading:
            continue
        year = _context_year(document, sentence)
        text = plain(sentence.text)
        found += _deadline_facts(sentence, text, year, period)
        for kind, pattern in _patterns().items():
            fact = _fact(kind, pattern, sentence, text)
            if fact is not None:
                found.append(fact)
        listing = _list_fact(sentence, text)
        if listing is not None:
            found.append(listing)
    return tuple(found)


def governing_period(document: Document) -> tuple[int, int] | None:
    """First and last year of the period that the document sets (`试点周期为2025至2027年`), or None."""
    for sentence in sentences(document):
        if re.search("周期|期限|有效期|时间|实施期|建设期", sentence.text):
            years = years_in(sentence.text)
            if len(years) >= 2 and re.search(r"\d\s*年?[^，,。]{0,8}(至|到|-|—|~)", plain(sentence.text)):
                return years[0], years[-1]
    return None


def _context_year(document: Document, sentence: Sentence) -> int | None:
    """The year of a day that names none: the clause's, else the title's, else the issue's."""
    before = years_in(document.text[sentence.clause.start : sentence.start])
    title = years_in(document.meta.title) or [
        int(y) for y in re.findall(r"(20\d{2})年度?", document.meta.title)
    ]
    if before and not title:
        return before[-1]
    if title:
        return title[0]
    return document.meta.issued.year if document.meta.issued else None


def _fact(kind: FactKind, pattern: _Pattern, sentence: Sentence, text: str) -> Fact | None:
    if not pattern.says.search(text):
        return None
    values = [m[0].strip() for m in pattern.value.finditer(text)]
    if kind is FactKind.AMOUNT and not values:
        return None
    modality = _MODALITY.search(text)
    return Fact(
        kind=kind,
        clause=sentence.clause.path,
        part=sentence.clause.part,
        subject=topic(sentence.clause),
        value="；".join(dict.fromkeys(values)),
        items=tuple(dict.fromkeys(values)),
        modality=modality[0] if modality else "",
        start=sentence.start,
        end=sentence.end,
    )


def _list_fact(sentence: Sentence, text: str) -> Fact | None:
    match = max(_LIST.finditer(text), key=lambda m: m[0].count("、"), default=None)
    if match is None:
        return None
    raw = sentence.text[match.start() : match.end()]
    lead = _LIST_LEAD.match(raw)
    items = tuple(item for item in raw[lead.end() if lead else 0 :].split("、") if item)
    if len(items) < 3:
        return None
    return Fact(
        kind=FactKind.LIST,
        clause=sentence.clause.path,
        part=sentence.clause.part,
        subject=topic(sentence.clause),
        value="、".join(items),
        items=items,
        start=sentence.start,
        end=sentence.end,
    )


# --- deadlines ---------------------------------------------------------------------------------------------------


def _deadline_facts(
    sentence: Sentence, text: str, year: int | None, period: tuple[int, int] | None
) -> list[Fact]:
    facts = []
    for start, end, due in deadlines(text, year, period):
        facts.append(_deadline_fact(sentence, text, start, end, due))
    return facts


def _deadline_fact(sentence: Sentence, text: str, start: int, end: int, due: Due) -> Fact:
    action = _action(sentence.text, text, start, end)
    recipients = _RECIPIENT.findall(text)
    channel = _CHANNEL.search(text)
    modality = _MODALITY.search(text)
    return Fact(
        kind=FactKind.DEADLINE,
        clause=sentence.clause.path,
        part=sentence.clause.part,
        subject=action or topic(sentence.clause),
        action=action or topic(sentence.clause),
        actor=_actor(sentence.text, text, start),
        via=channel[1] if channel else "",
        recipient=recipients[-1] if recipients else "",
        value=due.text,
        modality=modality[0] if modality else "",
        start=sentence.start,
        end=sentence.end,
        due=due,
    )


def _actor(raw: str, text: str, start: int) -> str:
    """Who must act: what stands before the first modal verb in front of the date."""
    head = text[:start]
    modal = _MODAL_BREAK.search(head)
    if modal is None or modal.start() < 2:
        return ""
    actor = raw[: modal.start()].strip("，, ")
    return (
        actor if len(actor) <= 40 and not re.search("[。；;：:]", actor) else re.split("[，,：:]", actor)[-1]
    )


def _action(raw: str, text: str, start: int, end: int) -> str:
    """What must be done: the words behind the date, or those before it where only the sending stands behind."""
    behind = next((s.strip() for s in re.split(r"[，,。；;]", _LEADING.sub("", raw[end:])) if s.strip()), "")
    if behind and not _STARTS_SENDING.match(behind):
        return behind
    segments = [s for s in re.split(r"[，,。；;：:]", text[:start]) if s.strip()]
    for segment in reversed(segments):
        piece = _CONNECTIVE.sub("", segment).strip()
        piece = _UP_TO_MODAL.sub("", piece)
        if len(piece) >= 4 and not _LABEL.fullmatch(piece):
            return piece
    return "" if _LABEL.fullmatch(behind) else behind
