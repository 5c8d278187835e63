"""PDF files that hold no text, are locked or broken: each one clear line."""

from collections.abc import Callable

import pytest
from made_files import blank_pdf, canvas, draw_lines, pdf_notice, read, word_notice
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableFile


def scan(pages: int = 2, note: str = "") -> bytes:
    picture = ImageReader(Image.effect_noise((400, 560), 60))

    def draw(page: Canvas) -> None:
        for _ in range(pages):
            page.drawImage(picture, 0, 0, 595, 842)
            draw_lines(page, [note] if note else [], top=20, size=6)
            page.showPage()

    return canvas(draw)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "没有内容"),
    "an executable": (lambda: b"MZ\x90\x00" + b"\x00" * 500, "可执行程序"),
    "a Word file": (word_notice, "Word"),
    "plain text": (lambda: "一、总体要求".encode(), "不是 PDF"),
    "encrypted": (lambda: canvas(lambda page: page.drawString(80, 700, "x"), encrypt="secret"), "已加密"),
    "only a header": (lambda: b"%PDF-1.7\n", "损坏"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "损坏"),
    "scanned": (scan, "扫描"),
    "scanned with a scanner's line": (lambda: scan(note="scanner"), "扫描"),
    "an empty page": (lambda: canvas(lambda page: page.showPage()), "没有可读取的文字"),
    "a thousand pages": (lambda: blank_pdf(1000), "1000 页"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_clear_line(what: str) -> None:
    make, expected = BAD[what]
    with pytest.raises(UnreadableFile) as caught:
        read(make(), "文件.pdf")
    assert expected in caught.value.message
    assert caught.value.hint.startswith("请")
    assert "\n" not in str(caught.value)


def test_a_cut_off_file_gives_an_error_or_its_pages_but_never_a_crash() -> None:
    whole = pdf_notice()
    for part in (0.3, 0.6, 0.9, 0.99):
        try:
            source = read(whole[: int(len(whole) * part)], "文件.pdf")
        except UnreadableFile as error:
            assert "损坏" in error.message or "文字" in error.message
        else:
            assert source.text
