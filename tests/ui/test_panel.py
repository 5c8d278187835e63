import re

from made import Library, citation, view

from ui import panel
from ui.place import Place, of_citation

PLACE = of_citation(citation()).place


def shown(place: Place, *documents: object) -> str:
    return panel.show(Library(*documents), place)  # type: ignore[arg-type]


def test_the_whole_clause_is_shown_with_its_neighbours() -> None:
    html = shown(PLACE, view())
    assert "<mark>请于7月11日前报送&lt;b&gt;报告&lt;/b&gt;</mark>。" in html
    assert "<b>四、步骤</b>" in html and "逾期不候" in html
    before, _, after = html.partition('class="clause here"')
    assert "首部的话" in before and "附则" in after


def test_nothing_of_a_document_becomes_markup() -> None:
    elements = set(re.findall(r"</?(\w+)", shown(PLACE, view())))
    assert elements <= {"aside", "div", "h2", "button", "p", "span", "section", "mark", "b", "a"}


def test_the_source_can_be_followed_and_the_words_around_it_stay_words() -> None:
    html = shown(PLACE, view())
    assert (
        '某网站 &amp; <a href="https://example.gov.cn/a?b=1" target="_blank" rel="noopener noreferrer">'
        in html
    )


def test_words_that_are_not_official_say_so() -> None:
    assert "摘要（非官方原文）" in shown(PLACE, view()) and "请核对原文" in shown(PLACE, view())


def test_a_removed_document_leaves_its_quote() -> None:
    html = shown(PLACE)
    assert "已经不在文件库里" in html and "<mark>请于7月11日前" in html


def test_a_changed_document_leaves_the_quote_as_it_was() -> None:
    html = shown(PLACE, view(text="改" + view().text))
    assert "改动过" in html and "<mark>请于7月11日前" in html


def test_offsets_from_outside_do_no_harm() -> None:
    for start, end in ((-5, 10**9), (10**9, 10**9), (5, 2)):
        assert "改动过" in shown(PLACE.model_copy(update={"start": start, "end": end}), view())


def test_a_clause_without_a_quote_has_no_mark() -> None:
    assert "<mark>" not in shown(Place(document="notice", clause="四"), view())
