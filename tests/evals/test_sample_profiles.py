"""The gold of the fictional profiles speaks of what really stands in them."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

PROFILES = Path(__file__).parents[2] / "evals" / "cases" / "profiles"
GOLD = json.loads((PROFILES / "gold.json").read_text("utf-8"))
WRITTEN = {"approach", "foundation", "goals", "safeguards"}


def flat(text: str) -> str:
    return re.sub(r"\s+|,", "", unicodedata.normalize("NFKC", text)).lower()


def profile_of(name: str) -> dict[str, Any]:
    return yaml.safe_load((PROFILES / name).read_text("utf-8"))


def test_every_profile_has_gold_and_every_gold_its_profile() -> None:
    assert {p.name for p in PROFILES.iterdir()} - {"gold.json", "README.md"} == set(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_what_a_draft_must_use_is_among_the_facts(name: str) -> None:
    gold, facts = GOLD[name], profile_of(name).get("facts", {})
    given = flat("\n".join(fact for section in facts.values() for fact in section))
    expected = gold["own"] + [value for values in gold.get("both_shown", []) for value in values]
    assert [token for token in expected if flat(token) not in given] == []


@pytest.mark.parametrize("name", GOLD)
def test_a_section_without_facts_holds_a_placeholder(name: str) -> None:
    assert WRITTEN - set(profile_of(name).get("facts", {})) <= set(GOLD[name]["placeholders"])


def test_profiles_say_that_they_are_fictional_and_cover_all_nine_directions() -> None:
    assert all("虚构样例" in (PROFILES / name).read_text("utf-8") for name in GOLD)
    assert {d for gold in GOLD.values() for d in gold["directions"]} == {
        f"三/({n})" for n in "一二三四五六七八九"
    }
