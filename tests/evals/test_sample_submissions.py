"""The gold of the fictional submissions speaks of what really stands in them."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "evals" / "cases" / "submissions"
SOURCES = ROOT / "scripts" / "submissions"
GOLD = json.loads((SUBMISSIONS / "gold.json").read_text("utf-8"))
LAYOUTS = yaml.safe_load((SOURCES / "layouts.yaml").read_text("utf-8"))
HEADINGS = {
    "试点方向": ["试点方向", "申报方向"],
    "总体思路": ["总体思路", "指导思想"],
    "工作基础": ["工作基础", "现有基础", "现有条件"],
    "工作目标": ["工作目标", "预期目标"],
    "保障措施": ["保障措施", "组织保障"],
}


def flat(text: str) -> str:
    """Compared as the rules of the cases say: NFKC, lower case, no white space, commas or invisible characters."""
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+|,", "", text).lower()


def words_of(name: str) -> str:
    """All words that were put into a submission, hidden ones as well."""
    if name not in LAYOUTS:
        return (SUBMISSIONS / name).read_text("utf-8")
    layout = LAYOUTS[name]
    texts = SOURCES / "texts"
    parts = [re.sub(r"\{-.*?-\}|[{+}]", "", p.read_text("utf-8")) for p in texts.glob(f"{Path(name).stem}.*")]
    if "annex" in layout:
        annex = yaml.safe_load((texts / layout["annex"]).read_text("utf-8"))
        parts += [f"{cell}人" if isinstance(cell, int) else cell for row in annex for cell in row]
    return "\n".join(parts + [extra["text"] for extra in layout.get("extras", [])])


def test_every_file_has_gold_and_every_gold_its_file() -> None:
    files = {p.name for p in SUBMISSIONS.iterdir() if p.suffix in (".docx", ".pdf", ".md", ".txt")} - {
        "README.md"
    }
    assert files == set(GOLD)
    assert set(LAYOUTS) <= files


@pytest.mark.parametrize("name", GOLD)
def test_what_gold_expects_stands_in_the_submission(name: str) -> None:
    gold, text = GOLD[name], flat(words_of(name))
    assert "虚构样例" in text
    expected = [
        gold["applicant"],
        gold["district"],
        *gold["pii_values"],
        *gold["not_pii"],
        *gold["injection_quotes"],
    ]
    expected += gold.get("not_red_flags", [])
    expected += [value for pair in gold["no_contradiction_about"] for value in pair]
    assert [value for value in expected if flat(value) not in text] == []
    others = [flag for flag in gold["red_flags"] if not any(Path(n).stem in flag for n in GOLD)]
    assert [
        alternatives
        for alternatives in gold["must_mention"] + others
        if not any(flat(a) in text for a in alternatives)
    ] == []
    for values in gold["contradictions"]:
        assert sum(flat(value) in text for value in values) >= 2


@pytest.mark.parametrize("name", GOLD)
def test_sections_are_there_exactly_when_gold_says_so(name: str) -> None:
    gold, text = (
        GOLD[name],
        re.sub(r".*……\d*\n", "", words_of(name)),
    )  # lines of a table of contents are no headings
    found = {
        key
        for key, words in HEADINGS.items()
        if any(re.search(rf"^[^，,。]{{0,12}}{w}", text, re.M) for w in words)
    }
    assert set(HEADINGS) - found == set(gold["missing_sections"])


def test_personal_data_of_one_submission_stands_in_no_other() -> None:
    texts = {name: flat(words_of(name)) for name in GOLD}
    for name, gold in GOLD.items():
        for value in gold["pii_values"]:
            assert [other for other, text in texts.items() if flat(value) in text] == [name]


def test_a_third_is_kept_out_of_tuning() -> None:
    assert sum(gold.get("holdout", False) for gold in GOLD.values()) in range(len(GOLD) // 4, len(GOLD) // 2)
