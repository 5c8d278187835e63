"""Which document a question is about, with nine real notices of other subjects beside the built-in corpus."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.loading import Overrides
from assistant.knowledge.index import IndexStore
from assistant.knowledge.library import Library, governing_id
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.routing import Router
from assistant.models.document import Document, Provenance

EVALS = Path(__file__).parents[2] / "evals"
REAL = [path for path in sorted((EVALS / "corpora" / "real").iterdir()) if path.suffix in (".txt", ".md")]
LARGEST = 2**20


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Router]:
    """Over everything, without vectors: routing reads words only."""
    home = tmp_path_factory.mktemp("routing")
    library = Library(home, None, LARGEST)
    for path in REAL:
        library.add(path, Overrides())
    generation = IndexStore(home, None).current(library, lambda label, done, total: None)
    shelves = list(Retriever(generation).shelves.values())
    yield Router(shelves, governing_id([(s.document, s.built_in) for s in shelves], None))
    generation.close()


def first(router: Router, question: str, **more: Any) -> Document:
    return router.rank(question, **more)[0].shelf.document


def cases(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text("utf-8").splitlines()
    return [case for line in lines if line.strip() and "question" in (case := json.loads(line))]


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize("stem", ["csgx2025", "qingdao-goufang", "xiaoqu-youeryuan"])
def test_the_questions_on_a_real_notice_go_to_it(router: Router, stem: str) -> None:
    text = next(path for path in REAL if path.stem == stem).read_text("utf-8")
    asked = cases(EVALS / "cases" / "real" / f"{stem}.jsonl")
    assert share([first(router, case["question"]).text == text for case in asked]) >= 0.9


def test_questions_on_the_other_real_notices_go_to_them(router: Router) -> None:
    asked = [case for case in cases(EVALS / "cases" / "own" / "real.jsonl") if "document" in case["expect"]]
    right = []
    for case in asked:
        meta = first(router, case["question"]).meta
        right.append(case["expect"]["document"] in f"{meta.number} {meta.title}")
    assert share(right) >= 0.9


def test_questions_on_the_governing_notice_stay_with_it(router: Router) -> None:
    asked = [case["question"] for case in cases(EVALS / "cases" / "development" / "retrieval.jsonl")]
    assert (
        share([first(router, question).meta.number == "渝人社发〔2025〕13号" for question in asked]) >= 0.95
    )


@pytest.mark.parametrize("name", ["国办发〔2019〕4号", "国办发[2019]4号", "2019年4号"])
def test_a_document_that_is_named_by_its_number_is_asked(router: Router, name: str) -> None:
    question = f"{name.replace('2019年', '〔2019〕')}的考核程序是什么？"
    assert first(router, question).meta.number == "国办发〔2019〕4号"


def test_a_question_without_a_subject_stays_in_the_conversation(router: Router) -> None:
    before = first(router, "小区配套幼儿园治理要在什么时候前完成？")
    assert first(router, "什么时候前完成？", conversation=before.id) == before


def test_samples_are_asked_only_when_somebody_asks_for_cases(router: Router) -> None:
    question = "虚构的己区用工统筹试点调剂用工多少人次？"
    ordinary = [route.shelf.document.meta.provenance for route in router.rank(question)]
    assert Provenance.SAMPLE not in ordinary
    assert first(router, question, samples=True).meta.provenance is Provenance.SAMPLE
