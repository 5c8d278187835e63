"""What an operator meets: two servers on one home, a damaged home, a conversation that outlives its process."""

import json
import socket
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from processes import Run

from assistant.errors import Busy
from assistant.services import checkup
from assistant.services.occupancy import Occupant, occupant, occupied
from assistant.settings import Settings

DEADLINE = "申报材料什么时候截止？"


def checks(text: str) -> dict[str, Any]:
    return {check["name"]: check for check in json.loads(text)["checks"]}


def test_a_conversation_goes_on_in_another_process(run: Run, home: Path) -> None:
    conversation = uuid4().hex
    for question in (DEADLINE, "那交给谁？"):
        done = run("ask", question, "--conversation", conversation, "--as-of", "2025-07-08", "--json")
        answer = json.loads(done.stdout)
        assert (done.returncode, answer["conversation"]) == (0, conversation), done.stderr
    # Only with the question before it does the second one say what is handed in.
    assert "人力社保" in answer["answer"]


def test_a_second_server_on_one_home_is_refused_and_the_doctor_names_the_first(
    run: Run, server: str, home: Path
) -> None:
    refused = run("serve", "--port", "0")
    assert refused.returncode == 1
    [line] = refused.stderr.splitlines()
    assert server in line and "ASSISTANT_HOME" in line
    seen = checks(run("doctor", "--json").stdout)
    assert server in seen["服务"]["detail"]


def test_the_doctor_says_what_is_damaged_and_what_to_do(run: Run, own_home: Path) -> None:
    (own_home / "assistant.sqlite3").write_bytes(b"not a database" * 1000)
    name = (own_home / "index" / "current").read_text("utf-8")
    (own_home / "index" / name / "documents.jsonl").write_bytes(b"{")
    (own_home / "documents" / "gone").mkdir(parents=True)
    done = run("doctor", "--json", home=own_home)
    assert done.returncode == 1
    seen = checks(done.stdout)
    assert not seen["会话记录"]["ok"] and "移到别处" in seen["会话记录"]["advice"]
    assert seen["索引"]["ok"] and "已自动重建" in seen["索引"]["detail"]
    assert not seen["收录的文件"]["ok"] and "gone" in seen["收录的文件"]["detail"]
    assert "Traceback" not in done.stderr


def test_a_home_is_served_by_one_at_a_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert occupant(home) is None
    with occupied(home, "http://127.0.0.1:1", 1):
        seen = occupant(home)
        assert isinstance(seen, Occupant) and seen.address == "http://127.0.0.1:1"
        with pytest.raises(Busy, match=r"127\.0\.0\.1:1"), occupied(home, "http://127.0.0.1:2", 2):
            pass
        assert occupant(home) == seen
    assert occupant(home) is None
    with occupied(home, "http://127.0.0.1:2", 2):
        pass


def test_a_taken_port_is_told_unless_our_own_server_takes_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, _env_file=None)  # type: ignore[call-arg]
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not checkup.service(settings, port)[1].ok
        with occupied(tmp_path, f"http://127.0.0.1:{port}", port):
            assert checkup.service(settings, port)[1].ok
    assert checkup.service(settings, port)[1].ok


def test_an_impossible_conversation_id_is_wrong_usage(run: Run) -> None:
    done = run("ask", DEADLINE, "--conversation", "x" * 300)
    assert done.returncode == 2
    assert "会话编号" in done.stderr
