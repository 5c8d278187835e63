"""All reviews of a job in one table that can be sorted and filtered, as a workbook."""

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.models.job import ReviewJob
from assistant.reviewing.exports.labels import labels
from assistant.reviewing.exports.table import row

_LONGEST = 32_000
"""A cell takes 32,767 characters."""

_FORMULA = re.compile(r"^[\s]*[=+\-@＝＋－＠]")
# What the file format cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FONT = "等线"
_HEAD = PatternFill("solid", fgColor="1F4E79")
_LINE = Side(style="thin", color="DCE1E8")


def workbook(job: ReviewJob) -> bytes:
    """The table as an .xlsx file."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(labels()["sheet"]["title"])
    columns = labels()["columns"]
    for index, column in enumerate(columns, 1):
        cell = sheet.cell(1, index, column["name"])
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(index)].width = column["width"]
    for number, review in enumerate(job.reviews, 2):
        line = row(review, job.marks)
        for index, column in enumerate(columns, 1):
            _write(sheet, number, index, line.cell(column["key"]))
    sheet.freeze_panes = "C2"
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{last}{max(2, len(job.reviews) + 1)}"
    sheet.sheet_view.zoomScale = 90
    _for_print(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also after it has been saved as CSV."""
    text = _FORBIDDEN.sub("", text)[:_LONGEST]
    return f"'{text}" if _FORMULA.match(text) else text


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    if text:
        cell.value = harmless(text)
        cell.data_type = "s"
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(bottom=_LINE)


def _for_print(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = str(labels()["sheet"]["note"])
