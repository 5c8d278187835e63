"""Forms are data: the built-in one agrees with its notice, and another notice brings its own."""

import re
from pathlib import Path

import pytest
import yaml

from assistant.app import Assistant
from assistant.documents.loading import load
from assistant.documents.text import comparable
from assistant.drafting.form import Form, form_of
from assistant.drafting.material import Material
from assistant.drafting.profile import from_data
from assistant.errors import InvalidInput
from assistant.settings import Settings

CORPORA = Path(__file__).parents[2] / "evals" / "corpora" / "invented"
DRAFTING = Path(__file__).parents[2] / "assistant" / "drafting"


def test_the_form_quotes_words_that_stand_in_the_clauses_it_names(material: Material) -> None:
    form = material.form
    quoted = [(p.clause, p.words) for section in form.sections for p in section.proposals]
    quoted += [(warned.clause, warned.words) for warned in form.warned]
    if form.aim:
        quoted.append((form.aim.clause, form.aim.words))
    if form.parties:
        quoted += [(form.parties.clause, kind.words) for kind in form.parties.kinds]
    assert [pair for pair in quoted if material.find(*pair) is None] == []


def test_the_notices_own_list_names_the_sections_in_this_order(material: Material) -> None:
    clause = material.document.clause(material.form.clause)
    assert clause is not None
    text = material.document.own_text(clause)
    places = [text.index(section.title) for section in material.form.sections]
    assert places == sorted(places)


def test_every_pattern_of_the_form_and_of_the_product_compiles(material: Material) -> None:
    for section in material.form.sections:
        for element in section.asks:
            re.compile(element.signs)
            assert not element.required or (element.gap and element.question)
        proposed = {proposal.ask for proposal in section.proposals}
        assert proposed <= {element.key for element in section.asks}


@pytest.mark.parametrize("file", sorted(DRAFTING.glob("*.yaml")), ids=lambda file: file.name)
def test_the_products_own_data_names_no_answer_of_the_notice(file: Path) -> None:
    text = str(yaml.safe_load(file.read_text("utf-8")))
    assert not re.search(r"33618|13号|27号|赵飞|2025年|7月11日|三/\(", text)


def test_a_notice_with_a_list_of_its_own_gets_a_plain_form() -> None:
    parsed = load(CORPORA / "n5.txt", 10**6)
    form = form_of(parsed.document, parsed.facts)
    assert form.generic
    assert [section.title for section in form.sections] == ["建设基础", "目标任务", "运营机制", "投资概算"]
    assert all(section.title in parsed.document.text for section in form.sections)


def test_a_notice_that_asks_for_no_form_is_refused_in_words_that_help() -> None:
    parsed = load(CORPORA / "n4.txt", 10**6)
    with pytest.raises(InvalidInput, match="没有写明申报材料"):
        form_of(parsed.document, parsed.facts)


def test_another_notice_can_bring_its_form_as_a_file(tmp_path: Path) -> None:
    parsed = load(CORPORA / "n4.txt", 10**6)
    data = {
        "notice": parsed.document.meta.number,
        "name": "虚构申报表",
        "short_title": "《通知》",
        "layout": "以附件为准。",
        "clause": parsed.document.clauses[1].path,
        "sections": [
            {
                "key": "plan",
                "title": "建设思路",
                "length": [50, 500],
                "asks": [
                    {"key": "all", "title": "思路", "question": "怎么做？", "required": True, "gap": "思路"}
                ],
            }
        ],
    }
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    form: Form = form_of(parsed.document, parsed.facts, tmp_path)
    assert [section.key for section in form.sections] == ["plan"]


def test_a_draft_under_another_notice_has_its_sections_and_none_of_ours(own_home: Path) -> None:
    assistant = Assistant.open(Settings(home=own_home, _env_file=None))  # type: ignore[call-arg]
    try:
        added = assistant.ingest([CORPORA / "n5.txt"])[0].document
        facts = {"建设基础": ["虚构食堂3处,日供餐420份"], "投资概算": ["计划投资36万元"]}
        profile = from_data({"name": "虚构街道", "facts": facts, "notice": added.id})
        draft = assistant.drafts.create(profile, as_of=assistant.today())
        assert [section.key for section in draft.sections] == ["建设基础", "目标任务", "运营机制", "投资概算"]
        text = comparable("".join(section.text for section in draft.sections))
        assert comparable("虚构食堂3处,日供餐420份") in text
        assert "人力资源" not in text
        assert assistant.drafts.docx(draft.id).startswith(b"PK")
    finally:
        assistant.close()
