import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from processes import Run, environment

DEADLINE = "申报材料什么时候截止？"
NOTICE = "渝人社发〔2025〕13号"
OWN = (
    "关于虚构展示活动的通知\n虚构人社〔2031〕7号\n一、报名\n请于2031年4月3日前将报名表报送虚构活动办公室。\n"
)


def one_chinese_line(text: str) -> bool:
    """Whether `text` is a single line in Chinese; what is said while the index opens does not count."""
    lines = [line for line in text.splitlines() if not line.endswith("……")]
    return len(lines) == 1 and any("\u4e00" <= c <= "\u9fff" for c in lines[0]) and "Traceback" not in text


def only_json(text: str) -> Any:
    """The one JSON value of `text`; fails when anything stands beside it."""
    return json.loads(text)


def test_an_answer_comes_with_numbered_sources(run: Run) -> None:
    done = run("ask", DEADLINE, "--as-of", "2025-07-08")
    assert done.returncode == 0, done.stderr
    assert "7月11日" in done.stdout
    assert "[1] 《关于开展人力资源服务业与制造业融合发展试点工作的通知》" in done.stdout
    assert NOTICE in done.stdout


def test_json_is_one_value_and_nothing_else(run: Run) -> None:
    done = run("ask", DEADLINE, "--as-of", "2025-07-08", "--json")
    answer = only_json(done.stdout)
    assert (answer["status"], answer["as_of"]) == ("answered", "2025-07-08")


def test_asking_loads_neither_the_page_nor_the_server(run: Run, home: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from assistant.cli import main\n"
        "try: main(['ask', '申报材料什么时候截止？', '--json'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print(sorted({'gradio', 'fastapi', 'uvicorn', 'icalendar'} & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(home), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stderr.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "question",
    ["", "？！……", "问" * 30_000, "\x01\x02", "\U000e0041\U000e0042"],
    ids=["empty", "punctuation", "too-long", "control-characters", "tag-characters"],
)
def test_an_unusable_question_fails_in_one_line(run: Run, question: str) -> None:
    done = run("ask", question)
    assert done.returncode == 1
    assert done.stdout == ""
    assert one_chinese_line(done.stderr), done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "两个", "问题"),
        ("ask", DEADLINE, "--as-of", "2025-02-30"),
        ("ask", DEADLINE, "--as-of", "昨天"),
        ("ask", DEADLINE, "--nothing"),
        ("ask", DEADLINE, "--engine"),
        ("nothing",),
        ("timeline", "--as-of", "20250708"),
        ("corpus", "nothing"),
        ("corpus", "show"),
        ("ingest",),
        ("ingest", "a.txt", "--issued", "去年"),
        ("serve", "--port", "99999"),
        ("serve", "--port", "abc"),
        ("evals", "run", "--fail-under", "x"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert one_chinese_line(done.stderr), done.stderr


def test_an_unknown_engine_is_wrong_usage(run: Run) -> None:
    done = run("ask", DEADLINE, "--engine", "oracle")
    assert done.returncode == 2
    assert one_chinese_line(done.stderr), done.stderr


@pytest.mark.parametrize(
    "arguments", [("--help",), ("ask", "--help"), ("corpus", "-h"), ("evals", "run", "--help")]
)
def test_help_is_chinese(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert "用法：" in done.stdout
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this message", "required"):
        assert english not in done.stdout


def test_the_timeline_for_people_and_for_programs(run: Run) -> None:
    people = run("timeline", "--as-of", "2025-07-08")
    assert "2025-07-11" in people.stdout and "还有3天" in people.stdout
    timeline = only_json(run("timeline", "--as-of", "2025-07-08", "--json").stdout)
    assert timeline["obligations"][0]["due"] == "2025-07-11"


def test_the_timeline_as_a_calendar(run: Run, tmp_path: Path) -> None:
    done = run("timeline", "--as-of", "2025-07-08", "--ics", tmp_path / "日程.ics", "--json")
    only_json(done.stdout)
    calendar = Calendar.from_ical((tmp_path / "日程.ics").read_bytes())
    assert any(event.walk("VALARM") for event in calendar.walk("VEVENT"))
    nowhere = run("timeline", "--ics", tmp_path / "没有" / "日程.ics")
    assert nowhere.returncode == 1
    assert one_chinese_line(nowhere.stderr), nowhere.stderr


def test_a_file_is_ingested_shown_and_removed(run: Run, own_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "展示活动.txt"
    path.write_text(OWN, "utf-8")
    [added] = only_json(run("ingest", path, "--kind", "notice", "--json", home=own_home).stdout)
    identifier = added["document"]["id"]
    assert added["change"] == "added"
    assert identifier.isascii()
    assert "没有变化" in run("ingest", path, "--kind", "notice", home=own_home).stdout
    path.write_text(OWN.replace("4月3日", "4月9日"), "utf-8")
    assert "已更新" in run("ingest", path, "--kind", "notice", home=own_home).stdout
    assert "4月9日" in run("corpus", "show", identifier, home=own_home).stdout
    listed = only_json(run("corpus", "list", "--json", home=own_home).stdout)
    assert [document["id"] for document in listed].count(identifier) == 1
    assert run("corpus", "remove", identifier, home=own_home).returncode == 0
    gone = run("corpus", "show", identifier, "--json", home=own_home)
    assert (gone.returncode, gone.stdout) == (1, "")
    assert one_chinese_line(gone.stderr), gone.stderr


def test_files_that_cannot_be_read_change_nothing(run: Run, own_home: Path, tmp_path: Path) -> None:
    before = run("corpus", "list", "--json", home=own_home).stdout
    good, empty, fake = tmp_path / "好.txt", tmp_path / "空.txt", tmp_path / "假.docx"
    good.write_text(OWN, "utf-8")
    empty.touch()
    fake.write_bytes(b"\x00\x01 not a document")
    for bad in (empty, fake, tmp_path / "没有.txt"):
        done = run("ingest", good, bad, home=own_home)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        assert bad.name in done.stderr
    assert run("corpus", "list", "--json", home=own_home).stdout == before


def test_the_doctor_says_what_works(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    health = only_json(run("doctor", "--json").stdout)
    assert health["ok"] and health["ready"]


def test_a_home_that_cannot_be_written_is_told_with_advice(run: Run, tmp_path: Path) -> None:
    # A file stands where the folder should be: unlike a missing permission this also stops root.
    blocked = tmp_path / "home"
    blocked.write_text("", "utf-8")
    for arguments in (("ask", DEADLINE), ("doctor", "--json")):
        done = run(*arguments, home=blocked)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
    assert not only_json(done.stdout)["ok"]


def test_a_port_in_use_is_told_before_anything_is_built(run: Run, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run("serve", "--port", str(other.getsockname()[1]), home=tmp_path / "new")
    assert done.returncode == 1
    assert "已被占用" in done.stderr
    assert one_chinese_line(done.stderr), done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7"])
def test_other_machines_are_kept_out_unless_the_operator_insists(run: Run, address: str) -> None:
    done = run("serve", "--host", address)
    assert done.returncode == 1
    assert "--allow-remote" in done.stderr
    assert one_chinese_line(done.stderr), done.stderr


def test_a_reader_that_stops_early_is_no_error(run: Run, home: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m assistant corpus list | true"
    done = subprocess.run(
        ["bash", "-c", command],
        env=environment(home),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
    assert "错误" not in done.stderr
