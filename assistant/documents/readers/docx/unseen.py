"""What a Word file says where nobody looks: hidden, white and tiny letters, comments, properties, field codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from assistant.documents.readers.docx.package import Package
from assistant.documents.readers.docx.styles import Styles
from assistant.documents.readers.docx.xml import attribute, child, is_on, local, number
from assistant.documents.readers.source import Hidden
from assistant.documents.readers.unseen import smuggled, ways
from assistant.documents.text import visible

_TINY = 8
"""Largest size, in half points, at which letters are dots."""
_WHITE = 0xF0
_BACKGROUNDS = {"background1", "bg1", "light1", "lt1"}
_SHORTEST = 5
_DESCRIBED = {"descr", "title"}
_SIDE_PARTS = (("comments", "comments"), ("header", "header"), ("footer", "footer"))
_PROPERTIES = ("core-properties", "custom-properties", "extended-properties")


def unseen(package: Package, styles: Styles) -> tuple[Hidden, ...]:
    """Everything that does not show on the pages of a Word file."""
    found: list[Hidden] = []
    dark = _in_dark_cells(package.body)
    for paragraph in package.body.iter():
        if local(paragraph) == "p":
            found += _runs(paragraph, paragraph in dark, styles)
    found += _marks(package.body)
    for kind, name in _SIDE_PARTS:
        for part in package.all_related(kind):
            found += [Hidden(ways()[name], words) for words in _paragraphs(part)]
            found += _marks(part)
    for kind in ("footnotes", "endnotes"):
        for part in package.all_related(kind):
            for paragraph in part.iter():
                if local(paragraph) == "p":
                    found += _runs(paragraph, False, styles)
    for kind in _PROPERTIES:
        for part in package.of_package(kind):
            said = (e.text.strip() for e in part.iter() if e.text)
            found += [Hidden(ways()["properties"], words) for words in said if words]
    whole = "".join(e.text or "" for e in package.body.iter() if local(e) == "t")
    found += smuggled(whole)
    return tuple(item for item in found if len(item.text.strip()) >= _SHORTEST)


@dataclass(frozen=True)
class _Run:
    text: str
    way: str


def _runs(paragraph: Element, shaded: bool, styles: Styles) -> Iterator[Hidden]:
    """The words of a paragraph that are hidden by how they are set; runs beside one another are one."""
    inherited = [child(style, "rPr") for style in styles.chain(paragraph)]
    shaded = shaded or _is_dark(child(paragraph, "pPr", "shd"))
    runs = [
        _Run(_text(run), _way(run, inherited, shaded, styles))
        for run in paragraph.iter()
        if local(run) == "r"
    ]
    for way, group in groupby((run for run in runs if run.text), key=lambda run: run.way):
        words = visible("".join(run.text for run in group))
        if way:
            yield Hidden(ways()[way], words, shown=way != "vanish")


def _way(run: Element, inherited: Sequence[Element | None], shaded: bool, styles: Styles) -> str:
    """How a run is hidden; "" when it shows."""
    own = child(run, "rPr")
    named = styles.character(attribute(child(own, "rStyle"), "val"))
    levels = [level for level in (own, *named, *inherited) if level is not None]
    for name in ("vanish", "webHidden", "specVanish"):
        switch = next((e for level in levels if (e := child(level, name)) is not None), None)
        if is_on(switch):
            return "vanish"
    size = next((n for level in levels if (n := number(child(level, "sz"))) is not None), None)
    if size is not None and size <= _TINY:
        return "tiny"
    color = next((c for level in levels if (c := child(level, "color")) is not None), None)
    fill = next((f for level in levels if (f := child(level, "shd")) is not None), None)
    value = attribute(color, "val") or ""
    if value and value.lower() != "auto" and value.lower() == (attribute(fill, "fill") or "").lower():
        return "white"
    marked = child(own, "highlight") is not None or _is_dark(fill) or shaded
    return "white" if _is_white(color) and not marked else ""


def _is_white(color: Element | None) -> bool:
    value = attribute(color, "val") or ""
    if (attribute(color, "themeColor") or "") in _BACKGROUNDS:
        return not attribute(color, "themeShade")
    channels = _channels(value)
    return channels is not None and min(channels) >= _WHITE


def _is_dark(shade: Element | None) -> bool:
    """Whether there is a colour behind the words on which white ones show."""
    channels = _channels(attribute(shade, "fill") or "")
    themed = (attribute(shade, "themeFill") or "") not in ("", *_BACKGROUNDS)
    return themed or (channels is not None and min(channels) < _WHITE)


def _channels(value: str) -> tuple[int, int, int] | None:
    try:
        return (int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)) if len(value) == 6 else None
    except ValueError:
        return None


def _in_dark_cells(body: Element) -> set[Element]:
    """The paragraphs in cells with a colour on which white words show."""
    cells = [e for e in body.iter() if local(e) == "tc" and _is_dark(child(e, "tcPr", "shd"))]
    return {p for cell in cells for p in cell.iter() if local(p) == "p"}


def _text(run: Element) -> str:
    return "".join(part.text or "" for part in run if local(part) == "t")


def _marks(part: Element) -> Iterator[Hidden]:
    """Field codes, words that a revision deletes, descriptions of pictures, names of form fields."""
    codes: list[str] = []
    for element in part.iter():
        name = local(element)
        if name == "instrText":
            codes.append(element.text or "")
        elif name == "fldSimple":
            yield Hidden(ways()["field"], attribute(element, "instr") or "")
        elif name == "delText":
            yield Hidden(ways()["deleted"], element.text or "")
        elif name in ("docPr", "cNvPr"):
            said = [v for k, v in element.attrib.items() if k.rpartition("}")[2] in _DESCRIBED]
            yield from (Hidden(ways()["alternative"], words) for words in said)
        elif name in ("alias", "tag", "placeholder"):
            yield Hidden(ways()["control"], attribute(element, "val") or "")
    yield Hidden(ways()["field"], "".join(codes))


def _paragraphs(part: Element) -> Iterator[str]:
    for paragraph in part.iter():
        if local(paragraph) == "p":
            words = "".join(e.text or "" for e in paragraph.iter() if local(e) == "t")
            if words.strip():
                yield visible(words)
