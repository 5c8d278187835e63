"""A page of a PDF as a picture, with the place of some words marked; drawn in a process of its own, like reading."""

import base64
import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from assistant.documents.readers.limits import MEMORY
from assistant.documents.readers.worker import bound
from assistant.errors import NotFound, UnreadableFile

_SECONDS = 20
_WIDTH = 900
_PIECE = 10
"""Words are looked for in pieces of so many characters: a sentence is broken over lines, a piece seldom is."""
_MARK = (255, 214, 10, 90)


def draw(path: Path, page: int, words: str) -> bytes:
    """The page as PNG, about 900 pixels wide.

    Args:
        path: The PDF.
        page: Its page, from 1.
        words: What to mark; what is not found on the page is not marked.

    Raises:
        NotFound: The file is gone, is no PDF, or has no such page.
        UnreadableFile: It cannot be drawn in time.
    """
    if path.suffix.lower() != ".pdf" or not path.is_file():
        raise NotFound("这份文件没有页面图像。", "请直接查看条款文字。")
    command = [sys.executable, "-P", "-m", __name__]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    asked = json.dumps({"path": str(path), "page": page, "words": words})
    try:
        done = subprocess.run(
            command, input=asked.encode(), env=environment, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableFile("这一页画不出来。", "请打开原文件查看。") from error
    if not done.stdout:
        raise NotFound(f"没有第{page}页。", "请直接查看条款文字。")
    return base64.b64decode(done.stdout)


def _picture(path: str, page: int, words: str) -> bytes:
    document = pdfium.PdfDocument(path)
    if not 1 <= page <= len(document):
        return b""
    sheet = document[page - 1]
    scale = _WIDTH / sheet.get_width()
    image = sheet.render(scale=scale).to_pil().convert("RGBA")
    marks = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(marks)
    for left, bottom, right, top in _places(sheet, words):
        height = sheet.get_height()
        pen.rectangle(
            (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale), fill=_MARK
        )
    out = BytesIO()
    Image.alpha_composite(image, marks).convert("RGB").save(out, "PNG")
    return out.getvalue()


def _places(sheet: pdfium.PdfPage, words: str) -> list[tuple[float, float, float, float]]:
    """Where the words stand, in points from the lower left; several boxes where they run over lines."""
    text = sheet.get_textpage()
    found: list[tuple[float, float, float, float]] = []
    bare = re.sub(r"\s+", "", words)
    for start in range(0, len(bare), _PIECE):
        piece = bare[start : start + _PIECE]
        hit = text.search(piece).get_next() if len(piece) > 2 else None
        if hit is not None:
            index, count = hit
            found += [text.get_rect(i) for i in range(_boxes(text, index, count))]
    return found


def _boxes(text: pdfium.PdfTextPage, index: int, count: int) -> int:
    """The number of boxes of a stretch; PDFium then gives them by number."""
    return int(text.count_rects(index, count))


def _main() -> None:
    """The child: what to draw on standard input, the picture in base 64 on standard output."""
    bound(_SECONDS, MEMORY)
    asked = json.load(sys.stdin)
    sys.stdout.write(base64.b64encode(_picture(asked["path"], asked["page"], asked["words"])).decode())


if __name__ == "__main__":
    _main()
