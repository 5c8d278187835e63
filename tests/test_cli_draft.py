import json
from pathlib import Path

import pytest
from processes import Run

PROFILE = """# 虚构样例
name: 虚构市印刷行业协会
facts:
  foundation:
    - 会员企业69家
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "资料.yaml"
    path.write_text(PROFILE, "utf-8")
    return path


def test_json_is_one_value_with_the_five_sections(run: Run, profile: Path) -> None:
    done = run("draft", profile, "--as-of", "2025-07-08", "--json")
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert [section["key"] for section in draft["sections"]] == [
        "directions",
        "approach",
        "foundation",
        "goals",
        "safeguards",
    ]
    assert draft["as_of"] == "2025-07-08"


def test_one_section_for_people_with_its_questions(run: Run, profile: Path) -> None:
    done = run("draft", profile, "--section", "工作基础")
    assert done.returncode == 0, done.stderr
    assert "会员企业69家" in done.stdout
    assert "还需要补充" in done.stdout
    assert "保障措施\n" not in done.stdout


def test_a_word_file_is_written(run: Run, profile: Path, tmp_path: Path) -> None:
    out = tmp_path / "草稿.docx"
    done = run("draft", profile, "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"PK")
    assert done.stdout == ""


def test_what_is_wrong_is_said_in_one_line(run: Run, profile: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("名字: x", "utf-8")
    cases = [
        (run("draft", bad), 1, "名字"),
        (run("draft", tmp_path / "nothing.yaml"), 1, "找不到"),
        (run("draft", tmp_path), 1, "不能读取"),
        (run("draft", profile, "--section", "budget"), 1, "budget"),
        (run("draft", profile, "--out", tmp_path / "x.pdf"), 2, ".docx"),
    ]
    for done, status, says in cases:
        assert done.returncode == status
        assert says in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
