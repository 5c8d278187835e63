"""A real model, measured with verification off and on: the same completion, asked for once."""

from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case
from evals.model import figures
from evals.model.__main__ import development, measure
from evals.model.choosing import stratified
from evals.model.records import Records, read
from evals.mutations import Told, reworded, written
from evals.stand_in import NAME, Says, StandIn, standing_in


def lying(body: dict[str, Any]) -> Says:
    """Whatever is asked, a wrong day in the middle of what is right."""
    said = [reworded(point) for point in Told.by(body).points]
    wrong = type(said[0])("申报材料应于2025年9月30日前报送。", said[0].citations)
    return Says([written([*said, wrong])])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    with standing_in(lying) as running:
        monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", running.base_url)
        monkeypatch.setenv("ASSISTANT_LLM_MODEL", NAME)
        yield running


def cases(*identifiers: str) -> list[Case]:
    return [case for case in development() if case.id in identifiers]


def test_off_and_on_are_the_same_completion_and_an_interrupted_run_goes_on(
    server: StandIn, tmp_path: Path
) -> None:
    file = tmp_path / "run.json"
    measure(cases("d-dl-01"), file)
    assert len(server.requests) == 1
    found = {case.id: case for case in measure(cases("d-dl-01", "d-un-01"), file).cases}
    assert (
        len(server.requests) == 1
    )  # the first is not asked again, and of what is not stated no model is asked
    answered, silent = found["d-dl-01"], found["d-un-01"]
    assert answered.off.unsourced and "9月30日" in answered.off.answer
    assert not answered.on.unsourced and "9月30日" not in answered.on.answer
    assert answered.on.engine == answered.off.engine == f"llm:{NAME}" and not answered.on.failing
    assert answered.claims.claims > 1 and answered.claims.dropped + answered.claims.replaced == 1
    assert not silent.replies and silent.on.answer == silent.off.answer == silent.embedded.answer
    assert {case.id for case in read(file, f"llm:{NAME}").cases} == set(found)
    told = dict(figures.summary(list(found.values())))
    assert told["values without a source that reach a person: off"] == "1 in 1 answers"
    assert told["values without a source that reach a person: on"] == "0 in 0 answers"
    assert told["written by the model, as served"] == "1/1 (100%)"


def test_claims_are_counted_where_the_embedded_engine_answers_in_the_end(
    server: StandIn, tmp_path: Path
) -> None:
    server.script = lambda body: Says(['{"claims": [{"text": "每个项目给1000元补贴。", "citations": [1]}]}'])
    (found,) = measure(cases("d-dl-01"), None).cases
    assert found.on.engine == "embedded" and found.on.fallback is not None
    assert (found.claims.claims, found.claims.dropped + found.claims.replaced) == (1, 1)
    assert "1000元" in found.off.answer and "1000元" not in found.on.answer


def test_another_models_record_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(Records(model="llm:other").model_dump_json(), "utf-8")
    assert read(file, "llm:this") == Records(model="llm:this")


@pytest.mark.parametrize("count", [1, 30, 60, 1000])
def test_the_cases_are_the_same_every_time_and_of_every_category(count: int) -> None:
    everything = development()
    chosen = stratified(everything, count)
    assert chosen == stratified(everything, count) and len(set(c.id for c in chosen)) == len(chosen)
    categories = {case.category for case in everything}
    assert {case.category for case in chosen} == categories
    assert len(chosen) == min(max(count, len(categories)), len(everything))
