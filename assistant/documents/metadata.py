"""What a document says about itself in its frame: title, number, issuers, day of issue; and the id made of it."""

import hashlib
import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize

from pypinyin import lazy_pinyin

from assistant.documents.dates import parse_day
from assistant.documents.frame import HEAD, TAIL, frame
from assistant.errors import UnreadableFile
from assistant.models.document import Clause, DocumentKind, Metadata, Provenance

NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,15}\s?[〔\[［（(【]\s?(?:19|20)\d{2}\s?[〕\]］）)】]\s?(?:第\s?)?\d{1,5}\s?号"
)
_HEAD_LINES = 12
_LETTERHEAD_LINES = 8
_E = TypeVar("_E", bound=StrEnum)
_KEYS = {"title", "number", "issuers", "issued", "kind", "provenance", "source", "read_on"}


def describe(text: str, clauses: tuple[Clause, ...], front: dict[str, Any], name: str) -> Metadata:
    """The metadata of a document: its front matter first, then what its frame shows.

    Args:
        text: The document's text.
        clauses: Its clauses.
        front: Front matter, already parsed.
        name: The file's name, the last resort for a title.

    Raises:
        UnreadableFile: The front matter holds an unknown kind, provenance or day.
    """
    _check_keys(front, name)
    return Metadata(
        title=str(front.get("title") or find_title(text, clauses) or Path(name).stem),
        number=str(front.get("number") or find_number(text, clauses) or ""),
        issuers=tuple(front.get("issuers") or find_issuers(text, clauses)),
        issued=_day(front["issued"], name) if front.get("issued") else find_issued(text, clauses),
        kind=_choice(DocumentKind, front.get("kind") or DocumentKind.NOTICE, "kind", name),
        provenance=_choice(Provenance, front.get("provenance") or Provenance.ORIGINAL, "provenance", name),
        source=str(front.get("source") or name),
    )


def _check_keys(front: dict[str, Any], name: str) -> None:
    unknown = sorted(set(front) - _KEYS)
    if unknown:
        raise UnreadableFile(
            f"{name} 的元数据里有不认识的项：{'、'.join(unknown)}。",
            f"可用的项：{'、'.join(sorted(_KEYS))}。",
        )


def _choice(enum: type[_E], value: object, key: str, name: str) -> _E:
    try:
        return enum(str(value))
    except ValueError as error:
        allowed = "、".join(str(item) for item in enum)
        raise UnreadableFile(f"{name} 的 {key} 无效：{value}。", f"可选：{allowed}。") from error


def _day(value: object, name: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UnreadableFile(f"{name} 的 issued 不是日期：{value}。", "请写成 2025-07-03 的形式。") from error


def _frame_lines(text: str, clauses: tuple[Clause, ...], path: str) -> list[str]:
    first_part = clauses[0].part
    clause = next((c for c in clauses if c.path == path and c.part == first_part), None)
    return (
        [line.strip() for line in text[clause.start : clause.end].splitlines() if line.strip()]
        if clause
        else []
    )


def find_title(text: str, clauses: tuple[Clause, ...]) -> str:
    """The title in the head, up to the line that names a kind of document; else the title of the part issued."""
    collected: list[str] = []
    for line in [line.lstrip("# ") for line in _frame_lines(text, clauses, HEAD)][:_HEAD_LINES]:
        if _ends_title(line):
            if collected:
                break
            continue
        if not collected and _is_letterhead(line):
            continue
        collected.append(line)
        if frame().title_end.search(line):
            break
    return "".join(collected[:3]) or next((c.part for c in clauses if c.part), "")


def _ends_title(line: str) -> bool:
    return line[-1] in "：:。；，" or bool(_number_in(line)) or bool(frame().date_line.fullmatch(line))


def _is_letterhead(line: str) -> bool:
    return bool(frame().letterhead.fullmatch(line)) or _is_body(line)


def _is_body(line: str) -> bool:
    """Whether a line is the name of a signing body, or of several side by side, and no title."""
    titled = "关于" in line or frame().title_end.search(line)
    return bool(frame().signature.fullmatch(line)) and not titled and NUMBER.search(line) is None


def _number_in(line: str) -> str:
    """The document number that a line consists of, with or without a label in front."""
    label = frame().number_label.match(line)
    bare = line[label.end() :] if label else line
    return bare if NUMBER.fullmatch(bare) else ""


def find_number(text: str, clauses: tuple[Clause, ...]) -> str:
    """The document number that stands alone on a line of the head."""
    return next(filter(None, map(_number_in, _frame_lines(text, clauses, HEAD)[:_HEAD_LINES])), "")


def find_issuers(text: str, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """The signing bodies: the lines above the date in the tail, else the lines above the title."""
    for lines in (_frame_lines(text, clauses, TAIL), _frame_lines(text, clauses, HEAD)[:_LETTERHEAD_LINES]):
        found = [name for line in lines if _is_body(line) for name in line.split()]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def find_issued(text: str, clauses: tuple[Clause, ...]) -> date | None:
    """The date line of the tail, else of the head."""
    lines = _frame_lines(text, clauses, TAIL) + _frame_lines(text, clauses, HEAD)
    return next((parse_day(line) for line in lines if frame().date_line.fullmatch(line)), None)


def identify(meta: Metadata) -> str:
    """The document's id: its number or title in ASCII, its kind and its provenance; the same on every run."""
    name = normalize("NFKC", meta.number or meta.title)
    ascii_name = "-".join(re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(name, errors=_keep)).lower()))
    if len(ascii_name) > 64:
        ascii_name = ascii_name[:55].rstrip("-") + "-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{ascii_name or hashlib.sha256(name.encode()).hexdigest()[:12]}-{meta.kind}-{meta.provenance}"


def _keep(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", " ", text)
