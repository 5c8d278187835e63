import math

import pytest
from prepared_assistant import cite

from assistant.models.answer import Citation
from evals.cases import RetrievalCase
from evals.retrieval import found, scores

CASE = RetrievalCase(id="r", question="几号截止", clauses=("四/(一)",))
FOUND, OTHER = cite("四/(一)"), cite("五")


@pytest.mark.parametrize(
    ("ranking", "recalls", "reciprocal"),
    [
        ([FOUND], (1, 1, 1), 1.0),
        ([OTHER, OTHER, FOUND], (0, 1, 1), 1 / 3),
        ([OTHER, OTHER, OTHER, FOUND], (0, 0, 1), 1 / 4),
        ([], (0, 0, 0), 0.0),
    ],
)
def test_recall_and_reciprocal_rank_follow_the_rank(
    ranking: list[Citation], recalls: tuple[int, ...], reciprocal: float
) -> None:
    measured = scores(found(CASE, ranking, "notice"), 1)
    assert tuple(measured[f"recall@{k}"] for k in (1, 3, 5)) == recalls
    assert measured["mrr"] == reciprocal


def test_ndcg_counts_every_expected_clause_and_earlier_ones_more() -> None:
    both = CASE.model_copy(update={"clauses": ("四/(一)", "五")})
    assert scores(found(both, [FOUND, OTHER], "notice"), 2)["ndcg@5"] == 1.0
    one_missing = scores(found(both, [FOUND], "notice"), 2)["ndcg@5"]
    late = scores(found(both, [cite("一"), FOUND], "notice"), 2)["ndcg@5"]
    assert one_missing == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert late < one_missing


def test_the_same_path_in_another_document_does_not_count() -> None:
    assert found(CASE, [cite(document="digest"), FOUND], "notice") == [2]
    assert found(CASE, [cite(document="digest")], None) == [1]


def test_a_case_may_name_its_document_and_part() -> None:
    case = CASE.model_copy(update={"document": "14号", "part": "附件"})
    ranking = [FOUND, cite(number="某发〔2025〕14号"), cite(number="14号", part="附件一")]
    assert found(case, ranking, "notice") == [3]


def test_a_parent_is_not_the_clause() -> None:
    assert found(CASE, [cite("四")], "notice") == []
