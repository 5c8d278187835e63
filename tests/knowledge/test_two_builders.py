"""Several processes that come to a home without an index at the same time: one builds, the others use it."""

import json
import subprocess
import sys
from pathlib import Path

from processes import environment

NOTICE = "关于虚构试点的通知\n虚构人社发〔2031〕1号\n一、申报\n请各单位于2031年7月11日前报送申报表。\n"


def test_processes_that_build_at_once_leave_one_valid_index(tmp_path: Path) -> None:
    home, corpus = tmp_path / "home", tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "notice.txt").write_text(NOTICE, "utf-8")
    variables = {**environment(home), "ASSISTANT_CORPUS": str(corpus)}
    command = [sys.executable, "-m", "assistant", "corpus", "list", "--json"]
    together = [
        subprocess.Popen(
            command,
            env=variables,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120) for process in together]
    assert [process.returncode for process in together] == [0, 0, 0], said
    listed = [json.loads(output)[0]["number"] for output, _ in said]
    assert listed == ["虚构人社发〔2031〕1号"] * 3
    generations = [path.name for path in (home / "index").iterdir() if path.is_dir()]
    assert generations == [(home / "index" / "current").read_text("utf-8").strip()]
