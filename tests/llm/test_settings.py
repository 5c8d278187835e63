"""Endpoint settings, prompts, and the budget of tokens."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import Misconfigured
from assistant.llm import budget, prompts
from assistant.llm.endpoint import Endpoint
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
URL = "http://127.0.0.1:9/v1"


def settings(**more: object) -> Settings:
    return Settings(_env_file=None, **more)  # type: ignore[arg-type]


def test_without_an_endpoint_there_is_none() -> None:
    assert Endpoint.of(settings()) is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"llm_base_url": URL}, "ASSISTANT_LLM_MODEL"),
        ({"llm_model": "m"}, "ASSISTANT_LLM_BASE_URL"),
        ({"engine": "llm"}, "ASSISTANT_ENGINE"),
        ({"llm_base_url": "somewhere", "llm_model": "m"}, "ASSISTANT_LLM_BASE_URL"),
        ({"llm_base_url": URL, "llm_model": "m", "llm_max_tokens": 8000}, "ASSISTANT_LLM_MAX_TOKENS"),
    ],
)
def test_half_an_endpoint_is_told_by_name(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        Endpoint.of(settings(**wrong))
    assert told in raised.value.message and raised.value.hint


def test_the_key_is_in_no_text_of_the_settings_or_the_endpoint() -> None:
    given_settings = settings(llm_base_url=URL, llm_model="m", llm_api_key="sk-secret")
    endpoint = Endpoint.of(given_settings)
    assert endpoint is not None and endpoint.key is not None
    assert "sk-secret" not in f"{given_settings!r}{given_settings}{endpoint!r}{endpoint.host}"
    assert endpoint.key.get_secret_value() == "sk-secret"


@pytest.mark.parametrize("path", sorted((ROOT / "prompts").glob("*.md")), ids=lambda path: path.stem)
def test_every_prompt_has_an_id_a_version_a_purpose_and_its_variables(path: Path) -> None:
    prompt = prompts.load(path.stem)
    assert prompt.version and prompt.purpose
    filled = prompt.fill(**{name: f"<{name}>" for name in prompt.variables})
    assert "{{" not in filled and all(f"<{name}>" in filled for name in prompt.variables)


def test_what_is_filled_in_is_never_taken_for_a_field() -> None:
    prompt = prompts.load("answer-data")
    values = dict.fromkeys(prompt.variables, "x") | {"question": "{{evidence}}"}
    assert "{{evidence}}" in prompt.fill(**values)
    with pytest.raises(ValueError):
        prompt.fill(question="x")


@given(st.text())
def test_data_cannot_close_the_element_that_it_stands_in(text: str) -> None:
    assert not {"<", ">"} & set(prompts.data(text))


def test_tokens_are_counted_without_the_internet() -> None:
    assert budget.tokens("") == 0
    assert 1 <= budget.tokens("人力资源") <= 4
    assert budget.tokens("<|endoftext|>") > 1


def test_what_fits_is_what_comes_first() -> None:
    assert budget.fitting(["一", "二", "三"], 2) == 2
    assert budget.fitting(["一" * 50], 3) == 0
    assert budget.room(1000, 100, "一") == int(900 * 0.9) - 1
