"""Applications in many forms, each with what a review of it must and must not find."""

import json
from pathlib import Path
from typing import Any

import pytest
from making import cases, file_of

from assistant.documents.text import comparable
from assistant.models.review import Review
from assistant.reviewing.pipeline import Context, Upload, review


@pytest.fixture(scope="module", params=sorted(cases()))
def reviewed(
    request: pytest.FixtureRequest, context: Context, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Review]:
    """A case and the review of its file."""
    name = str(request.param)
    file, data = file_of(name, tmp_path_factory.mktemp("made"))
    result = review(Upload(file, data), context)
    assert result.error is None
    return cases()[name], result


def _flat(value: Any) -> str:
    return comparable(
        json.dumps(value, ensure_ascii=False, default=lambda model: model.model_dump(mode="json"))
    )


def test_basic_data_are_those_of_the_form(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    assert result.applicant == case["applicant"]
    assert result.kind == case.get("kind", result.kind)
    assert (result.filled_on.isoformat() if result.filled_on else None) == (
        str(case["filled_on"]) if case["filled_on"] else None
    )


def test_missing_sections_are_exactly_those(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    assert sorted(result.missing) == sorted(case["missing"])


def test_directions_are_exactly_those(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    if "directions" in case:
        assert sorted(d.clause for d in result.directions) == sorted(case["directions"])


def test_facts_are_told(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    told = _flat([result.summary, result.targets])
    assert [fact for fact in case["facts"] if comparable(str(fact)) not in told] == []


def test_contradictions_are_exactly_those(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    found = [_flat(c.values) for c in result.contradictions]
    for wanted in case["contradictions"]:
        assert any(sum(comparable(str(v)) in values for v in wanted) >= 2 for values in found), (
            wanted,
            found,
        )
    assert len(found) == len(case["contradictions"]), found


def test_personal_data_are_nowhere(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    everything = _flat(result)
    assert [value for value in case.get("personal", []) if comparable(str(value)) in everything] == []
    assert [
        v for v in case.get("not_personal", []) if comparable(str(v)) not in comparable(result.text)
    ] == []


def test_instructions_are_quoted_and_nothing_else_is_one(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    quoted = _flat([found.quote for found in result.injection])
    assert [words for words in case["injection"] if comparable(words) not in quoted] == []
    assert bool(result.injection) == bool(case["injection"])
    assert not any(comparable(found.quote) in comparable(result.summary) for found in result.injection)


def test_red_flags(reviewed: tuple[dict[str, Any], Review]) -> None:
    case, result = reviewed
    flags = _flat(result.red_flags)
    crossed = _flat([flag for flag in result.red_flags if flag.kind in ("red_line", "unlawful")])
    assert [words for words in case.get("flags", []) if comparable(str(words)) not in flags] == []
    assert [words for words in case.get("no_flags", []) if comparable(words) in crossed] == []


def test_every_quote_stands_where_it_says(reviewed: tuple[dict[str, Any], Review]) -> None:
    _, result = reviewed

    def quotes(value: Any) -> list[tuple[int, int, str]]:
        if isinstance(value, list):
            return [found for item in value for found in quotes(item)]
        if not isinstance(value, dict):
            return []
        own = value.get("quote", value.get("masked"))
        found = [(value["start"], value["end"], own)] if own is not None else []
        return found + [item for inner in value.values() for item in quotes(inner)]

    found = quotes(result.model_dump(mode="json"))
    assert found
    assert [quote for start, end, quote in found if result.text[start:end] != quote] == []


def test_summary_is_short_verified_and_no_recommendation(reviewed: tuple[dict[str, Any], Review]) -> None:
    _, result = reviewed
    assert 60 <= len(result.summary) <= 400
    assert result.summary == "".join(claim.text for claim in result.claims)
    assert all(claim.evidence for claim in result.claims)
    assert not any(words in result.summary for words in ("建议通过", "建议立项", "推荐立项", "同意立项"))


def test_pages_of_a_pdf_are_told(context: Context, tmp_path: Path) -> None:
    file, data = file_of("pages-of-pdf", tmp_path)
    result = review(Upload(file, data), context)
    pages = {evidence.page for target in result.targets for evidence in target.evidence}
    assert len(pages) > 1 and None not in pages
