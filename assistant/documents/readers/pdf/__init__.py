"""PDF files with a text layer, read through PDFium."""

import logging
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.documents.readers.limits import MAX_PAGES
from assistant.documents.readers.pdf.assembly import text_of
from assistant.documents.readers.pdf.characters import page_of
from assistant.documents.readers.pdf.sheet import Sheet, sheet_of
from assistant.documents.readers.pdf.unseen import properties, unseen
from assistant.documents.readers.source import Hidden, Source, damaged, refuse_other_type
from assistant.errors import UnreadableFile

_HEADER_WITHIN = 1024
_FEW = 10
_GARBLED = 0.3
_log = logging.getLogger(__name__)


def read(data: bytes, name: str) -> Source:
    """The text of a PDF with its page numbers.

    Raises:
        UnreadableFile: It is encrypted, damaged, too long, scanned, or its fonts do not tell their characters.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        refuse_other_type(data, name, "请改用正确的扩展名后再导入。")
        raise UnreadableFile(f"{name} 不是 PDF 文件。", "请确认扩展名是否正确，再重新导入。")
    document = _open(data, name)
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableFile(
                f"{name} 有 {len(document)} 页，超过 {MAX_PAGES} 页的上限。", "请拆分成几个文件再导入。"
            )
        hidden = properties(document)
        sheets = []
        for index in range(len(document)):
            sheet, unseen_there = _sheet(document, index)
            sheets.append(sheet)
            hidden += unseen_there
    finally:
        document.close()
    _check_text(sheets, name)
    text, starts = text_of(sheets)
    return Source(text, pages=starts, hidden=tuple(hidden))


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if document.get_formtype():
            document.init_forms()
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise UnreadableFile(f"{name} 已加密，无法读取。", "请取消密码保护，另存后再导入。") from error
        raise damaged(name, "请用阅读器打开确认，重新导出为 PDF，或改用 Word 文件。") from error
    if len(document) == 0:
        raise damaged(name, "请用阅读器打开确认，重新导出为 PDF，或改用 Word 文件。")
    return document


def _sheet(document: pdfium.PdfDocument, index: int) -> tuple[Sheet, list[Hidden]]:
    """A page, and what does not show on it."""
    page = document[index]
    hidden = unseen(page)
    if document.formenv is not None:
        # What was filled into a form's fields becomes part of the page.
        page.flatten()
        page.close()
        page = document[index]
    try:
        return sheet_of(page_of(page, index + 1)), hidden
    finally:
        page.close()


def _check_text(sheets: Sequence[Sheet], name: str) -> None:
    """Raise when there is nothing to read, or only what looks like text."""
    letters = sum(sheet.letters for sheet in sheets)
    bare = [sheet for sheet in sheets if sheet.letters < _FEW and sheet.pictured]
    if letters == 0 or 2 * len(bare) > len(sheets):
        what = "是扫描件，没有文字层" if bare else "没有可读取的文字，可能是扫描件"
        raise UnreadableFile(f"{name} {what}。", "请先用文字识别（OCR）软件转换，或使用 Word 等电子版文件。")
    if bare:
        _log.warning("%d of %d pages of a PDF are pictures without text", len(bare), len(sheets))
    if sum(sheet.unknown for sheet in sheets) > _GARBLED * letters:
        raise UnreadableFile(
            f"{name} 的字体没有文字编码，读出的是乱码。",
            "请用 Word 等电子版文件，或重新导出为 PDF 后再导入。",
        )
