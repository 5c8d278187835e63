from made import QUOTE, TEXT

from ui.passage import Piece, paragraphs


def test_a_line_is_a_paragraph_and_an_empty_one_is_none() -> None:
    words = ["".join(piece.words for piece in p) for p in paragraphs(TEXT, 0, len(TEXT))]
    assert words == ["首部的话。", "四、步骤", f"{QUOTE}。", "逾期不候。", "五、附则", "无。"]


def test_the_quoted_words_are_marked_and_nothing_else() -> None:
    start = TEXT.index(QUOTE)
    marked = [
        piece.words
        for paragraph in paragraphs(TEXT, 0, len(TEXT), quoted=(start, start + len(QUOTE)))
        for piece in paragraph
        if piece.marked
    ]
    assert marked == [QUOTE]


def test_a_quote_over_two_lines_is_marked_in_both() -> None:
    assert paragraphs("甲乙\n丙丁", 0, 5, quoted=(1, 4)) == [
        (Piece("甲", False, False), Piece("乙", False, True)),
        (Piece("丙", False, True), Piece("丁", False, False)),
    ]


def test_a_heading_that_runs_on_is_told_from_the_text() -> None:
    assert paragraphs("(一)申报。请报。", 0, 9, heading="(一)申报", quoted=(3, 6)) == [
        (
            Piece("(一)", True, False),
            Piece("申报", True, True),
            Piece("。", False, True),
            Piece("请报。", False, False),
        )
    ]


def test_markdown_headings_are_headings_without_their_signs() -> None:
    assert paragraphs("## 四、步骤\n话", 0, 9)[0] == (Piece("四、步骤", True, False),)
