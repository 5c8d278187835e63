"""A page of a PDF as a picture with the quoted words marked."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from made_files import pdf_notice
from PIL import Image

from assistant.documents.readers.pdf.picture import draw
from assistant.errors import NotFound, UnreadableFile


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdf_notice())
    return path


def yellow(picture: bytes) -> int:
    red, green, blue = np.moveaxis(np.asarray(Image.open(BytesIO(picture)).convert("RGB")), 2, 0)
    return int(((red > 200) & (green > 200) & (blue < 190)).sum())


def test_the_page_is_drawn_and_the_words_are_marked(pdf: Path) -> None:
    plain, marked = draw(pdf, 1, ""), draw(pdf, 1, "为贯彻落实人力资源社会保障部等5部委")
    assert Image.open(BytesIO(marked)).size == Image.open(BytesIO(plain)).size
    assert yellow(plain) == 0
    assert yellow(marked) > 500


def test_words_that_are_not_on_the_page_are_not_marked(pdf: Path) -> None:
    assert yellow(draw(pdf, 1, "这一句话不在这一页上面任何地方")) == 0


def test_a_page_that_is_not_there_is_not_found(pdf: Path) -> None:
    with pytest.raises(NotFound):
        draw(pdf, 999, "")


def test_another_kind_of_file_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("正文", "utf-8")
    with pytest.raises(NotFound):
        draw(path, 1, "")


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(UnreadableFile):
        draw(path, 1, "")
