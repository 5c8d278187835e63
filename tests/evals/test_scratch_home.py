"""The real assistant, asked about a notice of its own: what stands in for it elsewhere must not drift from it."""

import json
from pathlib import Path

import pytest

from evals import cli

NOTICE = """关于开展河湾市社区菜园试点申报的通知

各街道办事处：
一、申报范围
本市依法登记的社区居委会可以申报。
二、申报时间
申报材料于2026年5月20日前报送市农业农村局。
"""


def test_a_run_on_somebodys_documents_leaves_the_users_home_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, corpus, documents = (tmp_path / name for name in ("home", "corpus", "documents"))
    for folder in (home, corpus, documents):
        folder.mkdir()
    (corpus / "other.txt").write_text("关于河湾市图书馆开放时间的公告\n\n每天9时开放。\n", encoding="utf-8")
    (documents / "garden.txt").write_text(NOTICE, encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_HOME", str(home))
    monkeypatch.setenv("ASSISTANT_CORPUS", str(corpus))
    expect = {"status": "answered", "facts": [["5月20日"]], "clauses": ["二"], "document": "社区菜园"}
    case = {
        "id": "g1",
        "category": "deadline",
        "question": "开展河湾市社区菜园试点申报，材料什么时候截止?",
        "as_of": "2026-05-01",
        "expect": expect,
    }
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")

    assert cli.run(cli.Request(cases=cases, corpus=documents, fail_under=1.0)) == cli.DONE, (
        capsys.readouterr()
    )
    assert list(home.iterdir()) == []
