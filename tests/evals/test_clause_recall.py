import pytest
from prepared_assistant import Prepared, cite

from assistant.models.answer import Citation
from evals.cases import RetrievalCase
from evals.retrieval import measure, rank

CASE = RetrievalCase(id="r", question="几号截止", clauses=("四/(一)",))
FOUND, OTHER = cite("四/(一)"), cite("五")


@pytest.mark.parametrize(
    ("ranking", "first", "third"),
    [
        ([FOUND], 1.0, 1.0),
        ([OTHER, OTHER, FOUND], 0.0, 1.0),
        ([OTHER, OTHER, OTHER, FOUND], 0.0, 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_recall_follows_the_rank(ranking: list[Citation], first: float, third: float) -> None:
    retriever = Prepared()
    retriever.ranking = ranking
    recall = measure([CASE], retriever.retrieve, "notice")
    assert recall.at == {1: first, 3: third}
    assert recall.missed == (() if third else ("r",))


def test_questions_on_which_the_notice_is_silent_are_left_out() -> None:
    silent = RetrievalCase(id="u", question="补贴多少", clauses=())
    assert measure([CASE, silent], Prepared().retrieve, "notice").cases == 1


def test_the_same_path_in_another_document_does_not_count() -> None:
    assert rank(CASE, [cite(document="digest"), FOUND], "notice") == 2
    assert rank(CASE, [cite(document="digest")], None) == 1


def test_a_case_may_name_its_document_and_part() -> None:
    case = CASE.model_copy(update={"document": "14号", "part": "附件"})
    assert (
        rank(case, [FOUND, cite(number="某发〔2025〕14号"), cite(number="14号", part="附件一")], "notice")
        == 3
    )


def test_a_parent_is_not_the_clause() -> None:
    assert rank(CASE, [cite("四")], "notice") is None
