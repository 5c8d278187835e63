"""Reviews as a Word file, a page each: what was found, and below it the words in the submission that carry it."""

import re
from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from assistant.models.job import Mark, ReviewJob
from assistant.models.review import Evidence, Review, Similar
from assistant.reviewing.exports.labels import labels, section_title
from assistant.reviewing.exports.places import joined
from assistant.reviewing.exports.table import direction_line, goals, target_line

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SERIF, _SANS, _LATIN = "宋体", "黑体", "Times New Roman"
_INK = RGBColor(0x1F, 0x4E, 0x79)
_QUIET = RGBColor(0x55, 0x61, 0x6F)
_MOST = (8, 6, 5, 4, 3)
"""Entries of a list that are shown: as many as let the page be one page."""
_HEIGHT = 735
"""What a page holds, in points."""
_PLACE = 10.8
"""What a place in the list at its end takes of that."""
_LONGEST_QUOTE = 46
_MOST_PLACES = 14


def document(job: ReviewJob) -> bytes:
    """The reviews of a job as a .docx file."""
    word = Document()
    _prepare(word)
    for number, review in enumerate(job.reviews):
        page = _Page(word, review, [mark for mark in job.marks if mark.review == review.id])
        page.write(breaks=number > 0)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


_Entry = tuple[str, Sequence[Evidence]]


class _Page:
    """The page of one review; collects the places that it names, for their list at its end."""

    def __init__(self, word: Word, review: Review, marks: Sequence[Mark]) -> None:
        self._word = word
        self._review = review
        self._marks = {mark.point: mark for mark in marks}
        self._places: list[Evidence] = []
        self._most_places = _MOST_PLACES

    def write(self, *, breaks: bool) -> None:
        words, review = labels()["word"], self._review
        title = self._paragraph(review.applicant or labels()["unnamed"], "Heading 1")
        title.paragraph_format.page_break_before = breaks
        self._paragraph(str(words["title"]), "Subtitle")
        if review.error is not None:
            self._paragraph(f"{words['file']}：{review.file}")
            self._heading(words["error"])
            self._paragraph(f"{review.error.message}{review.error.hint}")
            return
        lists = self._lists()
        room = _HEIGHT - _MOST_PLACES * _PLACE
        most = next((most for most in _MOST if self._height(lists, most) <= room), _MOST[-1])
        self._most_places = min(_MOST_PLACES, int((_HEIGHT - self._height(lists, most)) / _PLACE))
        self._facts()
        self._heading(words["summary"])
        summary = self._paragraph("")
        for claim in review.claims:
            self._run(summary, claim.text)
            self._mark(summary, claim.evidence)
        if not review.claims:
            self._run(summary, review.summary)
        self._missing()
        for name, entries in lists.items():
            self._list(name, entries, most)
        self._sources()

    def _lists(self) -> dict[str, list[_Entry]]:
        """What is listed below the summary, under the names of its labels."""
        review = self._review
        notes = [mark.note for mark in self._marks.values() if mark.note]
        amounts = {target_line(target): target.evidence for target in goals(review)}
        return {
            "targets": list(amounts.items()),
            "contradictions": [
                (f"{found.about}：{' / '.join(found.values)}", found.evidence)
                for found in review.contradictions
            ],
            "red_flags": [(flag.text, flag.evidence) for flag in review.red_flags],
            "injection": [(f"{found.where}：“{_short(found.quote)}”", ()) for found in review.injection],
            "similar": [self._similar(found) for found in review.similar],
            "questions": [(question, ()) for question in review.questions],
            "notes": [(note, ()) for note in notes],
        }

    def _height(self, lists: dict[str, list[_Entry]], most: int) -> float:
        """About how high the page gets with so many entries a list, without the places, in points."""
        height = 175.0 + _lines(self._review.summary, 48) * 12.5
        for entries in lists.values():
            if entries:
                height += 24 + 13 * (len(entries) > most)
                height += sum(_lines(said, 44) * 13.5 for said, _ in entries[:most])
        return height

    def _facts(self) -> None:
        words, review, unknown = labels()["word"], self._review, str(labels()["unknown"])
        cells = [
            (words["kind"], review.kind or unknown),
            (words["district"], review.district or unknown),
            (words["filled_on"], review.filled_on.isoformat() if review.filled_on else unknown),
            (words["file"], review.file),
        ]
        table = self._word.add_table(rows=2, cols=4)
        table.autofit = False
        table.style = "Table Grid"
        for index, (name, value) in enumerate(cells):
            row, column = divmod(index, 2)
            self._cell(table.cell(row, column * 2), str(name), quiet=True)
            self._cell(table.cell(row, column * 2 + 1), value)
        added = table.add_row().cells
        self._cell(added[0], str(words["directions"]), quiet=True)
        lines = [direction_line(direction) for direction in review.directions]
        self._cell(added[1].merge(added[3]), "；".join(lines) or unknown)
        for line in table.rows:
            for cell, width in zip(line.cells, (2.3, 6.2, 2.3, 6.2), strict=True):
                cell.width = Cm(width)

    def _missing(self) -> None:
        words = labels()["word"]
        self._heading(words["missing"])
        titles = [section_title(key) for key in self._review.missing]
        self._paragraph("、".join(titles) or str(words["complete"]))

    def _similar(self, found: Similar) -> _Entry:
        said = str(labels()["word"]["similar_to"]).format(file=found.file)
        return said, [Evidence(start=found.start, end=found.end, quote=found.quote)]

    def _list(self, name: str, entries: Sequence[_Entry], most: int) -> None:
        """A heading and its entries; nothing where there are none."""
        if not entries:
            return
        words = labels()["word"]
        self._heading(words[name])
        for number, (said, evidence) in enumerate(entries[:most]):
            # Numbers of Word's own would run on from one review to the next.
            asked = name == "questions"
            line = self._paragraph("", "List" if asked else "List Bullet")
            self._run(line, f"{number + 1}. {said}" if asked else said)
            self._mark(line, evidence)
            mark = self._marks.get(f"{name}/{number}")
            if mark is not None and mark.checked:
                self._run(line, f"（{words['checked']}）", quiet=True)
        if len(entries) > most:
            self._run(self._paragraph(""), str(words["more"]).format(count=len(entries) - most), quiet=True)

    def _mark(self, paragraph: Paragraph, evidence: Sequence[Evidence]) -> None:
        """The numbers of the places that carry a statement, small and raised."""
        for place in joined(self._review.text, evidence)[:2]:
            known = [(kept.start, kept.end) for kept in self._places]
            if (place.start, place.end) not in known:
                if len(self._places) >= self._most_places:
                    continue
                self._places.append(place)
                known.append((place.start, place.end))
            number = known.index((place.start, place.end)) + 1
            run = self._run(paragraph, f"[{number}]")
            run.font.superscript = True
            run.font.color.rgb = _INK

    def _sources(self) -> None:
        if not self._places:
            return
        self._heading(labels()["word"]["places"])
        for number, place in enumerate(self._places, 1):
            line = self._paragraph("", "Caption")
            page = str(labels()["word"]["page"]).format(page=place.page) if place.page else ""
            where = " ".join(part for part in (section_title(place.section or ""), page) if part)
            self._run(line, f"[{number}] {where}{'：' if where else ''}“{_short(place.quote)}”")

    def _heading(self, words: object) -> None:
        self._paragraph(str(words), "Heading 2")

    def _paragraph(self, words: str, style: str = "Normal") -> Paragraph:
        paragraph = self._word.add_paragraph(style=style)
        if words:
            self._run(paragraph, words)
        return paragraph

    def _run(self, paragraph: Paragraph, words: str, *, quiet: bool = False) -> Any:
        run = paragraph.add_run(_FORBIDDEN.sub("", words))
        if quiet:
            run.font.color.rgb = _QUIET
        return run

    def _cell(self, cell: Any, words: str, *, quiet: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        self._run(paragraph, words, quiet=quiet)


def _lines(words: str, width: int) -> int:
    """How many lines a text takes; half-width characters count half."""
    return max(1, ceil(sum(0.55 if character.isascii() else 1 for character in words) / width))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"


def _prepare(word: Word) -> None:
    """A4, Chinese fonts for every style, the footer with the page's number."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.6)
    section.footer_distance = Cm(0.8)
    look: dict[str, tuple[str, float, bool, float, float]] = {
        # font, size, bold, space before and after in points
        "Normal": (_SERIF, 10, False, 0, 3),
        "Heading 1": (_SANS, 16, True, 0, 0),
        "Heading 2": (_SANS, 10.5, True, 6, 2),
        "Subtitle": (_SERIF, 9, False, 0, 5),
        "List Bullet": (_SERIF, 10, False, 0, 1),
        "List": (_SERIF, 10, False, 0, 1),
        "Caption": (_SERIF, 8.5, False, 0, 0),
        "Footer": (_SERIF, 8, False, 0, 0),
    }
    for name, (font, size, bold, before, after) in look.items():
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.bold, style.font.italic = _LATIN, Pt(size), bold, False
        style.font.color.rgb = (
            _INK if name.startswith("Heading") else _QUIET if name in ("Subtitle", "Footer") else None
        )
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{labels()['word']['footer']}  ")
    _page_number(footer)
    word.core_properties.title = str(labels()["word"]["title"])
    word.core_properties.author = ""
    word.core_properties.comments = ""


def _page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = words
        run._r.append(element)
